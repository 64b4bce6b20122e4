"""The end of an account, which is at once; what was its user's is erased behind the answer."""

from shared.access.authentication import Caller
from shared.accounts import addresses, administrators, login
from shared.database import transactions
from shared.errors import Conflict
from shared.store import audit, mails, users

FAILS = (*login.GUESS_FAILS, Conflict)


def leave(caller: Caller, password: str, ip: str) -> None:
    """End the caller's account: no token or key of theirs is good, and their e-mail is free."""
    login.require_password(caller, password, ip)
    transactions.atomically(lambda tx: end(tx, caller.user.id))


def end(tx: transactions.Transaction, user_id: str) -> None:
    """Nobody finds them from here on; Conflict for the last administrator."""
    if administrators.is_last(tx, user_id):
        raise Conflict("last_administrator")
    if user := users.find_locked(tx, user_id):
        mails.remove_to(tx, [user.email, addresses.canonical(user.email)])
    users.leave(tx, user_id)
    audit.forget_name(tx, user_id)
