"""Lists as people write them, and the automaton that they become.

A line is a word, a pattern between slashes, a `#` remark, or in a file the `[label]` of what
follows.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from shared.moderation.words import patterns
from shared.moderation.words.automaton import Automaton
from shared.moderation.words.entries import Words
from shared.moderation.words.graph import Graph

Lists = Mapping[str, list[str]]  # lines by their label
_LONGEST = 100  # characters of a label


class Wrong(NamedTuple):
    """A line that cannot be read, by its number from 0, and why."""

    label: str
    line: int
    reason: str


def made(lists: Lists) -> tuple[Automaton, list[Wrong]]:
    """Of what can be read, and what cannot."""
    graph = Graph()
    words, wrong = Words(graph), list[Wrong]()
    for label, lines in lists.items():
        for number, line in enumerate(lines):
            try:
                _add(graph, words, line.strip(), label)
            except ValueError as e:
                wrong.append(Wrong(label, number, str(e)))
    return Automaton(graph), wrong


def _add(graph: Graph, words: Words, line: str, label: str) -> None:
    if not line or line.startswith("#"):
        return
    if len(line) > 1 and line[0] == line[-1] == "/":
        patterns.add(graph, line[1:-1], label)
    else:
        words.add(line, label)


def read(paths: Iterable[str]) -> dict[str, list[str]]:
    """The lists of files; OSError or ValueError for one that is not there, or not UTF-8."""
    found: dict[str, list[str]] = {}
    for path in map(Path, paths):
        for label, line in _lines(path):
            found.setdefault(label, []).append(line)
    return found


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    label = path.stem[:_LONGEST]
    for line in path.read_text("utf-8-sig").splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            label = line.strip()[1:-1].strip()[:_LONGEST] or label
        else:
            yield label, line
