"""Whoever an answer is for: there until they leave, or until the server has to end.

A host makes one for each request and says in which thread it is answered. Who waits for others on
their behalf is stopped when there is nobody left to wait for.
"""

import threading
from typing import Protocol


class Stoppable(Protocol):
    def hang_up(self) -> None:
        """Wake whoever waits; from any thread, and more than once."""


class Reader:
    """`leave` and `cut` may be called by any thread, and are heard at once."""

    def __init__(self) -> None:
        self.has_left = False
        self.is_cut = False  # the server ends, and cannot wait until the answer does
        self._calls: set[Stoppable] = set()
        self._lock = threading.Lock()

    def leave(self) -> None:
        self.has_left = True
        self._stop()

    def cut(self) -> None:
        self.is_cut = True
        self._stop()

    def add(self, call: Stoppable) -> None:
        """Have it stopped when its answer is wanted no more."""
        with self._lock:
            self._calls.add(call)
        if self.has_left or self.is_cut:
            call.hang_up()

    def remove(self, call: Stoppable) -> None:
        with self._lock:
            self._calls.discard(call)

    def _stop(self) -> None:
        with self._lock:
            calls = tuple(self._calls)
        for call in calls:
            call.hang_up()


_here = threading.local()


def current() -> Reader:
    """Of the answer that this thread is busy with; where no host has said so, one who stays."""
    return getattr(_here, "reader", None) or Reader()


def serve(reader: Reader | None) -> None:
    """Say for whom this thread is busy from here on."""
    _here.reader = reader
