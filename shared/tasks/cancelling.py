"""A task is cancelled: at once in the eyes of its owner, whatever a provider may still do."""

import functools

import msgspec

from shared.access import audit
from shared.access.audit import Actor
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.i18n.locales import Locale
from shared.store import server, task_work
from shared.store.task_work import CANCELLED, QUEUED, RUNNING, Row
from shared.tasks import listing, settling, temporaries
from shared.tasks.carriers import waking
from shared.tasks.listing import OwnedTask, Task


def cancel(user_id: str, task_id: str, locale: Locale) -> Task:
    """One of theirs, as it is then; NotFound, Conflict when it has ended."""
    row = transactions.atomically(functools.partial(_cancel, user_id, task_id))
    return listing.shown(_followed(row), locale)


def cancel_any(actor: Actor, task_id: str, locale: Locale) -> OwnedTask:
    """Anybody's, by an administrator."""

    def cancel(tx: Transaction) -> Row:
        row = _cancel("", task_id, tx)
        audit.note(tx, actor, "tasks.cancel", task_id, None, {"kind": row.kind})
        return row

    return listing.shown_whole(_followed(transactions.atomically(cancel)), locale)


def _followed(row: Row) -> Row:
    """Who works on it may have to stop, or to tell a provider."""
    if row.unfinished:
        waking.wake(row.id, row.queue, number="cancel")
    else:
        temporaries.remove(row)
    return row


def _cancel(user_id: str, task_id: str, tx: Transaction) -> Row:
    """An empty `user_id` is anybody."""
    row = task_work.find_locked(tx, task_id)
    if not row or (user_id and row.user_id != user_id):
        raise NotFound()
    if row.status not in (QUEUED, RUNNING):
        raise Conflict("task_over")
    now = server.now(tx)
    shown = msgspec.structs.replace(row, status=CANCELLED, ended_at=now)
    if row.status != QUEUED:
        task_work.cancel(tx, row.id, now)
        return shown
    settling.settle(tx, row, 0)
    task_work.end(tx, shown)
    return msgspec.structs.replace(shown, unfinished=0)
