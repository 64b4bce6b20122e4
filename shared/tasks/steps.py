"""A worker takes a task and does its next steps, until it waits for somebody or has ended."""

import random
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from shared import log
from shared.database import transactions
from shared.errors import ApiError, Unavailable
from shared.store import server, users
from shared.store.task_work import CALLING, CANCELLED, NEW, STORING, WAITING, Row
from shared.tasks import ending, leases, temporaries
from shared.tasks.carriers import waking
from shared.tasks.ending import End
from shared.tasks.kinds import (
    Arrived,
    Cost,
    Done,
    Failed,
    Halted,
    Part,
    Unknown,
    Waiting,
    Work,
)
from shared.tasks.runs import LATE, LOST, STOPPING, TaskRun

Result = TypeVar("Result")
Works = Mapping[str, Work[Any]]  # by the name of their kind

_ATTEMPTS, _CRASHES, _MISSES = 3, 2, 3
_POLL = 10.0  # seconds until a provider is asked again that did not answer
_SPREAD = 0.2  # of a time to wait, so that many do not all come back at once
_LONGEST_WAKE = 3600.0  # seconds
_PAUSES = (0.5, 2.0, 5.0)  # seconds between two tries to write


def advance(works: Works, task_id: str = "", budget: float = float("inf")) -> bool:
    """Take the task that is named, or any that is due, and work on it for so many seconds at most;
    whether there was one."""
    row = leases.take(tuple(works), task_id)
    if row:
        _work(row, works[row.kind], budget)
    return row is not None


def _work(row: Row, work: Work[Any], budget: float) -> None:
    with transactions.reading() as tx:
        owner, now = users.find(tx, row.user_id), server.now(tx)
    if not owner:  # what is left of them is erased, this among it
        ending.finish(row, ending.cancelled(Cost()), None)
        temporaries.remove(row)
        return
    with TaskRun(row, owner, work, (row.deadline_at - now) / 1000, budget) as run:
        with leases.Heart(row, lambda: run.shown, run.halt, run.deadline):
            outcome = _outcome(run)
            while outcome is None:
                outcome = _outcome(run)
        _leave(run, outcome)


def _leave(run: TaskRun, outcome: float | End) -> None:
    """Note how it ended, or when it is to be looked at again."""
    if isinstance(outcome, End):
        end = outcome
        if _persistently(lambda: ending.finish(run.row, end, run.owner)):
            temporaries.remove(run.row)
        return
    seconds = outcome
    due = _persistently(lambda: leases.give_back(run.row, seconds))
    if due is not None and seconds <= _LONGEST_WAKE:
        waking.wake(run.id, run.row.queue, seconds, str(due))


def _persistently(write: Callable[[], Result]) -> Result:
    """What a provider was paid for is not lost with a database that is away for a moment."""
    for pause in _PAUSES:
        try:
            return write()
        except Unavailable as e:
            log.write("warning", "a task is not written yet", cause=e.reason)
            time.sleep(pause)
    return write()


def _outcome(run: TaskRun) -> float | End | None:
    """Of the next step: the end, or seconds to wait, or None when the next one can follow."""
    try:
        return _step(run)
    except Halted:
        return _halted(run)
    except Failed as failure:
        return _failed(run, failure)
    except ApiError as e:
        retryable = isinstance(e, Unavailable) and not run.is_paid_call
        return _failed(run, Failed(e.code, e.reason, retryable=retryable, **e.facts))
    except Exception as e:
        stack = "".join(traceback.format_exception(e))
        log.write("error", "a step of a task failed", task=run.id, kind=run.row.kind, stack=stack)
        return _failed(run, _fault(run))


def _fault(run: TaskRun) -> Failed:
    """Nobody knows whether what was asked for was made: it is not asked for again."""
    if run.is_paid_call:
        return Failed("upstream_error", "creation_unknown")
    return Failed("internal_error", retryable=True)


def _step(run: TaskRun) -> float | End | None:
    if run.why == STOPPING:
        return _stopped(run)
    if run.why == CANCELLED:
        run.heed_cancellation()
    if run.row.status == CANCELLED:
        return _cancelled(run)
    if run.is_late:
        return ending.failed(Failed("upstream_timeout", "task_late"))
    return _STEPS[run.row.step](run)


def _start(run: TaskRun) -> float | End | None:
    if run.is_paid_call:  # by somebody who died
        return ending.failed(Failed("upstream_error", "creation_unknown"))
    if run.row.crashes >= _CRASHES:
        return ending.failed(Failed("too_heavy"))
    if (seconds := run.work.room(run)) > 0:
        return _spread(seconds)
    run.forget_files()
    run.work.prepare(run)
    run.go_on()
    run.write(step=CALLING, upstream_id="")
    return _came(run, run.work.start(run))


def _poll(run: TaskRun) -> float | End | None:
    return _came(run, run.work.poll(run))


def _store(run: TaskRun) -> End:
    if run.row.attempt >= _ATTEMPTS:  # of those who died
        return ending.failed(Failed("internal_error"))
    run.forget_files()
    done = run.work.store(run, msgspec.json.decode(run.row.answer_json or "null"))
    return ending.succeeded(done.result, done.cost or run.cost, run.owed)


def _came(run: TaskRun, what: Waiting | Arrived | Part | Done) -> float | End | None:
    if isinstance(what, Done):
        cost = what.cost or Cost()
        return ending.succeeded(what.result, cost, cost if run.work.kind.pays else Cost())
    if isinstance(what, Waiting):
        run.note(step=WAITING, upstream_id=what.upstream_id, attempt=0, misses=0)
        return _spread(what.seconds)
    run.note(
        step=NEW if isinstance(what, Part) else STORING,
        attempt=0,
        answer_json=msgspec.json.encode(what.answer).decode(),
        credits=what.cost.credits,
        units_json=msgspec.json.encode(what.cost.units).decode(),
    )
    run.save()  # what has arrived stays noted here, should the database not take it now
    return None


def _cancelled(run: TaskRun) -> float | End | None:
    """The provider forgets it, or works on to the end and bills it, of which nothing is kept."""
    if run.row.step == WAITING and not run.is_late:
        if run.work.cancel(run):
            return ending.cancelled(Cost())
        return _poll(run)
    return ending.cancelled(run.owed)


def _failed(run: TaskRun, failure: Failed) -> float | End:
    """Whether it is worth another attempt, and when."""
    if run.row.step == WAITING and failure.retryable:
        return _not_polled(run, failure)
    if run.row.status == CANCELLED:
        return ending.cancelled(run.owed)
    attempt = run.row.attempt + 1
    seconds = max(failure.seconds, float(2**attempt) + random.random())  # noqa: S311
    if not failure.retryable or attempt >= _ATTEMPTS or seconds >= run.left:
        if not _is_ambiguous(failure) and run.row.step == CALLING:
            run.note(step=NEW)
        return ending.failed(failure)
    run.note(attempt=attempt, upstream_id="", step=NEW if run.row.step == CALLING else run.row.step)
    return seconds


def _is_ambiguous(failure: Failed) -> bool:
    return failure.reason == "creation_unknown"


def _not_polled(run: TaskRun, failure: Failed) -> float | End:
    misses = run.row.misses + 1 if isinstance(failure, Unknown) else 0
    if misses >= _MISSES:
        return ending.failed(failure)
    run.note(misses=misses)
    return _spread(max(failure.seconds, _POLL))


def _halted(run: TaskRun) -> float | End | None:
    if run.why == CANCELLED:
        return None
    if run.why in ("", LATE):
        retryable = not run.is_late and not run.is_paid_call
        return _failed(run, Failed("upstream_timeout", "task_late", retryable=retryable))
    return _stopped(run)


def _stopped(run: TaskRun) -> float:
    """This worker ends, or has lost the task: then writing changes nothing."""
    if run.why == LOST:
        raise Halted(run.why)
    if run.row.step == CALLING:
        run.note(step=NEW)
    return 0.0


def _spread(seconds: float) -> float:
    return seconds * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311


_STEPS: dict[str, Callable[[TaskRun], float | End | None]] = {
    NEW: _start,
    CALLING: _start,
    WAITING: _poll,
    STORING: _store,
}
