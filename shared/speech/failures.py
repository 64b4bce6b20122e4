"""What went wrong elsewhere, as the failure of a task."""

import contextlib
from collections.abc import Iterator
from typing import Any

from shared import log
from shared.dashscope.errors import DashScopeError
from shared.ffmpeg.errors import (
    Cancelled,
    FfmpegError,
    OutputTooLarge,
    TimedOut,
    TooHeavy,
    Unreadable,
)
from shared.speech.listening.whisper_process import WhisperFailed
from shared.tasks.kinds import Failed, Halted, Run

_OF_FFMPEG: tuple[tuple[type[FfmpegError], tuple[str, str]], ...] = (
    (Unreadable, ("invalid_request", "recording_unreadable")),
    (OutputTooLarge, ("invalid_request", "recording_unreadable")),
    (TimedOut, ("upstream_timeout", "task_late")),
    (TooHeavy, ("too_heavy", "too_heavy")),
    (WhisperFailed, ("internal_error", "listener_failed")),
)


@contextlib.contextmanager
def of_programs(run: Run[Any]) -> Iterator[None]:
    """Of ffmpeg and Whisper: what they said is for the log alone."""
    try:
        yield
    except Cancelled as e:
        run.go_on()
        raise Halted() from e
    except FfmpegError as e:
        if isinstance(e, TimedOut):
            run.go_on()  # this worker's time was too short, which is not the task's
        log.write("warning", "a recording was not heard", task=run.id, cause=e.said[-2_000:])
        code, reason = next(told for kind, told in _OF_FFMPEG if isinstance(e, kind))
        raise Failed(code, reason) from e


@contextlib.contextmanager
def of_provider(run: Run[Any], *, creates: bool = False) -> Iterator[None]:
    """Of Model Studio and Tingwu; what may have been created, and paid for, is not again."""
    try:
        yield
    except DashScopeError as e:
        log.write("warning", "a provider has not listened", task=run.id, cause=e.detail)
        if creates and e.ambiguous:
            raise Failed("upstream_error", "creation_unknown") from e
        raise failed(e) from e


def failed(error: DashScopeError) -> Failed:
    said = error.error
    if said.reason == "moderated":
        return Failed("content_refused")
    again = error.retryable and not error.once
    return Failed(said.code, said.reason, retryable=again, seconds=error.wait or 0.0, **said.facts)
