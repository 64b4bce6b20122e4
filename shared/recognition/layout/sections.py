"""Which lines of a picture belong to which words that promise a fact, by where they stand.

A line goes on with the section above it in its column, or with the title beside it in a table.
Where it could belong to two, neither is told: a wrong fact about a medicine is worse than none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shared.drugs import labels
from shared.drugs.labels import Piece
from shared.recognition import drug_values
from shared.recognition.layout import tables
from shared.recognition.layout.positions import Cell
from shared.recognition.layout.tables import ASIDE, FAR, STOPS

_TALLER = 1.6  # times as tall, or as small: not its continuation
_MORE = 0.45  # of a line's height beyond the usual distance: a line is missing between
_WIDE = 0.5  # of a character that two lines of a column share at least


@dataclass(eq=False)
class Section:
    """What follows words that promise a fact; `surely` is whether all of it is its own."""

    promised: str
    cells: list[Cell]
    indent: float  # where its text begins
    text: str
    in_table: bool = False
    surely: bool = True

    @property
    def is_long(self) -> bool:
        return self.promised in drug_values.LONG_FIELDS or not self.promised

    @property
    def has_ended(self) -> bool:
        return self.text.endswith(STOPS)

    def takes(self, text: str, height: float) -> bool:
        """Whether a line could go on with it, as far as its words and height go."""
        tall, small = max(height, self.cells[0].height), min(height, self.cells[0].height)
        free = self.is_long or not self.text
        return free and tall <= _TALLER * small and drug_values.may_be(self.promised, text)

    def is_column_of(self, cell: Cell) -> bool:
        """Whether a line begins where those of its column do."""
        first, last, aside = self.cells[0], self.cells[-1], ASIDE * cell.em
        if not self.text and cell.left <= first.left and cell.right >= first.right:
            return True  # a title in the middle of its column
        least = min(first.left, last.left) - aside
        return least <= cell.left <= max(self.indent, last.left) + aside

    def may_go_on(self, cell: Cell) -> bool:
        """Whether a line right below could have some of its text."""
        return self.is_long and self.takes("", cell.height) and cell.right > self.cells[0].left

    def add(self, cell: Cell, text: str) -> None:
        self.cells.append(cell)
        self.text = joined(self.text, text)


@dataclass
class Reading:
    """The sections of a picture, and the pieces that belong to none."""

    cells: Sequence[Cell]
    sections: list[Section] = field(default_factory=list)
    others: list[tuple[Cell, Piece]] = field(default_factory=list)
    owners: list[Section | None] = field(default_factory=list)  # of each cell's last words
    loose: list[int] = field(default_factory=list)  # cells that begin with words of no section
    leading: float = 0  # the distance of two lines of a text, in heights

    def doubt(self, sections: Sequence[Section]) -> None:
        for section in sections:
            section.surely = False


def read(cells: Sequence[Cell]) -> Reading:
    """The sections of cells that stand from top to bottom."""
    reading = Reading(cells, leading=_leading(cells))
    pieces = [list(labels.cut((cell.text, cell.height))) for cell in cells]
    opened = [list(_opened(cell, cut)) for cell, cut in zip(cells, pieces, strict=True)]
    beside = _tables(reading, pieces, opened)
    for index, cell in enumerate(cells):
        head = pieces[index][0] if pieces[index] else None
        owner = None
        if head and head.field is None:
            owner = _own(reading, index, head, beside.get(cell))
            reading.loose += [] if owner else [index]
        reading.sections += opened[index]
        reading.owners.append(opened[index][-1] if opened[index] else owner)
    return reading


def _opened(cell: Cell, pieces: Sequence[Piece]) -> Iterator[Section]:
    for place, piece in enumerate(pieces):
        if piece.field is not None and cell.readable:
            words = len(cell.text) - len(piece.text)
            indent = cell.left + (words * cell.em if piece.text and not place else 0)
            yield Section(piece.field, [cell], indent, piece.text, surely=cell.single)


def _tables(
    reading: Reading, pieces: Sequence[list[Piece]], opened: Sequence[list[Section]]
) -> dict[Cell, Section]:
    """The title beside each line of a table; titles whose lines cannot be told are doubted."""
    titles, texts = {}, []
    for cell, cut, sections in zip(reading.cells, pieces, opened, strict=True):
        if len(cut) == 1 and sections and not cut[0].text:
            titles[cell] = sections[0]
        elif cut and cut[0].field is None:
            texts.append(cell)
    found: dict[Cell, Section] = {}
    for table in tables.find(list(titles), texts):
        for title, band in table.bands():
            section = titles[title]
            section.in_table, section.surely = True, band is not None
            lines = table.values if band is None else band
            found |= {line: section for line in lines if band or line not in found}
    return found


def _own(reading: Reading, index: int, piece: Piece, title: Section | None) -> Section | None:
    """The section that a line belongs to, which takes it; None leaves it to the others."""
    cell = reading.cells[index]
    flows = _flows(reading, index, piece)
    rivals = [section for section in flows if title and not section.in_table]
    candidates = [title, *rivals] if title else flows
    if len(candidates) > 1 or not (cell.readable and cell.single):
        reading.doubt(candidates)
        candidates = []
    owner = candidates[0] if candidates else None
    if owner and owner.takes(piece.text, cell.height):
        owner = _added(reading, owner, cell, piece.text)
    else:
        owner = None
    if cell.readable and not (owner and owner.promised):
        reading.others.append((cell, piece))
    return owner


def _added(reading: Reading, owner: Section, cell: Cell, text: str) -> Section:
    """The section with one more line, or the one whose words began at the end of the last."""
    seam = len(owner.text)
    owner.add(cell, text)
    for words in labels.find(owner.text):
        if words.start() < seam < words.end():
            begun = Section(labels.field(words), [cell], cell.left, owner.text[words.end() :])
            owner.text = owner.text[: words.start()]
            reading.sections.append(begun)
            return begun
    return owner


def _flows(reading: Reading, index: int, piece: Piece) -> list[Section]:
    """The sections of the column that a line could go on with."""
    cell, found = reading.cells[index], []
    for place in above(reading.cells, index):
        section = reading.owners[place]
        if not section or section in found or not section.is_column_of(cell):
            continue
        if cell.readable and not section.takes(piece.text, cell.height):
            continue
        if section.text and _gap(reading.cells[place], cell) > reading.leading + _MORE:
            continue
        if not _crosses(reading, section, cell):
            found.append(section)
    return found


def above(cells: Sequence[Cell], index: int, far: float = FAR) -> list[int]:
    """The cells right above one, with nothing between that stands in the way."""
    cell, found = cells[index], list[int]()
    for place in range(index - 1, -1, -1):
        other = cells[place]
        if other.middle < cell.top - 12 * cell.height:
            break
        if not other.is_above(cell) or other.spans(cell) < _WIDE * cell.em:
            continue
        hidden = any(other.is_above(cells[i]) and other.spans(cells[i]) > 0 for i in found)
        if not hidden:
            found.append(place)
    return [place for place in found if _gap(cells[place], cell) <= far]


def _gap(upper: Cell, lower: Cell) -> float:
    """The distance of two lines, in heights."""
    return (lower.top - upper.bottom) / max(lower.height, 1)


def _leading(cells: Sequence[Cell]) -> float:
    pairs = [
        (cells[place], cell)
        for index, cell in enumerate(cells)
        for place in above(cells, index)
        if abs(cells[place].left - cell.left) <= ASIDE * cell.em
    ]
    alike = [_gap(a, b) for a, b in pairs if 1 / _TALLER < a.height / max(b.height, 1) < _TALLER]
    return sorted(alike)[len(alike) // 4] if alike else FAR


def _crosses(reading: Reading, section: Section, cell: Cell) -> bool:
    """Whether a line goes on below what stands to the right of the section's column."""
    top, bottom = section.cells[0].top, section.cells[-1].bottom
    right = max(one.right for one in section.cells)
    return any(
        other.left > right - other.em
        and top < other.middle < bottom
        and other.spans(cell) > cell.em
        for other in reading.cells
    )


def joined(above: str, below: str) -> str:
    """Two lines of one sentence; only Latin words and numbers have a space between them."""
    apart = f"{above[-1:]}{below[:1]}".isascii() and above and below
    return f"{above} {below}" if apart else above + below
