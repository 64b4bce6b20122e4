"""Workbooks of Excel, written row by row into a temporary file, in which text stays text."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from shared.errors import Unavailable
from shared.exports.formats.tables import Head, Rows

_ROWS = 1_048_576  # of one sheet, with its titles
_LONGEST = 32_767  # UTF-16 units of a cell's text
_CUT = "…"
_PIECE = 262_144  # bytes


def pieces(head: Head, rows: Rows) -> Iterator[bytes]:
    """The file; until all rows were read its pieces are empty: at each, a host can see that nobody
    waits any more. Unavailable where no room is left."""
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder, "book.xlsx")
        yield from _written(path, head, rows)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _written(path: Path, head: Head, rows: Rows) -> Iterator[bytes]:
    """A book that breaks off is not put together: that would take as long as a whole one."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    book = Workbook(path, {"constant_memory": True, "tmpdir": path.parent})
    book.use_zip64()
    try:
        yield from _filled(_Sheets(book, head), head, rows)
        book.close()
    except (OSError, FileCreateError) as e:
        raise Unavailable("storage_unavailable") from e
    finally:
        for sheet in book.worksheets():
            with suppress(OSError):  # what it still holds has no room either
                sheet.row_data_fh.close()


def _filled(sheets: "_Sheets", head: Head, rows: Rows) -> Iterator[bytes]:
    for some in rows:
        for row in zip(*head.readable(some), strict=True):
            sheets.add(row)
        yield b""


class _Sheets:
    """The sheets of a book, one after the other: each with the titles, and full."""

    def __init__(self, book: Any, head: Head) -> None:
        self._book, self._head = book, head
        self._begin()

    def add(self, row: Sequence[Any]) -> None:
        if self._filled == _ROWS:
            self._begin()
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                self._sheet.write_number(self._filled, column, cell)
            elif cell:
                self._sheet.write_string(self._filled, column, _fitting(cell))
        self._filled += 1

    def _begin(self) -> None:
        count = len(self._book.worksheets())
        name = self._head.name
        self._sheet = self._book.add_worksheet(f"{name} {count + 1}" if count else name)
        self._sheet.freeze_panes(1, 0)
        self._filled = 0
        self.add(self._head.titles())


def _fitting(text: str) -> str:
    """Cut to what a cell holds, visibly."""
    units = text.encode("utf-16-le") if len(text) > _LONGEST // 2 else b""
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + _CUT
