"""Made-up pictures that were recognised, and tasks: ended, and some that wait."""

import functools
from typing import Any

import msgspec

from shared.store.ledger import Reservation
from shared.store.recognitions import Recognition
from shared.store.task_work import Row
from tools.demo import words
from tools.demo.accounts import Account
from tools.demo.month import DAY, Month

_COST = {"image": 140, "video": 2_400, "speech": 60, "media": 20}  # credits, usually
_SEEN = 12  # credits for a picture
_ERRORS = ("upstream_error", "upstream_timeout", "content_refused")
_FAR = 365 * DAY  # until then nobody begins what waits: its providers are made up


def recognise(month: Month, at: int, account: Account) -> None:
    """Begin to recognise a picture; it takes four seconds."""
    if account.balance >= 2 * _SEEN:
        id = month.id(at)
        account.move(month, at, "reserve", -2 * _SEEN, id)
        month.at(at + 4_000, functools.partial(_recognised, month, at + 4_000, account, id))


def do(month: Month, at: int, account: Account) -> None:
    """A task that ends: most go well."""
    kind = month.pick(("image", "image", "image", "video", "speech", "media"))
    (status,) = month.chance.choices(("succeeded", "failed", "cancelled"), (86, 10, 4))
    if account.balance >= _COST[kind]:
        id, ended = month.id(at), at + month.chance.randrange(5_000, 180_000)
        account.move(month, at, "reserve", -_COST[kind], id)
        task = _task(month, account, id, kind, status, at, min(ended, month.now - 1))
        month.at(task.ended_at or 0, functools.partial(_ended, month, account, task))


def wait(month: Month, at: int, account: Account, kind: str) -> None:
    """A task that has not begun, with its credits set aside."""
    id, cost = month.id(at), _COST[kind]
    account.move(month, at - 1, "grant", 2 * cost, reason=words.all().reasons[0])
    account.move(month, at, "reserve", -cost, id)
    month.add("reservations", Reservation(id, account.user.id, cost, month.now + _FAR))
    month.add("tasks", _task(month, account, id, kind, "queued", at, None))


def _recognised(month: Month, at: int, account: Account, id: str) -> None:
    account.move(month, at, "settle", _SEEN, id, "demo-vision")
    kind = month.pick(("drug", "drug", "antique", "general"))
    result = _seen(month, kind)
    row = Recognition(
        id=id,
        user_id=account.user.id,
        kind=kind,
        result_json=msgspec.json.encode(result).decode(),
        text=str(result["name"]),
        file_id=None,
        engine="model",
        model="demo-vision",
        credits=_SEEN,
        created_at=at,
    )
    month.add("recognitions", row)


def _ended(month: Month, account: Account, task: Row) -> None:
    kind, back = ("settle", 0) if task.status == "succeeded" else ("release", task.reserved)
    reason = task.model if kind == "settle" else ""
    account.move(month, task.ended_at or 0, kind, back, task.id, reason)
    month.add("tasks", task)


def _task(
    month: Month, account: Account, id: str, kind: str, status: str, at: int, ended: int | None
) -> Row:
    cost, worked = _COST[kind], status == "succeeded"
    error = month.pick(_ERRORS) if status == "failed" else None
    return Row(
        id=id,
        user_id=account.user.id,
        kind=kind,
        status=status,
        progress=100 if worked else 0,
        error=error,
        credits=cost if worked else 0,
        created_at=at,
        started_at=at + 900 if ended else None,
        ended_at=ended,
        unfinished=int(ended is None),
        queue="worker",
        next_at=month.now + _FAR,
        deadline_at=month.now + _FAR,
        reserved=cost,
        model=f"demo-{kind}",
        request_json=msgspec.json.encode({"prompt": month.pick(words.all().prompts)}).decode(),
    )


def _seen(month: Month, kind: str) -> dict[str, Any]:
    known = words.all()
    if kind == "drug":
        name, number = month.chance.choice(known.drugs)
        return {"name": name, "approval_number": number, "notes": []}
    if kind == "antique":
        return {"name": month.pick(known.antiques), "category": "瓷器", "confidence": 0.6}
    return {"name": month.pick(known.things), "features": []}
