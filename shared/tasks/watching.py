"""How far a task is, as server-sent events: `progress` at each change, `done` at its end.

A stream that lasts as long as a function may ends without `done`: a client asks again, as browsers
do by themselves.
"""

import functools
import time
from collections.abc import Generator

import msgspec

from shared.errors import ApiError
from shared.http import sse, streams
from shared.http.request import Request
from shared.http.response import Response, refuse
from shared.store.task_work import QUEUED, RUNNING
from shared.tasks import listing, looking
from shared.tasks.listing import Task

ANSWERS = {200: {sse.KIND: str}}
_EVERY = 1.0  # seconds between two looks
_BEFORE = 2.0  # seconds before the function's end


def watch(user_id: str, task_id: str, request: Request) -> Response:
    """NotFound at once."""
    events = streams.begun(_events(user_id, task_id, request))
    return Response(200, events, dict(sse.HEADERS), functools.partial(_error, request))


def _events(user_id: str, task_id: str, request: Request) -> Generator[bytes]:
    told, spoken = listing.get(user_id, task_id, request.locale), time.monotonic()
    yield b""
    yield _event(told)
    while _goes_on(told) and time.monotonic() + _EVERY < request.deadline - _BEFORE:
        time.sleep(_EVERY)
        seen = listing.get(user_id, task_id, request.locale)
        if seen != told:
            told, spoken = seen, time.monotonic()
            yield _event(told)
        elif time.monotonic() - spoken > sse.EVERY:
            looking.wake_if_due(task_id)
            spoken = time.monotonic()
            yield sse.PING
        else:
            yield b""  # the host looks whether anybody is still there


def _goes_on(task: Task) -> bool:
    return task.status in (QUEUED, RUNNING)


def _event(task: Task) -> bytes:
    return sse.event("progress" if _goes_on(task) else "done", msgspec.json.encode(task))


def _error(request: Request, error: ApiError) -> bytes:
    return sse.event("error", bytes(refuse(error, request).body))  # type: ignore[arg-type]
