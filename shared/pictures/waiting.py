"""Waiting for the end of a task, for clients that want its pictures in one answer."""

import time

import msgspec

from shared.database import transactions
from shared.errors import (
    ApiError,
    Conflict,
    InternalError,
    InvalidRequest,
    NotFound,
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
_ERRORS: dict[str, type[ApiError]] = {
    "content_refused": InvalidRequest,
    "invalid_request": InvalidRequest,
    "storage_full": StorageFull,
    "unavailable": Unavailable,
    "upstream_error": UpstreamError,
    "upstream_timeout": UpstreamTimeout,
}


def ended(task_id: str, deadline: float) -> Row:
    """The task when it has succeeded; the error by which it failed, or UpstreamTimeout with its id
    where it goes on beyond what anybody waits for: then it can be looked at by that."""
    until, looks = min(time.monotonic() + LONGEST, deadline - _SETTLING), 0
    while True:
        row = _row(task_id)
        if row.status == SUCCEEDED:
            return row
        if row.error or row.status == CANCELLED:
            raise _error(row)
        if time.monotonic() + _EVERY > until:
            raise UpstreamTimeout("task_goes_on", headers={"X-Task-Id": task_id}, id=task_id)
        looks += 1
        if looks % _AWAKE == 0:
            looking.wake_if_due(task_id)
        time.sleep(_EVERY)


def _row(task_id: str) -> Row:
    with transactions.asking() as tx:
        row = task_work.find(tx, task_id)
    if not row:
        raise NotFound()
    return row


def _error(row: Row) -> ApiError:
    if row.status == CANCELLED:
        return Conflict("task_cancelled", headers={"X-Task-Id": row.id})
    reason, facts = msgspec.json.decode(row.error_json or "null") or (row.error, {})
    headers = {"X-Task-Id": row.id}
    kind = _ERRORS.get(row.error or "")
    return kind(reason, headers=headers, **facts) if kind else InternalError(headers=headers)
