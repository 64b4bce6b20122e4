"""Regular expressions that take linear time: what can be told by states alone.

`.`, `[…]`, `\\d \\w \\s` and their opposites, `(…)`, `|`, `*`, `+`, `?`, `{m,n}`. What would need
memory (references back, look-around, anchors) is refused.
"""

import string
from typing import NamedTuple

from shared.moderation.words import letters
from shared.moderation.words.graph import Graph, Test

MOST_STATES = 2_000  # of one pattern
_DEEPEST, _MOST_REPEATS = 20, 1_000
_NAMED: dict[str, Test] = {
    "d": str.isdigit,
    "w": lambda letter: letter.isalnum() or letter == "_",
    "s": lambda letter: letter == " ",
}
_NOT_HERE = "^$"


class Part(NamedTuple):
    """A piece of a pattern: a test of one letter, or pieces that follow each other, or one of
    several (`either`), or one that comes again."""

    test: Test | None = None
    pieces: tuple["Part", ...] = ()
    either: bool = False
    least: int = 1
    most: int | None = 1


def add(graph: Graph, pattern: str, label: str) -> None:
    """ValueError says what cannot be read, or what would fit anything."""
    parsed = _Reader(pattern).whole()
    first = len(graph.by_letter)
    start, end = graph.state(), graph.state()
    _build(graph, parsed, start, end, first + MOST_STATES)
    if end in graph.closed({start}):
        raise ValueError("fits what is empty")
    graph.found[end] = label
    graph.free[Graph.ANYWHERE].append(start)


def _build(graph: Graph, part: Part, start: int, end: int, most: int) -> None:
    if len(graph.by_letter) > most:
        raise ValueError(f"takes more than {MOST_STATES} states")
    if (part.least, part.most) != (1, 1):
        _repeat(graph, part, start, end, most)
    elif part.test:
        graph.test(start, part.test, end)
    elif part.either:
        for piece in part.pieces:
            _build(graph, piece, start, end, most)
    else:
        _follow(graph, part.pieces, start, end, most)


def _follow(graph: Graph, pieces: tuple[Part, ...], start: int, end: int, most: int) -> None:
    for piece in pieces:
        onward = graph.state()
        _build(graph, piece, start, onward, most)
        start = onward
    graph.free[start].append(end)


def _repeat(graph: Graph, part: Part, start: int, end: int, most: int) -> None:
    once = part._replace(least=1, most=1)
    here = graph.state()
    graph.free[start].append(here)
    for number in range(part.most or part.least):
        if number >= part.least:
            graph.free[here].append(end)
        onward = graph.state()
        _build(graph, once, here, onward, most)
        here = onward
    if part.most is None:
        again = graph.state()
        _build(graph, once, here, again, most)
        graph.free[again].append(here)
    graph.free[here].append(end)


class _Reader:
    """One pass over a pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at, self._depth = pattern, 0, 0

    def whole(self) -> Part:
        found = self._either()
        if self._at < len(self._pattern):
            raise ValueError("has a ) too many")
        return found

    @property
    def _here(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        here, self._at = self._here, self._at + 1
        if not here:
            raise ValueError("ends in the middle")
        return here

    def _either(self) -> Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(f"has more than {_DEEPEST} groups within each other")
        found = [self._sequence()]
        while self._here == "|":
            self._take()
            found.append(self._sequence())
        self._depth -= 1
        return found[0] if len(found) == 1 else Part(pieces=tuple(found), either=True)

    def _sequence(self) -> Part:
        found = []
        while self._here and self._here not in "|)":
            found.append(self._repeated(self._one()))
        return Part(pieces=tuple(found))

    def _one(self) -> Part:
        here = self._take()
        if here == "(":
            return self._group()
        if here == "[":
            return Part(self._set())
        if here == "\\":
            return self._escaped(self._take())
        if here in "*+?{":
            raise ValueError(f"has {here} after nothing")
        if here in _NOT_HERE:
            raise ValueError(f"has {here}, which is not offered")
        return Part(lambda letter: True) if here == "." else _literal(here)

    def _group(self) -> Part:
        if self._here == "?":
            self._take()
            if self._take() != ":":
                raise ValueError("has (?, which is offered as (?: alone")
        found = self._either()
        if self._take() != ")":
            raise ValueError("has a group without an end")
        return found

    def _escaped(self, name: str) -> Part:
        if test := _named(name):
            return Part(test)
        if name in string.ascii_letters + string.digits:
            raise ValueError(f"has \\{name}, which is not offered")
        return _literal(name)

    def _repeated(self, part: Part) -> Part:
        here = self._here
        if here not in ("*", "+", "?", "{"):
            return part
        self._take()
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(here) or self._bounds()
        if self._here in ("*", "+", "?", "{"):
            raise ValueError("repeats what is repeated: put it into a group")
        return Part(pieces=(part,), least=least, most=most)

    def _bounds(self) -> tuple[int, int | None]:
        told, found, rest = self._pattern[self._at :].partition("}")
        self._at = len(self._pattern) - len(rest)
        low, comma, high = told.partition(",")
        if not found or not _is_count(low or "0") or (high and not _is_count(high)):
            raise ValueError("has { without the counts of {m,n}")
        least = int(low or 0)
        most = int(high) if high else None if comma else least
        if most is not None and (most < least or most == 0):
            raise ValueError("has {m,n} of which n is too small")
        return least, most

    def _set(self) -> Test:
        opposite = self._here == "^"
        if opposite:
            self._take()
        tests: list[Test] = []
        while (here := self._take()) != "]" or not tests:
            tests.append(self._member(here))
        return lambda letter: any(test(letter) for test in tests) != opposite

    def _member(self, here: str) -> Test:
        if here == "\\":
            here = self._take()
            if test := _named(here):
                return test
        if self._here != "-" or self._pattern[self._at + 1 : self._at + 2] in ("]", ""):
            return _one_of(here)
        self._take()
        return _range(here, self._take())


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:9]) <= _MOST_REPEATS


def _named(name: str) -> Test | None:
    known = _NAMED.get(name.lower())
    if not known or name.islower():
        return known
    return lambda letter: not known(letter)


def _one_of(character: str) -> Test:
    plain = letters.plain(character)
    return lambda letter: letter in plain


def _range(first: str, last: str) -> Test:
    low, high = letters.plain(first), letters.plain(last)
    if len(low) != 1 or len(high) != 1 or high < low:
        raise ValueError(f"has {first}-{last}, which is no range")
    return lambda letter: low <= letter <= high


def _literal(character: str) -> Part:
    plain = letters.plain(character)
    pieces = tuple(Part(_one_of(letter)) for letter in plain)
    return pieces[0] if len(pieces) == 1 else Part(pieces=pieces)
