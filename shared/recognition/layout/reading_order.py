"""In which order the parts of a picture are read: block after block, column after column.

(Breuel, "High Performance Document Layout Analysis", 2003: what is above comes first, and what is
to the left unless something between the two spans both.)
"""

from collections.abc import Sequence

from shared.recognition.layout.positions import Cell
from shared.recognition.layout.sections import Section

_MANY = 150  # blocks, beyond which they are read by their height alone


def sort(cells: Sequence[Cell], sections: Sequence[Section]) -> list[Cell]:
    """All cells; those of one section stay together."""
    blocks = [(_frame(block), block) for block in _blocks(cells, sections)]
    frames = [frame for frame, _ in blocks]
    order = _ordered(frames) if len(frames) <= _MANY else range(len(frames))
    return [cell for place in order for cell in blocks[place][1]]


def _blocks(cells: Sequence[Cell], sections: Sequence[Section]) -> list[list[Cell]]:
    """The cells of each section, and each other cell for itself, from top to bottom."""
    block_of: dict[Cell, list[Cell]] = {}
    for section in sections:
        joined = next((block_of[cell] for cell in section.cells if cell in block_of), [])
        for cell in section.cells:
            if cell not in block_of:
                joined.append(cell)
                block_of[cell] = joined
    found = [block_of.get(cell, [cell]) for cell in cells]
    return list({id(block): block for block in found}.values())


def _frame(block: Sequence[Cell]) -> Cell:
    return Cell(
        "",
        min(cell.left for cell in block),
        max(cell.right for cell in block),
        min(cell.top for cell in block),
        max(cell.bottom for cell in block),
    )


def _ordered(frames: Sequence[Cell]) -> list[int]:
    """Depth first, each after all that come before it; a circle is cut where it is entered."""
    before = [
        [j for j, other in enumerate(frames) if j != i and _precedes(other, frame, frames)]
        for i, frame in enumerate(frames)
    ]
    found: dict[int, None] = {}
    for first in range(len(frames)):
        _visit(first, before, found, set())
    return list(found)


def _visit(place: int, before: list[list[int]], found: dict[int, None], entered: set[int]) -> None:
    if place in found or place in entered:
        return
    entered.add(place)
    for earlier in before[place]:
        _visit(earlier, before, found, entered)
    found[place] = None


def _precedes(one: Cell, other: Cell, frames: Sequence[Cell]) -> bool:
    if one.spans(other) > 0:
        return one.middle < other.middle
    if one.right > other.left:
        return False
    top, bottom = sorted((one.middle, other.middle))
    return not any(
        frame.spans(one) > 0 and frame.spans(other) > 0 and top < frame.middle < bottom
        for frame in frames
    )
