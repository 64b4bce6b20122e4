"""Who is at the other end of the connection, as far as it can be trusted."""

from collections.abc import Mapping

_LONGEST = 45  # characters of an IPv6 address that ends in an IPv4 one


def client_ip(peer: str, headers: Mapping[str, str], trusted_proxies: int) -> str:
    """The client's address: `peer`, or what the outermost trusted proxy wrote of its own peer.

    It is cut to a length that a table can keep: with fewer proxies than declared, or on a laptop,
    anybody may have written it.

    Each proxy appends the address it was called from to X-Forwarded-For, so with n trusted
    proxies the n-th entry from the right is the last that nobody outside could have made up.
    """
    if trusted_proxies == 0:
        return peer[:_LONGEST]
    seen = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()]
    found = seen[-trusted_proxies] if len(seen) >= trusted_proxies else (seen or [peer])[0]
    return found[:_LONGEST]
