"""Host of FC's timers: an event names jobs, and each is done and leaves one log line.

The event is that of the page "Time triggers" of FC's documentation; its payload is the name of a
job, or `{"jobs": ["sweep", "alerts"]}`. A call that fails raises: FC counts it as an error, and
template.yml has it not try again, since the next event is near.
"""

import time
import traceback
from typing import Any

import msgspec

from shared import log
from shared.errors import ApiError
from shared.operations import jobs
from shared.operations.jobs import Job


class TimerFailed(Exception):
    """What FC hears of a call that failed; the log has the rest."""


class _Event(msgspec.Struct):
    payload: str
    trigger: str = msgspec.field(default="", name="triggerName")


class _Order(msgspec.Struct, forbid_unknown_fields=True):
    jobs: list[str]


class Timer:
    """The `handler` of an index.py: FC calls it with an event."""

    def __init__(self, *known: Job) -> None:
        self.jobs = {job.name: job for job in known}

    def __call__(self, event: Any, context: Any) -> str:
        """Do the jobs in their order, the others also when one fails; TimerFailed then."""
        facts = {"request_id": str(getattr(context, "request_id", ""))}
        try:
            given = msgspec.json.decode(event, type=_Event)
            ordered = self._ordered(given.payload)
        except (msgspec.MsgspecError, UnicodeError, RecursionError, LookupError) as e:
            log.write("error", "timer", cause=str(e), **facts)
            raise TimerFailed("the event names no known job") from e
        facts["trigger"] = given.trigger
        failed = [job.name for job in ordered if not _done(job, facts)]
        if failed:
            raise TimerFailed(f"failed: {', '.join(failed)}")
        return "done"

    def _ordered(self, payload: str) -> list[Job]:
        """The jobs that a payload names; KeyError for one that is not known."""
        if not payload.lstrip().startswith("{"):
            return [self.jobs[payload.strip()]]
        return [self.jobs[name] for name in msgspec.json.decode(payload, type=_Order).jobs]


def _done(job: Job, facts: dict[str, str]) -> bool:
    """Whether a job did not fail, which it also did not when another instance has it."""
    started = time.monotonic()
    try:
        counts = jobs.run(job)
    except Exception as e:
        _note("error", job, "failed", started, facts | _cause(e))
        return False
    if counts is None:
        _note("info", job, "elsewhere", started, facts)
    else:
        _note("info", job, "done", started, facts | {"counts": counts})
    return True


def _note(level: str, job: Job, outcome: str, started: float, facts: dict[str, Any]) -> None:
    ms = round((time.monotonic() - started) * 1000, 1)
    log.write(level, "job", job=job.name, outcome=outcome, ms=ms, **facts)


def _cause(failure: Exception) -> dict[str, str]:
    if isinstance(failure, ApiError):
        return {"error": failure.code, "cause": str(failure.__cause__ or failure)}
    stack = "".join(traceback.format_exception(failure))
    return {"error": type(failure).__name__, "stack": stack}
