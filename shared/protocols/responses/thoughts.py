"""Thoughts that a client keeps for the model: only we can read them, and for their user alone."""

import base64
import binascii

from shared.access import encryption, tokens


def encrypted(text: str, user_id: str) -> str:
    body = encryption.encrypt(f"{user_id}\n{text}".encode(), tokens.keys()[0])
    return base64.b64encode(body).decode()


def decrypted(told: str, user_id: str) -> str:
    """Empty for what somebody else encrypted, or for somebody else."""
    try:
        body = encryption.decrypt(base64.b64decode(told, validate=True), tokens.keys())
    except (binascii.Error, ValueError):
        return ""
    owner, _, text = (body or b"").decode("utf-8", "replace").partition("\n")
    return text if owner == user_id else ""
