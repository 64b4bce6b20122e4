"""Codes of authenticators (TOTP, RFC 6238): six digits of SHA-1, every 30 seconds.

What every app knows: others than these values are taken by few.
"""

import hmac

import pyotp

from shared import times
from shared.access import encryption, tokens

_STEP = 30  # seconds
_DRIFT = 1  # steps that a clock may be ahead or behind (RFC 6238, 5.2)
_ISSUER = "Yunzhan"


def new_secret() -> str:
    """160 bits in base32 (RFC 4226, 4)."""
    return pyotp.random_base32()


def uri(secret: str, account: str) -> str:
    """What an authenticator reads from a QR code: `otpauth://totp/...`."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)


def step_of(secret: str, code: str) -> int | None:
    """The step of time whose code this is, of those that may be; None where it is of none."""
    now = times.now() // 1000 // _STEP
    made = pyotp.TOTP(secret)
    near = range(now + _DRIFT, now - _DRIFT - 1, -1)
    steps = [step for step in near if hmac.compare_digest(made.generate_otp(step), code)]
    return steps[0] if steps else None


def hidden(secret: str) -> str:
    """A secret as the database may keep it."""
    return encryption.encrypt(secret.encode(), tokens.keys()[0]).hex()


def shown(kept: str) -> str | None:
    """A secret that was kept; None where no key of ours opens it."""
    found = encryption.decrypt(bytes.fromhex(kept), tokens.keys())
    return found.decode() if found else None
