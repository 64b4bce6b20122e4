"""The end of a task: its last state, what it costs and what is noted of it, in one transaction.

Who wins it settles; whoever comes later finds that it has ended, and changes nothing.
"""

import functools
from typing import Any, NamedTuple

import msgspec

from shared import instrumentation, log
from shared.billing import usage
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import ApiError
from shared.store import server, task_work, users
from shared.store.task_work import CANCELLED, FAILED, SUCCEEDED, Row
from shared.store.usage import Call
from shared.store.users import User
from shared.tasks import repeats, runs, settling
from shared.tasks.kinds import Cost, Failed

_REASONS = {"upstream_timeout": "timeout", "content_refused": "refused"}  # of usage


class End(NamedTuple):
    """How a task ends. `owed` is what it costs if it was cancelled before it could end so."""

    status: str
    cost: Cost = Cost()
    owed: Cost = Cost()
    result: Any = None
    failure: Failed | None = None


def succeeded(result: Any, cost: Cost, owed: Cost) -> End:
    return End(SUCCEEDED, cost, owed, result)


def failed(failure: Failed) -> End:
    return End(FAILED, failure=failure)


def cancelled(owed: Cost) -> End:
    return End(CANCELLED, owed, owed)


def finish(row: Row, end: End, owner: User | None) -> bool:
    """False when somebody else has the task, or nobody: then nothing has changed."""
    ended = transactions.atomically(functools.partial(_finish, row, end))
    if not ended:
        return False
    if row.reserved:
        instrumentation.credits_moved("charged", ended.credits)
    if owner and ended.status != SUCCEEDED:
        clear_away(ended, owner)
    return True


def clear_away(row: Row, owner: User) -> None:
    """Remove the outputs of a task that came to nothing; the sweep tries again what fails."""
    if not row.files_json:
        return
    try:
        runs.remove_files(owner, row)
    except ApiError as e:
        log.write("warning", "outputs of a task are left to the sweep", task=row.id, cause=e.reason)
        return
    with transactions.telling() as tx:
        task_work.forget_files(tx, row.id)


def _finish(row: Row, end: End, tx: Transaction) -> Row | None:
    found = task_work.find_locked(tx, row.id)
    if not found or not found.unfinished or found.owner != row.owner:
        return None
    if found.status == CANCELLED and end.status != CANCELLED:
        end = cancelled(end.owed)
    there = users.find_locked(tx, row.user_id) is not None
    ended = _ended(row, end, found.progress, server.now(tx))
    ended = msgspec.structs.replace(ended, credits=settling.settle(tx, ended, end.cost.credits))
    task_work.end(tx, ended)
    usage.add(tx, _call(ended), owned=there)
    return ended


def _ended(row: Row, end: End, progress: int, now: int) -> Row:
    failure = end.failure
    told = [failure.reason, failure.facts] if failure else None
    return msgspec.structs.replace(
        row,
        status=end.status,
        progress=100 if end.status == SUCCEEDED else progress,
        result_json=msgspec.json.encode(end.result).decode(),
        error=failure.code if failure else None,
        error_json=msgspec.json.encode(told, enc_hook=str).decode() if told else None,
        units_json=msgspec.json.encode(end.cost.units).decode(),
        request_json=row.request_json if environment.settings().store_history else "{}",
        ended_at=now,
    )


def _call(row: Row) -> Call:
    """What the statistics of usage know of a task."""
    asked = repeats.asked(row)
    ok = row.status == SUCCEEDED or row.credits > 0
    begun, ended = row.started_at or row.created_at, row.ended_at or row.created_at
    return Call(
        id=row.id,
        user_id=row.user_id,
        key_id=asked.key_id,
        project=asked.project,
        model=row.model or row.kind,
        provider=asked.provider,
        endpoint=row.kind,
        status="ok" if ok else "failed",
        end_reason=_reason(row),
        input_tokens=0,
        output_tokens=0,
        cached_tokens=0,
        reasoning_tokens=0,
        credits=row.credits,
        first_ms=max(0, begun - row.created_at),
        total_ms=max(0, ended - row.created_at),
        at=ended,
    )


def _reason(row: Row) -> str:
    if row.status == CANCELLED:
        return "client_gone"
    return _REASONS.get(row.error, "upstream_error") if row.error else "done"
