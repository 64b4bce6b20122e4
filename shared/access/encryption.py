"""Encryption of what the database keeps for a while and nobody may read there.

A stream from SHAKE-256 under a key and a nonce of its own hides the text, HMAC-SHA256 over both
says that it is unchanged (encrypt, then authenticate). Both are the standard library's: a
cryptography package would double the cold start of every function.
"""

import hashlib
import hmac
import secrets

_NONCE, _TAG = 16, 32  # bytes


def encrypt(text: bytes, key: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    hidden = _mix(text, key, nonce)
    return nonce + hidden + _tag(key, nonce + hidden)


def decrypt(encrypted: bytes, keys: tuple[str, ...]) -> bytes | None:
    """The text, by the first of `keys` that encrypted it; None when none did."""
    body, tag = encrypted[:-_TAG], encrypted[-_TAG:]
    for key in keys:
        if hmac.compare_digest(tag, _tag(key, body)):
            return _mix(body[_NONCE:], key, body[:_NONCE])
    return None


def _mix(text: bytes, key: str, nonce: bytes) -> bytes:
    stream = hashlib.shake_256(_key(key, b"hide") + nonce).digest(len(text))
    return (int.from_bytes(text) ^ int.from_bytes(stream)).to_bytes(len(text))


def _tag(key: str, body: bytes) -> bytes:
    return hmac.digest(_key(key, b"authenticate"), body, "sha256")


def _key(key: str, purpose: bytes) -> bytes:
    return hmac.digest(key.encode(), b"yunzhan " + purpose, "sha256")
