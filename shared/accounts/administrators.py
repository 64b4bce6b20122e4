"""Those who run the deployment: there is always one."""

from shared.database.transactions import Transaction
from shared.store import users


def is_last(tx: Transaction, user_id: str) -> bool:
    """Whether nobody else can administrate; to be asked first in a transaction.

    Until its end nobody else changes any of them.
    """
    return users.lock_administrators(tx) == [user_id]
