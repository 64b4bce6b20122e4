"""Tasks of tests: ordered as a function would, worked on until nothing is due."""

import itertools
from pathlib import Path
from typing import Any

from shared.access.authentication import Caller
from shared.database import transactions
from shared.http.request import Request
from shared.store import ledger, task_work, users
from shared.store.task_work import Row
from shared.tasks import adding, steps
from shared.tasks.adding import Terms
from shared.tasks.kinds import Kind
from shared.tasks.listing import Task
from tests.store.samples import added_user
from tests.tasks.counting import COUNT, WORKS, Order
from tests.waiting import until

RICH = 1_000_000


def caller(credits: int = RICH) -> Caller:
    return Caller(added_user(credits=credits))


def ordered(
    who: Caller, folder: Path, kind: Kind = COUNT, *, reserve: int = 10, **more: Any
) -> Task:
    """A task that was just added, with a diary of its own."""
    diary = folder / f"diary-{next(_numbers)}"
    headers = {"idempotency-key": more.pop("key")} if "key" in more else {}
    wanted = {name: more.pop(name) for name in ("lasts", "model") if name in more}
    order = Order(more.pop("diary", str(diary)), **more)
    return adding.add(kind, Request(headers=headers), who, order, Terms(reserve, **wanted))


_numbers = itertools.count()


def row(task_id: str) -> Row:
    with transactions.reading() as tx:
        found = task_work.find(tx, task_id)
    assert found
    return found


def work_until_idle(seconds: float = 10) -> None:
    """Whatever is due, and will be soon."""

    def is_idle() -> bool:
        while steps.advance(WORKS):
            pass
        with transactions.reading() as tx:
            left = tx.one("SELECT COUNT(*) AS n FROM tasks WHERE unfinished = 1")
        return not left or left["n"] == 0

    until(is_idle, seconds)


def step(task_id: str) -> bool:
    """One wake."""
    return steps.advance(WORKS, task_id)


def credits_of(who: Caller) -> int:
    with transactions.reading() as tx:
        return users.get(tx, who.user.id).credits


def set_aside() -> tuple[int, int]:
    with transactions.reading() as tx:
        return ledger.count_set_aside(tx)


def ledger_sums() -> dict[str, int]:
    """What all movements of each user come to."""
    with transactions.reading() as tx:
        found = tx.all("SELECT user_id, SUM(amount) AS amount FROM ledger GROUP BY user_id")
    return {each["user_id"]: int(each["amount"]) for each in found}
