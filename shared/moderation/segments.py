"""A streamed answer is held back in segments until the service has cleared each.

The first is asked about at once, then what has come within WAITS seconds; so nothing is held back
for longer than that, or than the check before it, and one check more.
"""

import time
from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

from shared.moderation import texts
from shared.moderation.checking import AGAIN
from shared.moderation.pump import Pump, Taken
from shared.moderation.screen import Screen
from shared.moderation.texts import Said
from shared.moderation.verdicts import Left

T = TypeVar("T")

WAITS = 0.1  # seconds
_LARGEST = 1_500  # characters

SaidIn = Callable[[T], Said | None]  # None of what is no part of the answer


def cleared(items: Generator[T | None], said_in: SaidIn[T], screen: Screen) -> Generator[T | None]:
    """The items that may be seen, in their order; Moderated before the first that may not."""
    segment, over = _Segment[T](said_in, screen), False
    with Pump(items) as pump:
        while not over:
            taken = pump.take(segment.left)
            over = taken is not None and taken.is_end
            if taken:
                yield from segment.take(taken)
            if over or taken is None or segment.is_full:
                yield from segment.checked()
            if taken and taken.error:
                raise taken.error


class _Segment(Generic[T]):
    """What is held back now, and the end of what was cleared before it."""

    def __init__(self, said_in: SaidIn[T], screen: Screen) -> None:
        self._said_in, self._screen = said_in, screen
        self._tails: Said = {}
        self._said: Said = {}
        self._is_first = True
        self._since = 0.0
        self._held: list[T] = []

    @property
    def left(self) -> float | None:
        """Seconds until it is due; None while nothing is held."""
        if not self._held:
            return None
        waits = 0.0 if self._is_first else WAITS
        return max(0.0, self._since + waits - time.monotonic())

    @property
    def is_full(self) -> bool:
        return sum(map(len, self._said.values())) >= _LARGEST

    def take(self, taken: Taken[T | None]) -> Iterator[T | None]:
        """What need not wait: silence, and what says nothing while nothing is held back."""
        for item in taken.items:
            said = None if item is None else self._said_in(item)
            if item is None or said is None or not (said or self._held):
                yield item
            else:
                self._add(item, said, taken.at)

    def checked(self) -> Iterator[T | None]:
        """What was held, once it is cleared."""
        if not self._held:
            return
        whole = {path: self._tails.get(path, "") + text for path, text in self._said.items()}
        yield from _until_known(self._screen, [texts.unescaped(text) for text in whole.values()])
        self._tails |= {path: text[-AGAIN:] for path, text in whole.items()}
        held, self._held, self._said, self._is_first = self._held, [], {}, False
        yield from held

    def _add(self, item: T, said: Said, at: float) -> None:
        self._since = self._since if self._held else at
        self._held.append(item)
        for path, text in said.items():
            self._said[path] = self._said.get(path, "") + text


def _until_known(screen: Screen, said: list[str]) -> Generator[None]:
    """Nothing, unless whoever reads has left: then nothing else, until they are let go."""
    try:
        screen.check(said, "output")
    except Left:
        while True:
            yield None
