"""A look at one task: who looks at one that is due also wakes somebody to work on it."""

from shared.database import transactions
from shared.http.response import Response
from shared.i18n.locales import Locale
from shared.labels import answers
from shared.store import server, task_leases
from shared.store.task_work import QUEUED, RUNNING
from shared.tasks import listing
from shared.tasks.adding import LOOK_AGAIN
from shared.tasks.carriers import waking

_LATE = 2_000  # milliseconds that a task may be due before somebody is woken once more


def look(user_id: str, task_id: str, locale: Locale) -> Response:
    """The task of theirs, with `Retry-After` while it has not ended; NotFound."""
    task = listing.get(user_id, task_id, locale)
    response = answers.labelled(task, task_id if task.aigc else "")
    if task.status in (QUEUED, RUNNING):
        response.headers["Retry-After"] = str(LOOK_AGAIN)
        wake_if_due(task_id)
    return response


def wake_if_due(task_id: str) -> None:
    with transactions.reading() as tx:
        now = server.now(tx)
        due = task_leases.find_due(tx, task_id, now - _LATE, now)
    if due:
        waking.wake(due.id, due.queue, number=f"look-{now // 10_000}")
