"""Waiting for the end of a task, for clients that want its result in one answer."""

import time
from collections.abc import Generator

import msgspec

from shared.database import transactions
from shared.errors import (
    ApiError,
    Conflict,
    InsufficientCredits,
    InternalError,
    InvalidRequest,
    NotFound,
    PayloadTooLarge,
    StorageFull,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)
from shared.store import task_work
from shared.store.task_work import CANCELLED, SUCCEEDED, Row
from shared.tasks import looking

LONGEST = 300.0  # seconds
_EVERY = 0.5  # seconds
_SETTLING = 5.0  # seconds that the answer itself may take
_AWAKE = 20  # looks after which somebody is woken again, if it is due
_PAID = ("creation_unknown", "pictures_lost")  # perhaps: only a person asks for it again
_IN_VAIN = {"X-Should-Retry": "false"}  # OpenAI's SDKs try every 5xx again, unless told
_ERRORS: dict[str, type[ApiError]] = {
    error.code: error
    for error in (
        InsufficientCredits,
        NotFound,
        PayloadTooLarge,
        StorageFull,
        Unavailable,
        UpstreamError,
        UpstreamTimeout,
    )
} | dict.fromkeys(("content_refused", "invalid_request", "too_heavy"), InvalidRequest)


def ended(task_id: str, deadline: float) -> Row:
    """The task when it has succeeded; the error by which it failed, or UpstreamTimeout with its id
    where it goes on beyond what anybody waits for: then it can be looked at by that."""
    *_, row = looks(task_id, deadline)
    assert row  # noqa: S101  what ends without one has raised
    return row


def looks(task_id: str, deadline: float) -> Generator[Row | None]:
    """None at each look, and at last what `ended` gives."""
    until, looked = min(time.monotonic() + LONGEST, deadline - _SETTLING), 0
    while (row := _row(task_id)).status != SUCCEEDED:
        if row.error or row.status == CANCELLED:
            raise _error(row)
        if time.monotonic() + _EVERY > until:
            raise UpstreamTimeout("task_waited_for", headers={"X-Task-Id": task_id}, id=task_id)
        looked += 1
        if looked % _AWAKE == 0:
            looking.wake_if_due(task_id)
        yield None
        time.sleep(_EVERY)
    yield row


def _row(task_id: str) -> Row:
    with transactions.asking() as tx:
        row = task_work.find(tx, task_id)
    if not row:
        raise NotFound()
    return row


def _error(row: Row) -> ApiError:
    headers = {"X-Task-Id": row.id}
    if row.status == CANCELLED:
        return Conflict("task_was_cancelled", headers=headers)
    reason, facts = msgspec.json.decode(row.error_json or "null") or (row.error, {})
    if reason in _PAID:
        headers |= _IN_VAIN
    kind = _ERRORS.get(row.error or "")
    return kind(reason, headers=headers, **facts) if kind else InternalError(headers=headers)
