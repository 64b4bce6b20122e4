"""What a task takes in the end of the credits that were set aside for it."""

from shared.billing import credits
from shared.database.transactions import Transaction
from shared.store.task_work import Row


def settle(tx: Transaction, row: Row, cost: int) -> int:
    """At most all of them are taken, and the rest is given back; returns how many were."""
    if not row.reserved:
        return 0
    if not cost:
        credits.give_back(tx, row.id)
        return 0
    charged = min(cost, row.reserved)
    return credits.settle(tx, row.user_id, row.id, charged, row.model or row.kind).charged
