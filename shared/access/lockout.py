"""Lock-out after failed log-ins: of one account from one address, and of one address.

An attempt is counted before the password is looked at, so that many at once are counted too, and
taken back when it was right. Nobody can lock a victim out from elsewhere: an account is only ever
locked together with an address.
"""

import functools

from shared import times
from shared.access import authentication
from shared.access.limits import address
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import TooManyAttempts
from shared.store import limits

WINDOW = 15 * 60  # seconds
PER_ACCOUNT = 5
PER_ADDRESS = 20
_BUCKET = 60  # seconds; the window slides by these
PER_CODE = 10  # tries of a second factor
_ACCOUNT, _ADDRESS, _CODE = "login_account", "login_address", "login_code"


def enter(email: str, ip: str) -> int:
    """Count an attempt, and say when; TooManyAttempts (uncounted) after too many."""
    return transactions.atomically(functools.partial(_enter, _who(email, ip), address(ip)))


def leave(email: str, ip: str, entered: int) -> None:
    """The password was right: forget the account's failures from here, and this attempt."""
    transactions.atomically(functools.partial(_leave, _who(email, ip), address(ip), entered))


def give_back(email: str, ip: str, entered: int) -> None:
    """It was no failure, and nothing is forgotten: something else is asked for first."""
    transactions.atomically(functools.partial(_give_back, _who(email, ip), address(ip), entered))


def enter_code(user_id: str) -> None:
    """Count a try of a user's second factor, wherever it comes from; TooManyAttempts after too
    many: a million codes are few for who knows the password and has many addresses."""
    transactions.atomically(functools.partial(_enter_code, user_id))


def leave_code(user_id: str) -> None:
    """The code was right: forget the others."""
    transactions.atomically(lambda tx: limits.remove(tx, _CODE, user_id))


def unlock(tx: Transaction, email: str, user_id: str = "") -> None:
    """Forget an account's failures from every address."""
    limits.remove_like(tx, _ACCOUNT, f"{_account(email)}:%")
    if user_id:
        limits.remove(tx, _CODE, user_id)


def _enter(who: str, ip: str, tx: Transaction) -> int:
    bucket = _bucket()
    for name, counted in ((_ACCOUNT, who), (_ADDRESS, ip)):
        limits.add_later(tx, name, counted, bucket, 1)
    of_account, of_address = limits.of_both(
        tx, (_ACCOUNT, who), (_ADDRESS, ip), bucket - WINDOW + _BUCKET
    )
    if of_account > PER_ACCOUNT or of_address > PER_ADDRESS:
        raise TooManyAttempts(retry_after=WINDOW)
    return bucket


def _leave(who: str, ip: str, entered: int, tx: Transaction) -> None:
    limits.remove(tx, _ACCOUNT, who)
    limits.give_back(tx, _ADDRESS, ip, entered)


def _give_back(who: str, ip: str, entered: int, tx: Transaction) -> None:
    for name, counted in ((_ACCOUNT, who), (_ADDRESS, ip)):
        limits.give_back(tx, name, counted, entered)


def _enter_code(user_id: str, tx: Transaction) -> None:
    now = times.now() // 1000
    if limits.hit(tx, _CODE, user_id, now - now % WINDOW) > PER_CODE:
        raise TooManyAttempts(retry_after=WINDOW - now % WINDOW)


def _who(email: str, ip: str) -> str:
    return f"{_account(email)}:{address(ip)}"


def _account(email: str) -> str:
    return authentication.hash_of(email)[:32]


def _bucket() -> int:
    now = times.now() // 1000
    return now - now % _BUCKET
