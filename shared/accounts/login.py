"""Log-in, and who must show their password again."""

from shared.access import lockout
from shared.access.authentication import Caller
from shared.accounts import addresses, passwords, sessions
from shared.accounts.sessions import Tokens
from shared.database import transactions
from shared.errors import AccountDisabled, InvalidCredentials, TooManyAttempts
from shared.store import users
from shared.store.users import User

GUESS_FAILS = (InvalidCredentials, TooManyAttempts)
LOG_IN_FAILS = (*GUESS_FAILS, AccountDisabled)


def log_in(email: str, password: str, ip: str) -> Tokens:
    """Tokens for the right password.

    InvalidCredentials in the same time for unknown users, TooManyAttempts after too many.
    """
    address = addresses.canonical(email)
    entered = lockout.enter(address, ip)
    with transactions.asking() as tx:
        user = users.find_by_email(tx, address, addresses.earlier(email))
    if not passwords.matches(password, user.password_hash if user else None) or not user:
        raise InvalidCredentials()
    lockout.leave(address, ip, entered)
    if user.disabled:
        raise AccountDisabled()
    if passwords.is_outdated(user.password_hash):
        _hash_again(user, password)
    return sessions.open_for(user)


def require_password(caller: Caller, password: str, ip: str) -> None:
    """A stolen token is no way to guess the password: attempts count as log-ins do."""
    address = addresses.canonical(caller.user.email)
    entered = lockout.enter(address, ip)
    if not passwords.matches(password, caller.user.password_hash):
        raise InvalidCredentials()
    lockout.leave(address, ip, entered)


def _hash_again(user: User, password: str) -> None:
    """By the cost of today; a password that was changed meanwhile stays what it is."""
    newer = passwords.hashed(password)
    transactions.atomically(lambda tx: users.replace_hash(tx, user.id, user.password_hash, newer))
