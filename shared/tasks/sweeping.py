"""What makes lost, doubled and late wakes harmless, once a minute."""

from shared.database import transactions
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import server, task_figures, task_leases, task_work, users
from shared.store.task_work import CANCELLED
from shared.tasks import ending, leases, runs, temporaries
from shared.tasks.carriers import waking
from shared.tasks.kinds import Cost, Failed

_MOST = 500  # that are looked at in one run
_GRACE = 300_000  # milliseconds that a worker has to end what is late itself
_DAY = 86_400_000  # milliseconds


def run(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Returns how many there were of each."""
    with transactions.reading() as tx:
        now = server.now(tx)
    runs.remove_old_folders()
    return {
        "late": _end_late(now, budget),
        "cleared": _clear_away(now, budget),
        "woken": _wake_due(now, budget),
    }


def _wake_due(now: int, budget: Budget) -> int:
    """The id of a wake is the minute's: two sweeps at once wake once."""
    with transactions.asking() as tx:
        found = task_leases.all_due(tx, now, _MOST)
    for count, due in enumerate(found):
        if budget.is_used:
            return count
        waking.wake(due.id, due.queue, number=f"sweep-{now // 60_000}")
    return len(found)


def _end_late(now: int, budget: Budget) -> int:
    """Those that no worker has ended in time: there may be none of their kind."""
    with transactions.asking() as tx:
        late = task_figures.overdue(tx, now - _GRACE, now, _MOST)
    count = 0
    for task_id in late:
        count += _end(task_id)
        if budget.is_used:
            break
    return count


def _end(task_id: str) -> bool:
    row = leases.take((), task_id)
    if not row:
        return False
    with transactions.asking() as tx:
        owner = users.find(tx, row.user_id)
    is_cancelled = row.status == CANCELLED or not owner
    late = ending.failed(Failed("upstream_timeout", "task_late"))
    ended = ending.finish(row, ending.cancelled(Cost()) if is_cancelled else late, owner)
    if ended:
        temporaries.remove(row)
    return ended


def _clear_away(now: int, budget: Budget) -> int:
    """Outputs that could not be removed when their task came to nothing."""
    with transactions.asking() as tx:
        found = task_figures.left_behind(tx, now - _DAY, _MOST)
    for count, left in enumerate(found):
        if budget.is_used:
            return count
        _clear(left.id)
    return len(found)


def _clear(task_id: str) -> None:
    with transactions.reading() as tx:
        row = task_work.find(tx, task_id)
        owner = users.find(tx, row.user_id) if row else None
    if row and owner:
        ending.clear_away(row, owner)
