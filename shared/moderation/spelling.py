"""A streamed answer is read along the lists, and held back only while a word may have begun."""

import contextlib
from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

from shared.moderation import texts
from shared.moderation.screen import Screen
from shared.moderation.segments import SaidIn
from shared.moderation.texts import Said
from shared.moderation.verdicts import Failed, Verdict
from shared.moderation.words import current
from shared.moderation.words.automaton import Automaton, Here

T = TypeVar("T")

_MOST = 64  # characters that are held back for a word that has begun


def cleared(items: Generator[T | None], said_in: SaidIn[T], screen: Screen) -> Generator[T | None]:
    """The items that may be seen, in their order; Moderated before the first that may not."""
    try:
        along = _Along(current.automaton(), screen)
    except Failed as e:
        screen.fail("output", e)
        yield from items
        return
    held = _Held[T]()
    with contextlib.closing(items):
        for item in items:
            said = said_in(item) if item is not None else None
            if item is None or said is None:
                yield item
                continue
            along.hear(said)
            yield from held.add(item, said, is_open=along.is_open)
        along.end()
        yield from held.items


class _Held(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []
        self._size = 0

    def add(self, item: T, said: Said, *, is_open: bool) -> Iterator[T]:
        """What may go: all, unless a word has begun within it."""
        self.items.append(item)
        self._size += sum(map(len, said.values()))
        if is_open and self._size <= _MOST:
            return iter(())
        going, self.items, self._size = self.items, [], 0
        return iter(going)


class _Along:
    """Where each text of an answer has come to."""

    def __init__(self, automaton: Automaton, screen: Screen) -> None:
        self._automaton, self._screen = automaton, screen
        self._here: dict[str, Here] = {}
        self._rests: Said = {}  # escapes that have only begun
        self._speaking: dict[str, str] = {}  # which text of each choice goes on

    @property
    def is_open(self) -> bool:
        """Whether a word may have begun where a choice goes on."""
        paths = self._speaking.values()
        return any(self._rests[path] or self._here[path].is_open for path in paths)

    def hear(self, said: Said) -> None:
        """Moderated when a word is found."""
        for path, text in said.items():
            self._go_on(path)
            whole = self._rests.get(path, "") + text
            cut = len(whole) - texts.broken_off(whole)
            self._rests[path] = whole[cut:]
            here = self._here.get(path) or self._automaton.begin
            here = self._automaton.walk(here, texts.unescaped(whole[:cut]))
            self._here[path] = here
            self._judge(here.label)

    def end(self) -> None:
        for here in self._here.values():
            self._judge(here.end)

    def _go_on(self, path: str) -> None:
        """What its choice said elsewhere before has come to an end, as far as one can know."""
        choice = ".".join(path.split(".")[:3])
        before = self._speaking.get(choice, path)
        if before != path:
            self._judge(self._here[before].end)
        self._speaking[choice] = path

    def _judge(self, label: str) -> None:
        if label:
            self._screen.refuse(Verdict(label), "output")
