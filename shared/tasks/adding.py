"""A task is added: its row, its reservation and its place among those that are done once, together;
then a worker is woken."""

import functools
import hashlib
from collections.abc import Callable

import msgspec

from shared import ids, instrumentation
from shared.access import authentication, policy
from shared.access.authentication import Caller
from shared.billing import credits as accounts
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, IdempotencyConflict, InsufficientCredits, QuotaExceeded
from shared.http.request import Request
from shared.http.response import Response, render
from shared.store import server, task_work, users
from shared.store.task_work import Row
from shared.tasks import listing
from shared.tasks.carriers import waking
from shared.tasks.kinds import Kind
from shared.tasks.listing import Task

FAILS = (InsufficientCredits, QuotaExceeded, Conflict)
LOOK_AGAIN = 3  # seconds after which to ask how far it is
MOST = 5  # unfinished tasks of a user
_HELD = 3_600_000  # milliseconds that a reservation outlives the deadline
_DAY = 86_400_000  # milliseconds


Joins = Callable[[Row], bool]


class Accepted(msgspec.Struct, frozen=True):
    """What a POST answers."""

    task: Task


class Asked(msgspec.Struct, frozen=True):
    """By what a task was asked for, for the statistics of usage."""

    key_id: str = ""
    project: str = ""
    provider: str = ""


def always(first: Row) -> bool:
    """A request that comes again is answered with the task of the first one."""
    return True


def add(
    kind: Kind,
    request: Request,
    caller: Caller,
    order: msgspec.Struct,
    *,
    credits: int = 0,
    model: str = "",
    provider: str = "",
    lasts: int | None = None,
    once: str = "",
    joins: Joins = always,
) -> Task:
    """The task of an order, for which at most `credits` are taken in the end.

    `lasts` are seconds, where they depend on the order. What has the same `once` (by default the
    request's Idempotency-Key) within a day is the same task, if that one `joins`. QuotaExceeded
    beyond five unfinished ones, InsufficientCredits.
    """
    wanted = msgspec.structs.replace(
        _row(kind, caller, order, provider),
        deadline_at=(lasts or kind.lasts) * 1000,
        reserved=credits if policy.current().enable_credit_system else 0,
        model=model,
        once=_hash(kind, once or request.headers.get("idempotency-key", "")),
    )
    added = transactions.atomically(functools.partial(_add, wanted, joins))
    if added.id == wanted.id:
        instrumentation.credits_moved("reserved", added.reserved)
        waking.wake(added.id, added.queue)
    return listing.shown(added, request.locale)


def accepted(task: Task) -> Response:
    """202, and where to look how far it is."""
    response = render(Accepted(task), 202)
    response.headers["Location"] = f"/api/tasks/{task.id}"
    response.headers["Retry-After"] = str(LOOK_AGAIN)
    return response


def _add(row: Row, joins: Joins, tx: Transaction) -> Row:
    """The row as it is kept, or the one that was kept before."""
    if not users.find_locked(tx, row.user_id):  # and two at once do not count the same ones
        authentication.require_here(tx, row.user_id)
    now = server.now(tx)
    first = task_work.find_once(tx, row.user_id, row.once) if row.once else None
    if first and first.created_at > now - _DAY and joins(first):
        return _same(first, row)
    if first:
        task_work.forget_once(tx, first.id)
    if task_work.count_unfinished_of(tx, row.user_id) >= MOST:
        raise QuotaExceeded("tasks_unfinished", retry_after=LOOK_AGAIN, limit=MOST)
    deadline = now + row.deadline_at
    row = msgspec.structs.replace(row, created_at=now, next_at=now, deadline_at=deadline)
    if row.reserved:
        accounts.set_aside(tx, row.user_id, row.id, row.reserved, deadline + _HELD)
    task_work.add_later(tx, row)
    return row


def _same(first: Row, row: Row) -> Row:
    if first.request_json != row.request_json:
        raise IdempotencyConflict()
    return first


def _row(kind: Kind, caller: Caller, order: msgspec.Struct, provider: str) -> Row:
    """Without its times, which the database says."""
    return Row(
        id=ids.make(),
        user_id=caller.user.id,
        kind=kind.name,
        created_at=0,
        queue=kind.queue,
        next_at=0,
        deadline_at=0,
        request_json=msgspec.json.encode(order).decode(),
        asked_json=_asked(caller, provider),
    )


def _hash(kind: Kind, once: str) -> str | None:
    return hashlib.sha256(f"{kind.name}\n{once}".encode()).hexdigest() if once else None


def _asked(caller: Caller, provider: str) -> str:
    key = caller.key
    asked = Asked(key.id if key else "", (key.project if key else None) or "", provider)
    return msgspec.json.encode(asked).decode()
