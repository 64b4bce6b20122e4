"""A stream is read in a thread of its own, so that one can wait for it only so long."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Generator
from typing import Generic, NamedTuple, Self, TypeVar

from shared.http import reader
from shared.http.reader import Reader

T = TypeVar("T")

_MOST = 256  # items that wait


class Taken(NamedTuple, Generic[T]):
    """An item and when it came (time.monotonic), or the end: of itself, or by an error."""

    items: tuple[T, ...]
    at: float
    error: BaseException | None = None

    @property
    def is_end(self) -> bool:
        return not self.items


class Pump(Generic[T]):
    """Leaving the block ends the stream, and its thread. Its reader is told of who leaves."""

    def __init__(self, items: Generator[T]) -> None:
        self._items = items
        self._waiting: deque[Taken[T]] = deque()
        self._changed = threading.Condition()
        self._stopped = False
        self._whose, self._reader = reader.current(), Reader()
        self._thread = threading.Thread(target=self._run, name="pump", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._whose.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._whose.remove(self)
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._reader.leave()
        self._thread.join()

    def hang_up(self) -> None:
        """Whoever reads has left, or the server ends."""
        if self._whose.has_left:
            self._reader.leave()
        if self._whose.is_cut:
            self._reader.cut()

    def take(self, seconds: float | None) -> Taken[T] | None:
        """The next one; None when there is none within so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting, seconds)
            taken = self._waiting.popleft() if self._waiting else None
            self._changed.notify_all()
        return taken

    def _run(self) -> None:
        reader.serve(self._reader)
        error: BaseException | None = None
        try:
            with contextlib.closing(self._items) as items:
                for item in items:
                    if not self._put(Taken((item,), time.monotonic())):
                        return
        except BaseException as e:
            error = e
        self._put(Taken((), time.monotonic(), error))

    def _put(self, taken: Taken[T]) -> bool:
        """Whether it is still wanted."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or len(self._waiting) < _MOST)
            if not self._stopped:
                self._waiting.append(taken)
                self._changed.notify_all()
            return not self._stopped
