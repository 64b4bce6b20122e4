"""Which origins browsers may call from, also where FC would let all of them in.

FC answers a cross-origin call for which the function sets no header by echoing the origin with
credentials (documentation of HTTP triggers, "CORS"). So a foreign origin gets an origin that
no page can have, by RFC 2606.
"""

from shared.errors import Forbidden

METHODS = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"
NOBODY = "https://origin-not-allowed.invalid"
_ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, X-Request-Id"
_EXPOSED_HEADERS = (
    "X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
    " X-Credits-Charged, X-Credits-Remaining, Idempotency-Replayed"
)
_MAX_AGE = "600"  # seconds


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


def preflight(origin: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """The further headers that answer a preflight (Fetch standard, 3.2); Forbidden to others."""
    if not _allows(origin, allowed):
        raise Forbidden("foreign_origin")
    return {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
        "Access-Control-Max-Age": _MAX_AGE,
    }


def _allows(origin: str, allowed: tuple[str, ...]) -> bool:
    return origin in allowed or ("*" in allowed and origin.isascii() and origin.isprintable())
