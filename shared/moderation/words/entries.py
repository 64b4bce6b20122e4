"""A word becomes a part of the graph: each of its characters as itself, or typed by its sound."""

from typing import NamedTuple

from shared.moderation.words import letters, pinyin
from shared.moderation.words.graph import Graph


class Words:
    """Words that begin alike share their states. A Latin word, or a beginning or end in pinyin, has
    to be whole: `dubo` is none in `dubois`."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._states: dict[tuple[int, str], int] = {}

    def add(self, word: str, label: str) -> None:
        """ValueError of what shows nothing."""
        units = _units(word)
        spoken = [number for number, unit in enumerate(units) if unit != " "]
        if not spoken:
            raise ValueError("a word without letters")
        state = Graph.ANYWHERE
        for number in spoken:
            loose = units[number + 1 : number + 2] == [" "]
            at = _Where(number == spoken[0], number == spoken[-1], loose, label)
            state = self._after(state, units[number], at)

    def _after(self, state: int, unit: str, at: "_Where") -> int:
        then = self._next(state, unit)
        latin = letters.is_latin(unit)
        self._graph.join(at.start(state, latin=latin), unit, then)
        if not at.is_last:
            hides = letters.is_between if at.loose or not latin else letters.is_sign
            self._graph.leave_out(then, hides)
        else:
            (self._graph.ends if latin else self._graph.found)[then] = at.label
        if not latin:
            self._sounds(at.start(state, latin=True), unit, then, at)
        return then

    def _sounds(self, start: int, unit: str, then: int, at: "_Where") -> None:
        """The same by each of its readings; at the end of a word they lead to an end of their own,
        since a letter may follow that makes it another."""
        to = then
        for said in pinyin.readings(unit):
            if at.is_last:
                to = self._next(then, "~")
                self._graph.ends[to] = at.label
            state = start
            for length in range(1, len(said)):
                onward = self._next(start, f"~{said[:length]}")
                self._graph.join(state, said[length - 1], onward)
                state = onward
            self._graph.join(state, said[-1], to)

    def _next(self, state: int, unit: str) -> int:
        key = (state, unit)
        if key not in self._states:
            self._states[key] = self._graph.state()
        return self._states[key]


class _Where(NamedTuple):
    """A place within a word; `loose` before a blank of the word itself."""

    is_first: bool
    is_last: bool
    loose: bool
    label: str

    def start(self, state: int, *, latin: bool) -> int:
        return Graph.BEFORE_A_WORD if self.is_first and latin else state


def _units(word: str) -> list[str]:
    """The letters that make it; blanks where it has some, and nothing that hides it."""
    found = [unit for character in word.strip() for unit in letters.plain(character)]
    return [unit for unit in found if unit == " " or not letters.is_between(unit)]
