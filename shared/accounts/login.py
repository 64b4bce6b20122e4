"""Log-in, and who must show their password again."""

from typing import NamedTuple

from shared.access import lockout
from shared.access.authentication import Caller
from shared.accounts import addresses, passwords, second_factor, sessions
from shared.accounts.sessions import Tokens
from shared.accounts.visits import Visit
from shared.database import transactions
from shared.errors import (
    AccountDisabled,
    InvalidCredentials,
    SecondFactorRequired,
    TooManyAttempts,
)
from shared.store import users
from shared.store.users import User

GUESS_FAILS = (InvalidCredentials, TooManyAttempts)
LOG_IN_FAILS = (*GUESS_FAILS, *second_factor.FAILS, AccountDisabled)


class Credentials(NamedTuple):
    """`code` is of the second factor; who does not `stay` is asked again after 12 hours."""

    email: str
    password: str
    code: str = ""
    stays: bool = True


def log_in(given: Credentials, visit: Visit) -> Tokens:
    """Tokens for the right password, and the right code where there is a second factor.

    InvalidCredentials in the same time for unknown users, TooManyAttempts after too many.
    """
    email, password, ip = given.email, given.password, visit.ip
    address = addresses.canonical(email)
    entered = lockout.enter(address, ip)
    with transactions.asking() as tx:
        user = users.find_by_email(tx, address, addresses.earlier(email))
    if not passwords.matches(password, user.password_hash if user else None) or not user:
        raise InvalidCredentials()
    if user.second_factor and not given.code.strip():
        lockout.give_back(address, ip, entered)
        raise SecondFactorRequired()
    second_factor.require(user, given.code)
    lockout.leave(address, ip, entered)
    if user.disabled:
        raise AccountDisabled()
    if passwords.is_outdated(user.password_hash):
        _hash_again(user, password)
    return sessions.open_for(user, visit.device, stays=given.stays)


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
