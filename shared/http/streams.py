"""Streams that do something when they end, also when their reader leaves in the middle."""

from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def begun(items: Generator[Item]) -> Generator[Item]:
    """Run a generator up to its first `yield`, whose item is dropped.

    From there on its `finally` is met also when the reader goes before the first item.
    """
    next(items)
    return items


class Watched:
    """Pass a stream on; tell once what was passed, or None when it broke or its reader left.

    Unlike a generator's, its end is told also when the reader goes before the first byte.
    """

    def __init__(self, body: Iterator[bytes], ended: Callable[[bytes | None], None]) -> None:
        self._body = body
        self._seen: list[bytes] = []
        self._ended: Callable[[bytes | None], None] | None = ended

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            self._seen.append(next(self._body))
        except StopIteration:
            self._end(b"".join(self._seen))
            raise
        except BaseException:
            self.close()
            raise
        return self._seen[-1]

    def close(self) -> None:
        self._end(None)

    def _end(self, seen: bytes | None) -> None:
        if self._ended:
            ended, self._ended = self._ended, None
            if hasattr(self._body, "close"):
                self._body.close()
            ended(seen)
