"""A pulse while somebody else is silent."""

import queue
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")

EVERY = 8.0  # seconds; a sign of life is promised every 10
_AHEAD = 64  # items that are read before somebody wants them
_GIVE_WAY = (
    0.0002  # seconds after the first item, whose reader would wait for all that came with it
)


class Heartbeat(Generic[Item]):
    """The items of a blocking iterator, and None after each `every` seconds of silence.

    The source is read in a thread of its own, a little ahead of the reader. Leaving the block
    calls `hang_up`, which must make the source end; what the source raises is raised to the
    reader.
    """

    def __init__(
        self, source: Iterator[Item], hang_up: Callable[[], None], every: float = EVERY
    ) -> None:
        self._hang_up = hang_up
        self._every = every
        self._items: queue.SimpleQueue[Item | type[StopIteration]] = queue.SimpleQueue()
        self._room: queue.SimpleQueue[bool] = queue.SimpleQueue()
        for _ in range(_AHEAD):
            self._room.put(True)
        self._thread = ThreadPoolExecutor(1, "pulse")
        self._reading = self._thread.submit(self._read, source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._reading.done():
            self._hang_up()
            self._room.put(False)
        self._thread.shutdown(wait=False)

    def __iter__(self) -> Iterator[Item | None]:
        while True:
            try:
                item = self._items.get(timeout=self._every)
            except queue.Empty:
                yield None
                continue
            if item is StopIteration:
                self._reading.result()
                return
            self._room.put(True)
            yield item  # type: ignore[misc]

    def _read(self, source: Iterator[Item]) -> None:
        first = True
        try:
            for item in source:
                if not self._room.get():
                    return
                self._items.put(item)
                if first:
                    time.sleep(_GIVE_WAY)
                    first = False
        finally:
            self._items.put(StopIteration)
