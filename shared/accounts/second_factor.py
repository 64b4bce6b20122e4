"""The second factor at log-in: a code of an authenticator, or a recovery code, each good once."""

import re

from shared.access import lockout
from shared.accounts import codes
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import SecondFactorInvalid, SecondFactorRequired
from shared.store import second_factors, users
from shared.store.users import User

FAILS = (SecondFactorRequired, SecondFactorInvalid)
_DIGITS = re.compile(r"[0-9]{6}")


def require(user: User, code: str) -> None:
    """SecondFactorInvalid for a code that is wrong or was used, TooManyAttempts after too many.
    Who has no second factor needs none."""
    if not user.second_factor:
        return
    lockout.enter_code(user.id)
    if not transactions.atomically(lambda tx: use(tx, user.id, code)):
        raise SecondFactorInvalid(param="code")
    lockout.leave_code(user.id)


def use(tx: Transaction, user_id: str, code: str) -> bool:
    """Whether a code is right, and was not used before."""
    typed = codes.spelt(code)
    if not _DIGITS.fullmatch(typed):
        return second_factors.use_code(tx, user_id, codes.hash_of(code))
    from shared.accounts import totp  # most who log in have no authenticator

    found = second_factors.find(tx, user_id)
    secret = totp.shown(found.secret) if found else None
    if not found or not secret:
        return False
    step = totp.step_of(secret, typed)
    if step is None or not second_factors.use(tx, user_id, step):
        return False
    second_factors.change_secret(tx, user_id, found.secret, totp.hidden(secret))
    return True


def drop(tx: Transaction, user_id: str) -> None:
    """A user has none from here on."""
    users.find_locked(tx, user_id)
    users.change_second_factor(tx, user_id, has=False)
    second_factors.remove(tx, user_id)
