"""Host of workers: an invocation names a task, and its next steps are done.

Nobody waits for the answer, and nobody invokes again what fails: the task's own row says when it is
due, and the sweep wakes somebody then.
"""

from typing import Any

import msgspec

from shared import log
from shared.config import environment
from shared.tasks import steps
from shared.tasks.kinds import Work

_RESERVE = 10.0  # seconds of the function's time-out kept for the end of a step


class Wake(msgspec.Struct):
    """What a carrier sends."""

    task: str


class WakeFailed(Exception):
    """What FC hears of an invocation that names nothing; the log has the rest."""


class Worker:
    """The `handler` of an index.py: FC calls it with an event; local workers use its `works`."""

    def __init__(self, *works: Work[Any]) -> None:
        self.works = {work.kind.name: work for work in works}

    def __call__(self, event: Any, context: Any) -> str:
        try:
            wake = msgspec.json.decode(event, type=Wake)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
            log.write("error", "worker", cause=str(e))
            raise WakeFailed("the event names no task") from e
        seconds = getattr(getattr(context, "function", None), "timeout", None)
        budget = float(seconds or environment.function_timeout()) - _RESERVE
        return "worked" if steps.advance(self.works, wake.task, budget) else "nothing to do"
