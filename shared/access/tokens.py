"""Access tokens: JSON Web Tokens (RFC 7519) signed with HS256."""

import functools
import secrets
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import jwt

from shared import ids
from shared.config import environment
from shared.errors import InvalidToken, TokenExpired
from shared.store.users import User

ISSUER = "yunzhan"
_LONGEST = 4096  # characters
_KNOWN = 1024  # tokens whose signature is not computed again; PyJWT takes 60 us for one
_CLAIMS = ["sub", "role", "ver", "iat", "exp", "jti", "iss"]


def issue(owner: User, now: int, session: str = "") -> str:
    """An access token for `owner`, good while the `session` (its family) goes on, if one is said;
    `now` in milliseconds since 1970."""
    issued = now // 1000
    claims = {
        "sub": owner.id,
        "role": owner.role,
        "ver": owner.token_version,
        "iat": issued,
        "exp": issued + environment.settings().jwt_expires_in,
        "jti": ids.make(),
        "iss": ISSUER,
    }
    if session:
        claims["sid"] = session
    return jwt.encode(claims, keys()[0], algorithm="HS256")


def read(token: str) -> Mapping[str, Any]:
    """The claims of a valid token; TokenExpired or InvalidToken."""
    if len(token) > _LONGEST:
        raise InvalidToken()
    for key in keys():
        try:
            return _current(_claims(token, key))
        except jwt.ExpiredSignatureError as e:
            raise TokenExpired() from e
        except jwt.InvalidSignatureError:
            continue
        except (jwt.PyJWTError, ValueError) as e:
            raise InvalidToken() from e
    raise InvalidToken()


@functools.lru_cache(_KNOWN)
def _claims(token: str, key: str) -> Mapping[str, Any]:
    """When a token was issued is not checked: another instance's clock may be ahead of ours."""
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=["HS256"],
        issuer=ISSUER,
        options={"require": _CLAIMS, "verify_iat": False},
    )
    return MappingProxyType(claims)


def _current(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """They may have been good when they were first read."""
    if int(claims["exp"]) <= time.time():
        raise TokenExpired()
    return claims


def keys() -> tuple[str, ...]:
    """The deployment's own keys, newest first; a local server without one makes its own."""
    settings = environment.settings()
    if settings.jwt_secrets:
        return settings.jwt_secrets
    environment.require_complete(settings)
    return (_own_key(),)


@functools.cache
def _own_key() -> str:
    return secrets.token_urlsafe(32)
