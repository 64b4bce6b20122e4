"""Sessions: refresh tokens that rotate, and the end of them."""

import base64
import hmac
import secrets
from typing import NamedTuple

import msgspec

from shared import ids, times
from shared.access import authentication, tokens
from shared.accounts import profile
from shared.accounts.profile import Profile
from shared.config import environment
from shared.database import transactions
from shared.errors import (
    AccountDisabled,
    Forbidden,
    InvalidCredentials,
    InvalidToken,
    TokenExpired,
    Unauthorized,
)
from shared.store import sessions, users
from shared.store.sessions import Session
from shared.store.users import User

LIFE = 30 * 86400 * 1000  # milliseconds
SHORT_LIFE = 12 * 3600 * 1000  # of who does not want to stay signed in
REUSE_INTERVAL = 10_000  # milliseconds in which a token that was replaced gets the same successor
FAILS = (InvalidToken, TokenExpired, AccountDisabled)
LEAVING_FAILS = (*FAILS, Unauthorized, Forbidden)


class _Renewed(NamedTuple):
    user: User
    family: str
    token: str


class Tokens(msgspec.Struct, frozen=True):
    """What a log-in answers; `expires_in` is in seconds."""

    user: Profile
    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105


def new(user_id: str, device: str, *, stays: bool = True) -> tuple[Session, str]:
    """A session of its own family, and its refresh token."""
    token, made, now = secrets.token_urlsafe(32), ids.make(), times.now()
    lasts = LIFE if stays else SHORT_LIFE
    session = Session(
        id=made,
        user_id=user_id,
        family=made,
        token_hash=authentication.hash_of(token),
        created_at=now,
        expires_at=now + lasts,
        ended_at=None,
        device=device,
        lasts=lasts,
    )
    return session, token


def _next(session: Session, token: str) -> Session:
    now = times.now()
    return msgspec.structs.replace(
        session,
        id=ids.make(),
        token_hash=authentication.hash_of(token),
        created_at=now,
        expires_at=now + session.lasts,
        ended_at=None,
    )


def _following(token: str, key: str) -> str:
    """The one refresh token that may come after `token`: who has both it and `key` finds it again,
    so that the database need not keep it."""
    made = hmac.digest(key.encode(), b"yunzhan following " + token.encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def granted(user: User, family: str, refresh_token: str) -> Tokens:
    return Tokens(
        user=profile.of(user),
        access_token=tokens.issue(user, times.now(), family),
        refresh_token=refresh_token,
        expires_in=environment.settings().jwt_expires_in,
    )


def open_for(user: User, device: str, *, stays: bool) -> Tokens:
    """Tokens for who was found so; InvalidCredentials when a new password came in between."""
    session, refresh_token = new(user.id, device, stays=stays)

    def keep(tx: transactions.Transaction) -> None:
        now = users.find_locked(tx, user.id)
        if not now or now.token_version != user.token_version:
            raise InvalidCredentials()
        sessions.add(tx, session)

    transactions.atomically(keep)
    return granted(user, session.family, refresh_token)


def refresh(refresh_token: str) -> Tokens:
    """New tokens for an old one, which dies.

    Who asks once more within the reuse interval (an answer was lost, two tabs asked) is given the
    same successor while it is unused; later, a token that is used again ends its whole family.
    """
    renewed = transactions.atomically(lambda tx: _rotate(tx, refresh_token))
    if isinstance(renewed, str):
        raise InvalidToken(renewed)
    return granted(*renewed)


def _rotate(tx: transactions.Transaction, refresh_token: str) -> _Renewed | str:
    """Why not, when the token is not to be believed: what was done then stays done."""
    now = times.now()
    old = sessions.find(tx, authentication.hash_of(refresh_token))
    if not old:
        return "invalid_token"
    if old.expires_at <= now:
        raise TokenExpired()
    user = users.find_locked(tx, old.user_id)
    if not user:
        return "invalid_token"
    if user.disabled:
        raise AccountDisabled()
    if not sessions.end(tx, old.id, now):
        return _asked_again(tx, user, refresh_token, now)
    token = _following(refresh_token, tokens.keys()[0])
    sessions.add(tx, _next(old, token))
    return _Renewed(user, old.family, token)


def _asked_again(
    tx: transactions.Transaction, user: User, refresh_token: str, now: int
) -> _Renewed | str:
    """The successor that this token was given a moment ago; else the end of its family."""
    old = sessions.find_locked(tx, authentication.hash_of(refresh_token))
    if not old:
        return "invalid_token"
    if old.ended_at is not None and now - old.ended_at < REUSE_INTERVAL:
        keys = tokens.keys()
        if token := next(filter(None, (_unused(tx, refresh_token, key) for key in keys)), ""):
            return _Renewed(user, old.family, token)
    sessions.end_family(tx, old.family, now)
    return "token_reused"


def _unused(tx: transactions.Transaction, refresh_token: str, key: str) -> str:
    """The token that came after this one under `key`, if it did and is still good."""
    token = _following(refresh_token, key)
    session = sessions.find_locked(tx, authentication.hash_of(token))
    return token if session and session.ended_at is None else ""


def log_out(refresh_token: str | None) -> None:
    """End the family of a refresh token; one that is not known has ended already."""
    if refresh_token:
        transactions.atomically(lambda tx: _end_family(tx, refresh_token))


def log_out_everywhere(caller: authentication.Caller) -> None:
    """End all sessions and all access tokens of a user."""
    transactions.atomically(lambda tx: end_all(tx, caller.user.id))


def _end_family(tx: transactions.Transaction, refresh_token: str) -> None:
    found = sessions.find(tx, authentication.hash_of(refresh_token))
    if found:
        sessions.end_family(tx, found.family, times.now())


def end_all(tx: transactions.Transaction, user_id: str) -> None:
    users.change_token_version(tx, user_id)
    sessions.end_all(tx, user_id, times.now())
