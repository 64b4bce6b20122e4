"""Signed URLs: words by which anybody who has them may do one thing to one file, for a while."""

import hmac

import msgspec

from shared.access import tokens

_PURPOSE = b"yunzhan pass"


class Grant(msgspec.Struct, frozen=True, array_like=True):
    """`content_type`, `filename` and `limit` are what to answer with, or what to take."""

    method: str
    key: str
    expires_at: int  # milliseconds since 1970
    content_type: str = ""
    filename: str = ""
    limit: int = 0  # bytes


def sign(given: Grant) -> str:
    return _signature(given, tokens.keys()[0]).decode()


def is_valid(shown: Grant, signature: str, now: int) -> bool:
    """Whether we signed it, and it has not expired."""
    keys = tokens.keys()
    genuine = [hmac.compare_digest(_signature(shown, key), signature.encode()) for key in keys]
    return any(genuine) and now < shown.expires_at


def _signature(given: Grant, key: str) -> bytes:
    purpose = hmac.digest(key.encode(), _PURPOSE, "sha256")
    return hmac.digest(purpose, msgspec.json.encode(given), "sha256").hex().encode()
