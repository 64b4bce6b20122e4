"""A service that fails again and again is left alone for a moment: nobody waits for it in vain."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from shared.moderation.verdicts import Failed

T = TypeVar("T")

FAILURES = 5  # in a row
REST = 10.0  # seconds

_lock = threading.Lock()
_failures = 0
_until = 0.0  # of time.monotonic


def kept(ask: Callable[[], T]) -> T:
    """What `ask` gives; Failed while it rests."""
    if time.monotonic() < _until:
        raise Failed("the service rests after failures")
    try:
        answer = ask()
    except Failed:
        _failed()
        raise
    forget()
    return answer


def forget() -> None:
    """It answers again."""
    global _failures
    _failures = 0


def _failed() -> None:
    global _failures, _until
    with _lock:
        _failures += 1
        if _failures >= FAILURES:
            _until, _failures = time.monotonic() + REST, FAILURES - 1  # one more chance after it
