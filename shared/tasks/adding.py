"""A task is added: its row, its reservation and its place among those that are done once, together;
then a worker is woken."""

import functools
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from shared import ids, instrumentation
from shared.access import authentication, policy
from shared.access.authentication import Caller
from shared.billing import credits as accounts
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, InsufficientCredits, QuotaExceeded
from shared.http.request import Request
from shared.http.response import Response, render
from shared.store import server, task_work, users
from shared.store.task_work import Row
from shared.tasks import listing, repeats
from shared.tasks.carriers import waking
from shared.tasks.kinds import Kind
from shared.tasks.listing import Task
from shared.tasks.repeats import Once

FAILS = (InsufficientCredits, QuotaExceeded, Conflict)
LOOK_AGAIN = 3  # seconds after which to ask how far it is
MOST = 5  # unfinished tasks of a user
HELD = 3_600_000  # milliseconds that a reservation outlives the deadline


class Accepted(msgspec.Struct, frozen=True):
    """What a POST answers."""

    task: Task


class Terms(NamedTuple):
    """What a task takes at most, by whose model, and in how many seconds, where that depends on
    the order."""

    credits: int = 0
    model: str = ""
    provider: str = ""
    lasts: int | None = None


def _nothing(_tx: Transaction, _task_id: str) -> None:
    pass


Beside = Callable[[Transaction, str], None]  # of a task's id, in the transaction that adds it


def add(
    kind: Kind,
    request: Request,
    caller: Caller,
    order: msgspec.Struct,
    terms: Terms,
    once: Once | None = None,
    beside: Beside = _nothing,
) -> Task:
    """The task of an order, added with what is done `beside`; of a request that comes again (by its
    Idempotency-Key, unless `once` says otherwise) that of the first. QuotaExceeded beyond five
    unfinished ones, InsufficientCredits."""
    once = once or repeats.by_key(request)
    wanted = _row(kind, caller, order, terms, once)
    added = transactions.atomically(functools.partial(_add, wanted, once, beside))
    if added.id == wanted.id:
        instrumentation.credits_moved("reserved", added.reserved)
        waking.wake(added.id, added.queue)
    return listing.shown(added, request.locale)


def is_there(kind: Kind, request: Request, caller: Caller, once: Once | None = None) -> bool:
    """Whether `add` will answer with a task of before."""
    once = once or repeats.by_key(request)
    same = once.hash(kind)
    if not same:
        return False
    with transactions.reading() as tx:
        first = task_work.find_once(tx, caller.user.id, same)
        return first is not None and once.is_of(first, server.now(tx))


def require_place(caller: Caller, credits: int) -> None:
    """What `add` would refuse in the end, before anything large is done for it; QuotaExceeded,
    InsufficientCredits."""
    with transactions.asking() as tx:
        _require_few(tx, caller.user.id)
    if policy.current().enable_credit_system and caller.user.credits < credits:
        raise InsufficientCredits()


def accepted(task: Task) -> Response:
    """202, and where to look how far it is."""
    response = render(Accepted(task), 202)
    response.headers["Location"] = f"/api/tasks/{task.id}"
    response.headers["Retry-After"] = str(LOOK_AGAIN)
    return response


def _add(row: Row, once: Once, beside: Beside, tx: Transaction) -> Row:
    """The row as it is kept, or the one that was kept before."""
    if not users.find_locked(tx, row.user_id):  # and two at once do not count the same ones
        authentication.require_here(tx, row.user_id)
    now = server.now(tx)
    first = task_work.find_once(tx, row.user_id, row.once) if row.once else None
    if first and once.is_of(first, now):
        repeats.require_same(first, row)
        return first
    if first:
        task_work.forget_once(tx, first.id)
    _require_few(tx, row.user_id)
    deadline = now + row.deadline_at
    row = msgspec.structs.replace(row, created_at=now, next_at=now, deadline_at=deadline)
    if row.reserved:
        accounts.set_aside(tx, row.user_id, row.id, row.reserved, deadline + HELD)
    task_work.add_later(tx, row)
    beside(tx, row.id)
    return row


def _require_few(tx: Transaction, user_id: str) -> None:
    if task_work.count_unfinished_of(tx, user_id) >= MOST:
        raise QuotaExceeded("tasks_unfinished", retry_after=LOOK_AGAIN, limit=MOST)


def _row(kind: Kind, caller: Caller, order: msgspec.Struct, terms: Terms, once: Once) -> Row:
    """With its length in place of its times, which the database says."""
    same = once.hash(kind)
    return Row(
        id=ids.make(),
        user_id=caller.user.id,
        kind=kind.name,
        created_at=0,
        queue=kind.queue,
        next_at=0,
        deadline_at=(terms.lasts or kind.lasts) * 1000,
        request_json=msgspec.json.encode(order).decode(),
        reserved=terms.credits if policy.current().enable_credit_system else 0,
        model=terms.model,
        asked_json=_asked(caller, terms, repeats.said(order, same)),
        once=same,
    )


def _asked(caller: Caller, terms: Terms, order: str) -> str:
    key = caller.key
    project = (key.project if key else None) or ""
    asked = repeats.Asked(key.id if key else "", project, terms.provider, order)
    return msgspec.json.encode(asked).decode()
