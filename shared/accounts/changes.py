"""What users change of their own account."""

import msgspec

from shared.access.authentication import Caller
from shared.accounts import identity, login, passwords, profile, sessions
from shared.accounts.identity import clean_name
from shared.accounts.profile import Profile
from shared.accounts.sessions import Tokens
from shared.accounts.visits import Visit
from shared.database import transactions
from shared.errors import InvalidRequest, InvalidToken
from shared.store import sessions as session_rows
from shared.store import users
from shared.store.users import User


class Changed(Profile, frozen=True, omit_defaults=True):
    """The account after a change; a new password comes with new tokens."""

    tokens: Tokens | None = None


def change(
    caller: Caller, name: str | None, password: str | None, current: str | None, visit: Visit
) -> Changed:
    """Change what is not None. A new password ends all sessions; the caller gets new tokens."""
    clean = clean_name(caller.user.name if name is None else name)
    if name is not None:
        identity.require_decent(clean, caller.user.id)
    if password is None:
        return _changed(_rename(caller.user.id, clean))
    if current is None:
        raise InvalidRequest("password_needed", param="current_password")
    login.require_password(caller, current, visit.ip)
    passwords.require_strong(password, caller.user.email)
    password_hash = passwords.hashed(password)
    session, refresh_token = sessions.new(caller.user.id, visit.device)

    def keep(tx: transactions.Transaction) -> User:
        _lock(tx, caller.user.id)
        users.rename(tx, caller.user.id, clean)
        passwords.replace(tx, caller.user.id, password_hash)
        session_rows.add(tx, session)
        return users.get(tx, caller.user.id)

    user = transactions.atomically(keep)
    return _changed(user, sessions.granted(user, session.family, refresh_token))


def _rename(user_id: str, name: str) -> User:
    def keep(tx: transactions.Transaction) -> User:
        _lock(tx, user_id)
        users.rename(tx, user_id, name)
        return users.get(tx, user_id)

    return transactions.atomically(keep)


def _lock(tx: transactions.Transaction, user_id: str) -> None:
    """InvalidToken when they have left meanwhile; else nobody else changes them."""
    if not users.find_locked(tx, user_id):
        raise InvalidToken()


def _changed(user: User, tokens: Tokens | None = None) -> Changed:
    return Changed(**msgspec.structs.asdict(profile.of(user)), tokens=tokens)
