"""The end of an account: all that is only its user's is erased."""

from shared.access.authentication import Caller
from shared.accounts import administrators, login
from shared.database import transactions
from shared.errors import (
    Conflict,
)
from shared.store import audit, files, idempotency, ledger, usage, users
from shared.store import invites as invite_rows

REMOVE_FAILS = (*login.GUESS_FAILS, Conflict)
NOBODY = "0" * 26  # whose rows of the ledger and of usage have no owner any more


def remove(caller: Caller, password: str, ip: str) -> None:
    """Erase the caller's account and all that is only theirs."""
    login.require_password(caller, password, ip)
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
