"""Waiting for what other threads and processes do, and holding them to their time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class TookTooLong(AssertionError):
    """A verdict of the clock: pytest hears it again, since a busy machine is late by itself."""


def until(condition: Callable[[], object], seconds: float = 20, *, every: float = 0.005) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TookTooLong(f"it did not come to that in {seconds} s")
        time.sleep(every)


@contextmanager
def takes_at_most(seconds: float) -> Iterator[None]:
    started = time.monotonic()
    yield
    took = time.monotonic() - started
    if took > seconds:
        raise TookTooLong(f"{took:.2f} s, not {seconds}")
