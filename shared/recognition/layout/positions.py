"""Where the lines of a picture stand to each other, as if it had been held straight."""

import cmath
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shared.drugs import labels
from shared.recognition.ocr import Line

EM = 0.75  # of a line's height: the width of a Chinese character
_SURE = 0.5  # of a line's score, below which it is more noise than text
_ASIDE = math.radians(30)  # from the others' direction: not a part of their text
_BLANK = 1.6  # times a line's height between two characters: a gap, whatever they are
_STOP = 0.95  # more than between two characters without a stop
_ROW = 0.5  # of their height that two lines of a row share
_LEAST = 3  # characters that a column has
_NEAR = 3  # heights, as far as the edge of a column is believed to go on


class Cell(NamedTuple):
    """A line, or a part of one that stands apart.

    `readable` is whether its text counts; `single` whether it is surely not two lines side by
    side, which were read as one.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    readable: bool = True
    single: bool = True

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def em(self) -> float:
        return EM * self.height

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def is_above(self, other: "Cell") -> bool:
        return self.middle < other.top + 0.2 * other.height and self.top < other.top

    def beside(self, other: "Cell") -> float:
        """How much of the lower of the two stands at the height of the other."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared / max(min(self.height, other.height), 1)

    def spans(self, other: "Cell") -> float:
        """The width that both cover, in pixels; negative is the distance between them."""
        return min(self.right, other.right) - max(self.left, other.left)


class _Strip(NamedTuple):
    """A straightened line, and where its characters stand in it."""

    frame: Cell
    places: tuple[float, ...]

    def cut(self) -> Iterator[Cell]:
        """Its parts between wide gaps."""
        begun, left = 0, self.frame.left
        labelled = [match.span() for match in labels.find(self.frame.text)]
        for index in self._gaps(_BLANK):
            if not any(start < index < stop for start, stop in labelled):
                yield self._part(begun, index, left, self._middle(index - 1) + self.frame.em / 2)
                begun, left = index, self._beginning(index)
        yield self._part(begun, len(self.frame.text), left, self.frame.right)

    def spans_two(self, column: Cell, next_column: Cell) -> bool:
        """Whether a line below or above two columns has a gap where the second begins."""
        far = abs(next_column.middle - self.frame.middle) > _NEAR * self.frame.height
        least = self.frame.left + _LEAST * self.frame.em
        if far or next_column.left < least or column.right < least:
            return False
        starts = map(self._beginning, self._gaps(_STOP))
        return any(abs(start - next_column.left) < self.frame.em for start in starts)

    def _gaps(self, width: float) -> list[int]:
        """The characters with more than `width` heights between the one before and them."""
        middles = [self._middle(index) for index in range(len(self.places))]
        widths = (right - left for left, right in pairwise(middles))
        return [i for i, gap in enumerate(widths, 1) if gap > width * self.frame.height]

    def _middle(self, index: int) -> float:
        return self.frame.left + self.places[index] * (self.frame.right - self.frame.left)

    def _beginning(self, index: int) -> float:
        return self._middle(index) - self.frame.em / 2

    def _part(self, start: int, stop: int, left: float, right: float) -> Cell:
        text = self.frame.text[start:stop].strip()
        return self.frame._replace(text=text, left=left, right=right)


def cells(lines: Sequence[Line]) -> list[Cell]:
    """The lines, straightened and cut at their gaps, from top to bottom."""
    direction = _direction(lines)
    strips = [_straightened(line, direction) for line in lines]
    parts = [list(strip.cut()) for strip in strips]
    every = [cell for cut in parts for cell in cut]
    edges = [pair for cell in every for pair in _columns(cell, every)]
    for strip, cut in zip(strips, parts, strict=True):
        if len(cut) == 1 and any(strip.spans_two(*pair) for pair in edges):
            cut[0] = cut[0]._replace(single=False)
    found = [cell for cut in parts for cell in cut]
    return sorted(found, key=lambda cell: (cell.middle, cell.left))


def _columns(cell: Cell, others: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """What stands to the left of a cell in its row, with the cell."""
    for other in others:
        if other.right < cell.left and cell.beside(other) > _ROW:
            yield other, cell


def _vector(line: Line) -> complex:
    """From where a line begins to where it ends."""
    first, second, third, fourth = (complex(*corner) for corner in line.corners)
    return (second + third - first - fourth) / 2


def _direction(lines: Sequence[Line]) -> float:
    """The angle of most of the text: its quarter by majority, the rest by the median."""
    vectors = [_vector(line) for line in lines]
    main = cmath.phase(sum((v * abs(v) for v in vectors), 0j) or 1)
    near = [(_turn(cmath.phase(v), main), abs(v)) for v in vectors if v]
    known = sorted((turn, length) for turn, length in near if abs(turn) < _ASIDE)
    if not known:
        return main
    longest = max(length for _, length in known)
    turns = [turn for turn, length in known if length >= longest / 2]
    return main + turns[len(turns) // 2]


def _turn(angle: float, other: float) -> float:
    return (angle - other + math.pi) % (2 * math.pi) - math.pi


def _straightened(line: Line, direction: float) -> _Strip:
    vector, back = _vector(line), cmath.rect(1, -direction)
    astray = abs(_turn(cmath.phase(vector), direction)) > _ASIDE
    corners = [complex(*corner) * back for corner in line.corners]
    begin, end = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    left, right = sorted((begin.real, end.real))
    middle, height = (begin.imag + end.imag) / 2, _height(line)
    frame = Cell(line.text, left, right, middle - height / 2, middle + height / 2)
    return _Strip(frame._replace(readable=line.score >= _SURE and not astray), line.places)


def _height(line: Line) -> float:
    first, second, third = line.corners[:3]
    sides = math.dist(first, second), math.dist(second, third)
    return min(sides) if len(line.text) > 1 else sides[1]
