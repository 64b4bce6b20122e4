"""A task is cancelled: at once in the eyes of its owner, whatever a provider may still do."""

import functools
from typing import NamedTuple

import msgspec

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.i18n.locales import Locale
from shared.store import server, task_work
from shared.store.task_work import CANCELLED, QUEUED, RUNNING, Row
from shared.tasks import ending, listing
from shared.tasks.carriers import waking
from shared.tasks.listing import Task


class _Cancelled(NamedTuple):
    row: Row
    is_over: bool


def cancel(user_id: str, task_id: str, locale: Locale) -> Task:
    """As it is then; NotFound, Conflict when it has ended."""
    done = transactions.atomically(functools.partial(_cancel, user_id, task_id))
    if not done.is_over:
        waking.wake(done.row.id, done.row.queue, number="cancel")
    return listing.shown(done.row, locale)


def _cancel(user_id: str, task_id: str, tx: Transaction) -> _Cancelled:
    row = task_work.find_locked(tx, task_id)
    if not row or (user_id and row.user_id != user_id):
        raise NotFound()
    if row.status not in (QUEUED, RUNNING):
        raise Conflict("task_over")
    now = server.now(tx)
    shown = msgspec.structs.replace(row, status=CANCELLED, ended_at=now)
    if row.status != QUEUED:
        task_work.cancel(tx, row.id, now)
        return _Cancelled(shown, is_over=False)
    ending.settle(tx, row, 0)
    task_work.end(tx, shown)
    return _Cancelled(shown, is_over=True)
