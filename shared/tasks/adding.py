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
_PRICES = frozenset({"unit", "rate"})  # fields of orders that others change meanwhile


Joins = Callable[[Row], bool]


class Accepted(msgspec.Struct, frozen=True):
    """What a POST answers."""

    task: Task


class Asked(msgspec.Struct, frozen=True):
    """By what a task was asked for, for the statistics of usage, and what it was."""

    key_id: str = ""
    project: str = ""
    provider: str = ""
    order: str = ""  # a hash, of what is to be the same when it comes again


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
        _row(kind, caller, order, provider, _hash(kind, once or _key(request))),
        deadline_at=(lasts or kind.lasts) * 1000,
        reserved=credits if policy.current().enable_credit_system else 0,
        model=model,
    )
    added = transactions.atomically(functools.partial(_add, wanted, joins))
    if added.id == wanted.id:
        instrumentation.credits_moved("reserved", added.reserved)
        waking.wake(added.id, added.queue)
    return listing.shown(added, request.locale)


def is_there(
    kind: Kind, request: Request, caller: Caller, *, once: str = "", joins: Joins = always
) -> bool:
    """Whether `add` will answer with a task of before."""
    same = _hash(kind, once or _key(request))
    if not same:
        return False
    with transactions.reading() as tx:
        first = task_work.find_once(tx, caller.user.id, same)
        return first is not None and _answers(first, joins, server.now(tx))


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


def _add(row: Row, joins: Joins, tx: Transaction) -> Row:
    """The row as it is kept, or the one that was kept before."""
    if not users.find_locked(tx, row.user_id):  # and two at once do not count the same ones
        authentication.require_here(tx, row.user_id)
    now = server.now(tx)
    first = task_work.find_once(tx, row.user_id, row.once) if row.once else None
    if first and _answers(first, joins, now):
        return _same(first, row)
    if first:
        task_work.forget_once(tx, first.id)
    _require_few(tx, row.user_id)
    deadline = now + row.deadline_at
    row = msgspec.structs.replace(row, created_at=now, next_at=now, deadline_at=deadline)
    if row.reserved:
        accounts.set_aside(tx, row.user_id, row.id, row.reserved, deadline + _HELD)
    task_work.add_later(tx, row)
    return row


def _answers(first: Row, joins: Joins, now: int) -> bool:
    """Whether a request that comes again is answered with it."""
    return first.created_at > now - _DAY and joins(first)


def _require_few(tx: Transaction, user_id: str) -> None:
    if task_work.count_unfinished_of(tx, user_id) >= MOST:
        raise QuotaExceeded("tasks_unfinished", retry_after=LOOK_AGAIN, limit=MOST)


def _same(first: Row, row: Row) -> Row:
    """By a hash: the order itself may not be kept when it has ended."""
    if _order(first) != _order(row):
        raise IdempotencyConflict()
    return first


def _order(row: Row) -> str:
    return msgspec.json.decode(row.asked_json or "{}", type=Asked).order


def _said(order: msgspec.Struct, once: str | None) -> str:
    """What was ordered, at whatever price; "" where nobody will ask."""
    if not once:
        return ""
    words = {n: v for n, v in msgspec.to_builtins(order).items() if n not in _PRICES}
    return hashlib.sha256(f"{once}\n{msgspec.json.encode(words).decode()}".encode()).hexdigest()


def _row(kind: Kind, caller: Caller, order: msgspec.Struct, provider: str, once: str | None) -> Row:
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
        asked_json=_asked(caller, provider, _said(order, once)),
        once=once,
    )


def _hash(kind: Kind, once: str) -> str | None:
    return hashlib.sha256(f"{kind.name}\n{once}".encode()).hexdigest() if once else None


def _key(request: Request) -> str:
    return request.headers.get("idempotency-key", "")


def _asked(caller: Caller, provider: str, order: str) -> str:
    key = caller.key
    asked = Asked(key.id if key else "", (key.project if key else None) or "", provider, order)
    return msgspec.json.encode(asked).decode()
