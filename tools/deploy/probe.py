"""How many proxies stand in front of a deployed domain: asked of the domain itself.

An administrator's token is needed: what a function sees of a connection is nobody else's business.
The probe claims to come from an address of documentation (RFC 5737); what stands behind the claim
was added by proxies, and nothing before it can be believed.
"""

from typing import NamedTuple

import msgspec
import urllib3

CLAIMED = "192.0.2.77"
KINDS = {
    "TRUSTED_PROXIES": "/api/admin/connection",  # an event function
    "TRUSTED_PROXIES_WEB": "/api/admin/export/connection",  # a Web function
}
_TIMEOUT = urllib3.Timeout(connect=5.0, read=30.0)  # seconds; an instance may have to start


class Seen(msgspec.Struct):
    """What a function saw of the call."""

    forwarded_for: str
    client: str


class NotProbed(Exception):
    """The domain did not say what it sees; the message says why."""


class Finding(NamedTuple):
    variable: str
    wanted: int
    seen: Seen

    @property
    def right(self) -> bool:
        """Whether the function takes the caller for who they are, with what it is set to now."""
        return self.seen.client == caller(self.seen, self.wanted)


def run(url: str, token: str) -> list[Finding]:
    """What each kind of function has to be told; NotProbed."""
    found = []
    for variable, path in KINDS.items():
        seen = _ask(f"{url.rstrip('/')}{path}", token)
        found.append(Finding(variable, added(seen.forwarded_for), seen))
    return found


def added(forwarded_for: str) -> int:
    """How many entries proxies wrote: those after the claim, or all where it was thrown away."""
    entries = [entry.strip() for entry in forwarded_for.split(",") if entry.strip()]
    if CLAIMED not in entries:
        return len(entries)
    return len(entries) - 1 - max(i for i, entry in enumerate(entries) if entry == CLAIMED)


def caller(seen: Seen, trusted: int) -> str:
    """Who called, by so many trusted entries; with none, whoever the connection is from."""
    entries = [entry.strip() for entry in seen.forwarded_for.split(",") if entry.strip()]
    return entries[-trusted] if trusted else seen.client


def _ask(url: str, token: str) -> Seen:
    pool = urllib3.PoolManager(retries=False, timeout=_TIMEOUT)
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": CLAIMED}
    try:
        given = pool.request("GET", url, headers=headers, redirect=False)
    except urllib3.exceptions.HTTPError as e:
        raise NotProbed(f"{url}: {e}") from e
    if given.status != 200:
        raise NotProbed(f"{url}: {given.status} {given.data[:200]!r}; TOKEN is an administrator's?")
    return msgspec.json.decode(given.data, type=Seen)
