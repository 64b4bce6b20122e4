"""Who is calling: the user behind an access token or an API key."""

import hashlib

import msgspec

from shared import log, times
from shared.access import tokens
from shared.config import environment
from shared.database import errors, transactions
from shared.errors import (
    AccountDisabled,
    EmailUnconfirmed,
    Forbidden,
    InvalidToken,
    SecondFactorMissing,
    TokenExpired,
    Unauthorized,
)
from shared.http.request import Request
from shared.store import api_keys, callers, users
from shared.store.api_keys import ApiKey
from shared.store.files import Taken
from shared.store.users import User

KEY_START = "sk-"
_NOTED_EVERY = 60_000  # milliseconds between two notes of a key's last use


class Caller(msgspec.Struct, frozen=True):
    """A user, and the API key or session by which they came; `taken` of the storage, where asked
    for."""

    user: User
    key: ApiKey | None = None
    taken: Taken | None = None
    session: str = ""  # its family


def user(request: Request) -> Caller:
    """By token or key; as `known`, and EmailUnconfirmed where their address is to be confirmed."""
    caller = known(request)
    if caller.user.unconfirmed:
        raise EmailUnconfirmed()
    return caller


def known(request: Request, stray_since: int | None = None) -> Caller:
    """By token or key; Unauthorized, InvalidToken, TokenExpired or AccountDisabled.

    With `stray_since`, what their files take is asked in the same statement.
    """
    secret = _secret(request)
    if not secret:
        raise Unauthorized()
    by_secret = _by_key if secret.startswith(KEY_START) else _by_token
    caller = by_secret(secret, stray_since)
    if caller.user.disabled:
        raise AccountDisabled()
    request.user_id = caller.user.id
    return caller


def anyone(request: Request) -> Caller | None:
    """The user who is calling, or None when nobody says who they are."""
    return user(request) if "authorization" in request.headers else None


def person(request: Request) -> Caller:
    """By token only: a key that a program holds cannot change the account it belongs to."""
    return _by_themselves(user(request))


def newcomer(request: Request) -> Caller:
    """By token only, also who has not confirmed their address yet."""
    return _by_themselves(known(request))


def admin(request: Request) -> Caller:
    """SecondFactorMissing where the deployment asks administrators for one."""
    caller = person(request)
    if caller.user.role != "admin":
        raise Forbidden()
    if environment.settings().admin_second_factor and not caller.user.second_factor:
        raise SecondFactorMissing()
    return caller


def _by_themselves(caller: Caller) -> Caller:
    if caller.key:
        raise Forbidden("key_not_enough")
    return caller


def require_here(tx: transactions.Transaction, user_id: str) -> None:
    """InvalidToken when they have left meanwhile; else they do not until the commit."""
    if not users.hold(tx, user_id):
        raise InvalidToken()


def hash_of(secret: str) -> str:
    """How secrets that are random anyway are kept: SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _by_token(token: str, stray_since: int | None) -> Caller:
    claims = tokens.read(token)
    session = str(claims.get("sid", ""))
    with transactions.asking() as tx:
        found = callers.find(tx, claims["sub"], session, stray_since)
    if not found:
        raise InvalidToken()
    if found.user.disabled:
        raise AccountDisabled()
    if found.user.token_version != claims["ver"] or not found.goes_on:
        raise InvalidToken()
    return Caller(found.user, taken=found.taken, session=session)


def _by_key(secret: str, stray_since: int | None) -> Caller:
    now = times.now()
    with transactions.asking() as tx:
        key, owner, taken = _of_key(tx, hash_of(secret), stray_since)
    if key.expires_at is not None and key.expires_at <= now:
        raise TokenExpired()
    if (key.last_used_at or 0) <= now - _NOTED_EVERY:
        _note_use(key, now)
    return Caller(owner, key, taken)


def _of_key(
    tx: transactions.Transaction, key_hash: str, stray_since: int | None
) -> tuple[ApiKey, User, Taken | None]:
    """InvalidToken when nobody has such a key."""
    found: tuple[ApiKey, User, Taken | None] | None
    if stray_since is None:
        both = api_keys.find_with_owner(tx, key_hash)
        found = (*both, None) if both else None
    else:
        found = api_keys.find_with_taken(tx, key_hash, stray_since)
    if not found:
        raise InvalidToken()
    return found


def _note_use(key: ApiKey, now: int) -> None:
    """Nobody is refused because it could not be noted."""
    try:
        with transactions.telling() as tx:
            api_keys.touch(tx, key.id, now, now - _NOTED_EVERY)
    except errors.DatabaseDown as e:
        log.write("warning", "use of a key not noted", cause=e.reason)


def _secret(request: Request) -> str:
    """The bearer's; on `/v1` it may be in `x-api-key`, where clients of Anthropic's put it."""
    scheme, _, secret = request.headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return secret.strip()
    own = request.headers.get("x-api-key", "") if request.path.startswith("/v1/") else ""
    return own.strip()
