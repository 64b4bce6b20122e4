"""Accounts: registration and log-in."""

import hashlib
import re
import secrets

import msgspec

from shared import auth, config, db, ids, passwords, times
from shared.errors import AccountDisabled, InvalidCredentials, InvalidRequest, InviteRequired
from shared.store import sessions, users
from shared.store.sessions import Session
from shared.store.users import User

REFRESH_LIFE = 30 * 86400 * 1000  # milliseconds
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f.]+")
_EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3
_NAME_LENGTH = 100


class Profile(msgspec.Struct, frozen=True):
    """What a user may see of their account."""

    id: str
    email: str
    name: str
    role: str
    credits: int
    created_at: str


class Tokens(msgspec.Struct, frozen=True):
    """What a log-in answers; `expires_in` is in seconds."""

    user: Profile
    access_token: str
    refresh_token: str
    expires_in: int
    token_type: str = "Bearer"  # noqa: S105


def register(email: str, password: str, name: str, invite_code: str | None) -> Tokens:
    """Make a user and log them in; InvalidRequest, EmailTaken, InviteRequired."""
    if config.settings().enable_invite_codes:
        raise InviteRequired()
    address = _address(email)
    passwords.require_strong(password, address)
    user = _new_user(address, passwords.hashed(password), name)
    session, refresh_token = _new_session(user)
    with db.transaction() as tx:
        users.add(tx, user)
        sessions.add(tx, session)
    return _tokens(user, refresh_token)


def log_in(email: str, password: str) -> Tokens:
    """Tokens for the right password; InvalidCredentials in the same time for unknown users."""
    with db.reading() as tx:
        user = users.find_by_email(tx, email.strip().lower())
    if not passwords.matches(password, user.password_hash if user else None) or not user:
        raise InvalidCredentials()
    if user.disabled:
        raise AccountDisabled()
    session, refresh_token = _new_session(user)
    with db.transaction() as tx:
        sessions.add(tx, session)
    return _tokens(user, refresh_token)


def profile(user: User) -> Profile:
    return Profile(
        id=user.id,
        email=user.email,
        name=user.name,
        role=user.role,
        credits=user.credits,
        created_at=times.iso(user.created_at),
    )


def _new_user(email: str, password_hash: str, name: str) -> User:
    return User(
        id=ids.make(),
        email=email,
        name=_name(name) if name else email.partition("@")[0],
        password_hash=password_hash,
        role="user",
        credits=0,
        disabled=0,
        token_version=1,
        created_at=times.now(),
    )


def _new_session(user: User) -> tuple[Session, str]:
    """A session of its own family, and the refresh token that only its owner keeps."""
    token, made = secrets.token_urlsafe(32), ids.make()
    now = times.now()
    session = Session(
        id=made,
        user_id=user.id,
        family=made,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        created_at=now,
        expires_at=now + REFRESH_LIFE,
        ended_at=None,
    )
    return session, token


def _tokens(user: User, refresh_token: str) -> Tokens:
    return Tokens(
        user=profile(user),
        access_token=auth.issue(user, times.now()),
        refresh_token=refresh_token,
        expires_in=config.settings().jwt_expires_in,
    )


def _address(email: str) -> str:
    address = email.strip().lower()
    if len(address) > _EMAIL_LENGTH or not _EMAIL.fullmatch(address):
        raise InvalidRequest("email_invalid", param="email")
    return address


def _name(name: str) -> str:
    clean = name.strip()
    if not clean or len(clean) > _NAME_LENGTH or not clean.isprintable():
        raise InvalidRequest("name_invalid", param="name")
    return clean
