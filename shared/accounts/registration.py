"""Accounts: registration, log-in, changes, and their end."""

import msgspec

from shared.access import lockout, policy
from shared.access.authentication import Caller
from shared.accounts import administrators, invites, passwords, profile, sessions
from shared.accounts.identity import clean_name, email_address, new_user
from shared.accounts.profile import Profile
from shared.accounts.sessions import Tokens
from shared.billing import credits
from shared.database import transactions
from shared.errors import (
    AccountDisabled,
    Conflict,
    EmailTaken,
    InvalidCredentials,
    InvalidRequest,
    InviteInvalid,
    InviteRequired,
    TooManyAttempts,
)
from shared.store import audit, files, idempotency, ledger, usage, users
from shared.store import invites as invite_rows
from shared.store import sessions as session_rows
from shared.store.users import User

REGISTER_FAILS = (InviteRequired, InviteInvalid, EmailTaken)
GUESS_FAILS = (InvalidCredentials, TooManyAttempts)
LOG_IN_FAILS = (*GUESS_FAILS, AccountDisabled)
REMOVE_FAILS = (*GUESS_FAILS, Conflict)
NOBODY = "0" * 26  # whose rows of the ledger and of usage have no owner any more


def register(email: str, password: str, name: str, invite_code: str | None, ip: str) -> Tokens:
    """Make a user and log them in; InvalidRequest, EmailTaken, InviteRequired, InviteInvalid."""
    address = email_address(email)
    passwords.require_strong(password, address)
    invites.require(invite_code)
    user = new_user(address, passwords.hashed(password), name)
    session, refresh_token = sessions.new(user.id)
    gift = policy.current().signup_credits

    def keep(tx: transactions.Transaction) -> Tokens:
        invite = invites.take(tx, invite_code)
        users.add(tx, user)
        session_rows.add(tx, session)
        if invite:
            invites.note_use(tx, invite, user.id, ip)
        credits.grant(tx, user.id, gift, "signup", "")
        return sessions.granted(users.get(tx, user.id), refresh_token)

    return transactions.atomically(keep)


def log_in(email: str, password: str, ip: str) -> Tokens:
    """Tokens for the right password.

    InvalidCredentials in the same time for unknown users, TooManyAttempts after too many.
    """
    address = email.strip().lower()
    entered = lockout.enter(address, ip)
    with transactions.reading() as tx:
        user = users.find_by_email(tx, address)
    if not passwords.matches(password, user.password_hash if user else None) or not user:
        raise InvalidCredentials()
    lockout.leave(address, ip, entered)
    if user.disabled:
        raise AccountDisabled()
    return sessions.open_for(user)


class Changed(Profile, frozen=True, omit_defaults=True):
    """The account after a change; a new password comes with new tokens."""

    tokens: Tokens | None = None


def change(
    caller: Caller, name: str | None, password: str | None, current_password: str | None, ip: str
) -> Changed:
    """Change what is not None. A new password ends all sessions; the caller gets new tokens."""
    clean = clean_name(caller.user.name if name is None else name)
    if password is None:
        return _changed(_rename(caller.user.id, clean))
    if current_password is None:
        raise InvalidRequest("password_needed", param="current_password")
    _require_password(caller, current_password, ip)
    passwords.require_strong(password, caller.user.email)
    password_hash = passwords.hashed(password)
    session, refresh_token = sessions.new(caller.user.id)

    def keep(tx: transactions.Transaction) -> User:
        users.rename(tx, caller.user.id, clean)
        users.change_password(tx, caller.user.id, password_hash)
        sessions.end_all(tx, caller.user.id)
        session_rows.add(tx, session)
        return users.get(tx, caller.user.id)

    user = transactions.atomically(keep)
    return _changed(user, sessions.granted(user, refresh_token))


def _rename(user_id: str, name: str) -> User:
    with transactions.writing() as tx:
        users.rename(tx, user_id, name)
        return users.get(tx, user_id)


def _changed(user: User, tokens: Tokens | None = None) -> Changed:
    return Changed(**msgspec.structs.asdict(profile.of(user)), tokens=tokens)


def remove(caller: Caller, password: str, ip: str) -> None:
    """Erase the caller's account and all that is only theirs."""
    _require_password(caller, password, ip)
    transactions.atomically(lambda tx: _erase(tx, caller.user.id))


def _erase(tx: transactions.Transaction, user_id: str) -> None:
    if administrators.is_last(tx, user_id):
        raise Conflict("last_administrator")
    idempotency.remove_scope(tx, user_id)
    invite_rows.forget_user(tx, user_id)
    audit.forget_name(tx, user_id)
    ledger.anonymise(tx, user_id, NOBODY)
    usage.anonymise(tx, user_id, NOBODY)
    files.abandon(tx, user_id)
    users.remove(tx, user_id)


def _require_password(caller: Caller, password: str, ip: str) -> None:
    """A stolen token is no way to guess the password: attempts count as log-ins do."""
    entered = lockout.enter(caller.user.email, ip)
    if not passwords.matches(password, caller.user.password_hash):
        raise InvalidCredentials()
    lockout.leave(caller.user.email, ip, entered)
