"""For how long tasks are kept; their outputs are files of their owners, and stay."""

import functools

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import server, task_figures

_DAY = 86_400_000  # milliseconds
_REQUESTS, _ROWS = 30 * _DAY, 90 * _DAY


def purge(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Remove what was kept for long enough."""
    with transactions.asking() as tx:
        now = server.now(tx)
    forget = functools.partial(_forget_requests, now - _REQUESTS)
    remove = functools.partial(task_figures.remove_older, than=now - _ROWS)
    return {"task_requests": batches.do(forget, budget), "tasks": batches.do(remove, budget)}


def _forget_requests(than: int, tx: Transaction, *, most: int) -> int:
    found = task_figures.with_old_requests(tx, than, most)
    return task_figures.forget_requests(tx, found) if found else 0
