"""A task that came to nothing is begun once more, as a new one of its owner's."""

import functools

from shared import ids, instrumentation
from shared.access import audit
from shared.access.audit import Actor
from shared.billing import credits
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, InsufficientCredits, NotFound
from shared.i18n.locales import Locale
from shared.store import server, task_work, users
from shared.store.task_work import CANCELLED, FAILED, Row
from shared.tasks import adding, listing, temporaries
from shared.tasks.carriers import waking
from shared.tasks.listing import OwnedTask

FAILS = (Conflict, InsufficientCredits)
_NOTHING = "{}"  # what was ordered, where it is not kept


def retry(actor: Actor, task_id: str, locale: Locale) -> OwnedTask:
    """The new task, for which as many credits are set aside as for the first one.

    NotFound also when its owner has left; Conflict when it did not fail, or what was ordered is not
    kept any more; InsufficientCredits.
    """
    row = transactions.atomically(functools.partial(_again, actor, task_id))
    if row.reserved:
        instrumentation.credits_moved("reserved", row.reserved)
    waking.wake(row.id, row.queue)
    return listing.shown_whole(row, locale)


def _again(actor: Actor, task_id: str, tx: Transaction) -> Row:
    first = task_work.find(tx, task_id)
    if not first or not users.find_locked(tx, first.user_id):
        raise NotFound()
    _require_order(first)
    now = server.now(tx)
    row = _fresh(first, now)
    if row.reserved:
        until = row.deadline_at + adding.HELD
        credits.set_aside(tx, row.user_id, row.id, row.reserved, until)
    task_work.add_later(tx, row)
    audit.note(tx, actor, "tasks.retry", task_id, None, {"kind": row.kind, "again": row.id})
    return row


def _require_order(first: Row) -> None:
    if first.status not in (FAILED, CANCELLED) or first.unfinished:
        raise Conflict("task_not_failed")
    if (first.request_json or _NOTHING) == _NOTHING or temporaries.key(first):
        raise Conflict("task_order_gone")


def _fresh(first: Row, now: int) -> Row:
    """The same order, for as long as the first one had."""
    return Row(
        id=ids.make(),
        user_id=first.user_id,
        kind=first.kind,
        created_at=now,
        queue=first.queue,
        next_at=now,
        deadline_at=now + first.deadline_at - first.created_at,
        request_json=first.request_json,
        reserved=first.reserved,
        model=first.model,
        asked_json=first.asked_json,
    )
