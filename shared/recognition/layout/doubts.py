"""Sections that might go on in a line which stands apart from them, and so are not told."""

import re

from shared.recognition import drug_values
from shared.recognition.layout import sections
from shared.recognition.layout.positions import Cell
from shared.recognition.layout.sections import Reading, Section
from shared.recognition.layout.tables import FAR

_NEAR, _BESIDE = 4, 1.5  # characters between two parts of one line: before a stop, after it
_MISSED = 2.6  # times a line's height: a line between two may have been overlooked
_ALIKE = 1.3  # times as high at most: set like the section
_WORDS = re.compile(r"[一-鿿，、。；]{6}")  # of a sentence


def note(reading: Reading) -> None:
    """Doubt those that a line of no section may belong to."""
    for index in reading.loose:
        cell = reading.cells[index]
        if not drug_values.is_something_else(cell.text):
            _above(reading, index)
            _beside(reading, cell)
            _in_the_next_column(reading, index)


def _above(reading: Reading, index: int) -> None:
    """Two columns that were read as one line go on in it, unless all of them have ended."""
    cell = reading.cells[index]
    owners = [reading.owners[place] for place in sections.above(reading.cells, index, _MISSED)]
    found = [section for section in owners if section and section.may_go_on(cell)]
    if not all(section.has_ended for section in found):
        reading.doubt(found)


def _beside(reading: Reading, cell: Cell) -> None:
    """A line may have been found in two parts."""
    for section in reading.sections:
        for other in section.cells if section.is_long else []:
            gap = (cell.left - other.right) / cell.em
            close = -1 <= gap <= (_BESIDE if section.has_ended else _NEAR)
            if close and other.beside(cell) > 0.5:
                section.surely = False


def _in_the_next_column(reading: Reading, index: int) -> None:
    """The last section of a column may go on at the top of the next."""
    cell = reading.cells[index]
    if not _WORDS.search(cell.text) or sections.above(reading.cells, index):
        return
    reading.doubt([s for s in reading.sections if _may_go_on(reading, s, cell)])


def _may_go_on(reading: Reading, section: Section, cell: Cell) -> bool:
    last = section.cells[-1]
    tall, small = max(last.height, cell.height), min(last.height, cell.height)
    before = last.right <= cell.left + cell.em and cell.top < last.bottom
    return section.is_long and before and tall <= _ALIKE * small and _is_lowest(reading, section)


def _is_lowest(reading: Reading, section: Section) -> bool:
    """Whether no other section follows in its column."""
    last = section.cells[-1]
    return not any(
        last.is_above(other.cells[0])
        and last.spans(other.cells[0]) > 0
        and other.cells[0].top - last.bottom <= FAR * last.height
        for other in reading.sections
    )
