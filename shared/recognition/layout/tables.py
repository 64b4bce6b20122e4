"""Tables of a picture: titles below each other, and beside each what it says."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.recognition.layout.positions import Cell

FAR = 1.2  # times a line's height: more between two lines is no leading
ASIDE = 2.5  # characters that a line of a column may begin beside the others
STOPS = tuple("。！？；!?;)）")
_NUMBERED = re.compile(r"\s*[(（]?(?:\d{1,2}[.、．)）]|[①-⑳])")
_ROOM = 3  # characters that a full line leaves at most: a word that goes on the next
_ALIGNED = 0.6  # of a line's height that a title and what it says share in one row
_CLEARER = 0.25  # of a line's height that a border is wider than the leading


class Table:
    """Titles, and the lines of what they say."""

    def __init__(self, titles: list[Cell], values: list[Cell]) -> None:
        self.titles = titles
        self.values = values

    def bands(self) -> list[tuple[Cell, list[Cell] | None]]:
        """Each title with its lines, or None when they might be another's."""
        borders = [0, *self._borders(), len(self.values)]
        bands = [
            self.values[start:stop] if start is not None and stop is not None else []
            for start, stop in pairwise(borders)
        ]
        stand = [_belongs(title, band) for title, band in zip(self.titles, bands, strict=True)]
        beside = zip([True, *stand], stand, [*stand[1:], True], strict=False)
        told = [all(three) and self._goes_on(b) for three, b in zip(beside, bands, strict=True)]
        rows = zip(self.titles, bands, told, strict=True)
        return [(title, band if sure else None) for title, band, sure in rows]

    def _goes_on(self, band: Sequence[Cell]) -> bool:
        """Whether no title can be missing: lines are full, or a list goes on."""
        edge = max(value.right for value in self.values)
        return all(
            (upper.right > edge - _ROOM * upper.em and not upper.text.endswith(STOPS))
            or _NUMBERED.match(lower.text)
            for upper, lower in pairwise(band)
        )

    def _borders(self) -> list[int | None]:
        """Before which line each title but the first begins."""
        return [self._border(above, below) for above, below in pairwise(self.titles)]

    def _border(self, above: Cell, below: Cell) -> int | None:
        gaps = {
            place: lower.top - upper.bottom
            for place, (upper, lower) in enumerate(pairwise(self.values), 1)
            if above.middle < (upper.bottom + lower.top) / 2 < below.middle
        }
        widest = sorted(gaps, key=lambda place: gaps[place], reverse=True)
        if len(widest) < 2:
            return widest[0] if widest else None
        if gaps[widest[0]] > gaps[widest[1]] + _CLEARER * below.height:
            return widest[0]
        return None if self._may_be_centred() else self._aligned(below)

    def _breaks_a_sentence(self, borders: Sequence[float]) -> bool:
        lines = [self.values[int(border) - 1] for border in borders if border >= 1]
        return not all(line.text.endswith(STOPS) for line in lines)

    def _aligned(self, title: Cell) -> int | None:
        found = (i for i, value in enumerate(self.values) if title.beside(value) > _ALIGNED)
        return next(found, None)

    def _may_be_centred(self) -> bool:
        """Whether each title could stand in the middle of its lines, and not beside the first.

        Where both is possible, the lines tell that end a sentence.
        """
        rows, starts = [self._row(title) for title in self.titles], [0.0]
        for row in rows:
            if row < starts[-1]:
                return False
            starts.append(2 * row - starts[-1] + 1)
        if starts[-1] != len(self.values) or rows == starts[:-1]:
            return False
        return self._breaks_a_sentence(rows) or not self._breaks_a_sentence(starts[:-1])

    def _row(self, title: Cell) -> float:
        """The place of the line beside a title, or halfway between two."""
        aligned = self._aligned(title)
        if aligned is not None:
            return aligned
        return sum(value.middle < title.middle for value in self.values) - 0.5


def find(titles: Sequence[Cell], texts: Sequence[Cell]) -> Iterator[Table]:
    """The tables of the titles that have a text beside them, and none of their own below."""
    rows = [(title, text) for title in titles if (text := _beside(title, titles, texts))]
    while rows:
        own = [row for row in rows if _alike(rows[0], row)]
        rows = [row for row in rows if row not in own]
        yield _table(own, texts)


def _alike(one: tuple[Cell, Cell], other: tuple[Cell, Cell]) -> bool:
    aside = ASIDE * one[0].em
    return all(abs(a.left - b.left) <= aside for a, b in zip(one, other, strict=True))


def _beside(title: Cell, titles: Sequence[Cell], texts: Sequence[Cell]) -> Cell | None:
    """The nearest text to the right of a title, unless the title heads a column."""
    right = [c for c in (*titles, *texts) if c.left >= title.right - title.em]
    row = [c for c in right if c is not title and title.beside(c) > 0.2]
    nearest = min(row, key=lambda cell: cell.left, default=None)
    if nearest is None or nearest not in texts:
        return None
    below = [text for text in texts if _heads(title, text)]
    return nearest if all(text.spans(nearest) > title.em for text in below) else None


def _heads(title: Cell, text: Cell) -> bool:
    return (
        title.is_above(text)
        and text.top - title.bottom <= FAR * title.height
        and text.spans(title) > 0
        and abs(text.left - title.left) <= ASIDE * title.em
    )


def _table(rows: list[tuple[Cell, Cell]], texts: Sequence[Cell]) -> Table:
    first, last = rows[0], rows[-1]
    column = [text for text in texts if abs(text.left - first[1].left) <= ASIDE * text.em]
    within = [v for v in column if first[0].top < v.middle < last[0].bottom]
    if not within:  # a title between the two lines that it stands beside
        within = [row[1] for row in rows]
    place = column.index(within[0])
    while place and _follows(column[place - 1], column[place]):
        place -= 1
    end = column.index(within[-1])
    while end + 1 < len(column) and _follows(column[end], column[end + 1]):
        end += 1
    return Table([title for title, _ in rows], column[place : end + 1])


def _follows(upper: Cell, lower: Cell) -> bool:
    alike = max(upper.height, lower.height) < 1.6 * min(upper.height, lower.height)
    return alike and lower.top - upper.bottom <= FAR * lower.height


def _belongs(title: Cell, band: Sequence[Cell]) -> bool:
    """Whether a title stands beside the first of its lines, or in their middle."""
    if not band:
        return False
    middle = (band[0].top + band[-1].bottom) / 2
    return title.beside(band[0]) > _ALIGNED or abs(title.middle - middle) < 0.3 * title.height
