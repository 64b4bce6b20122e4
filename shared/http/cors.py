"""Which origins browsers may call from, also where FC would let all of them in.

FC answers a cross-origin call for which the function sets no header by echoing the origin with
credentials (documentation of HTTP triggers, "CORS"). So a foreign origin gets an origin that
no page can have, by RFC 2606.
"""

import re

from shared.errors import Forbidden

METHODS = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"
NOBODY = "https://origin-not-allowed.invalid"
_ALLOWED_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id")
_EXPOSED_HEADERS = (
    "X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
    " X-Credits-Charged, X-Credits-Remaining, X-Ignored-Fields, X-Demonstration,"
    " X-AIGC-Label,"
    " Idempotency-Replayed"
)
_MAX_AGE = "600"  # seconds
_NAME = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]{1,100}")
_MOST, _LONGEST = 64, 4096  # names, and characters of them all


def headers(origin: str | None, allowed: tuple[str, ...]) -> dict[str, str]:
    """The headers of an answer to a call from `origin`."""
    if not origin:
        return {"Vary": "Origin"}
    if not _allows(origin, allowed):
        return {"Access-Control-Allow-Origin": NOBODY, "Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": _EXPOSED_HEADERS,
        "Vary": "Origin",
    }


def preflight(origin: str, allowed: tuple[str, ...], asked: str = "") -> dict[str, str]:
    """The further headers that answer a preflight (Fetch standard, 3.2); Forbidden to others.

    Names of headers that are `asked` for are allowed as they come: SDKs send dozens of their own.
    """
    if not _allows(origin, allowed):
        raise Forbidden("foreign_origin")
    return {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ", ".join((*_ALLOWED_HEADERS, *_further(asked))),
        "Access-Control-Max-Age": _MAX_AGE,
    }


def _further(asked: str) -> list[str]:
    """At most so many valid names (RFC 9110, 5.6.2) beside those that are always allowed."""
    known = {name.lower() for name in _ALLOWED_HEADERS}
    names = dict.fromkeys(name.strip().lower() for name in asked[:_LONGEST].split(","))
    valid = [name for name in names if _NAME.fullmatch(name) and name not in known]
    return valid[:_MOST]


def _allows(origin: str, allowed: tuple[str, ...]) -> bool:
    return origin in allowed or ("*" in allowed and origin.isascii() and origin.isprintable())
