"""CSV (RFC 4180) that opens in Excel, and in which no cell is taken for a formula."""

import csv
import io
import operator
from collections.abc import Iterator
from typing import Any

from shared.exports.formats.tables import Column, Head, Rows

BOM = "\ufeff"  # without it Excel takes UTF-8 for the encoding of Windows
_BEGIN_FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")  # OWASP, "CSV Injection"
_first = operator.itemgetter(slice(1))


def pieces(head: Head, rows: Rows, *, bom: bool = True) -> Iterator[bytes]:
    """The file; nothing comes before the first rows are there."""
    text = io.StringIO(BOM if bom else "", newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head.titles())
    for some in rows:
        columns = map(_guarded, head.readable(some))
        writer.writerows(zip(*columns, strict=True))
        yield _taken(text)
    if titles_alone := _taken(text):
        yield titles_alone


def line(cells: list[str]) -> bytes:
    """A line on its own."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(map(guarded, cells))
    return _taken(text)


def guarded(cell: Any) -> Any:
    """Text that a spreadsheet would calculate gets an apostrophe in front; numbers are ours."""
    dangerous = isinstance(cell, str) and cell[:1] in _BEGIN_FORMULAS
    return f"'{cell}" if dangerous else cell


def _guarded(column: Column) -> Column:
    """Most columns are numbers, or texts of which none is dangerous: these are told quickly."""
    kinds = set(map(type, column))
    if kinds == {int} or (kinds == {str} and _BEGIN_FORMULAS.isdisjoint(map(_first, column))):
        return column
    return [guarded(cell) for cell in column]


def _taken(text: io.StringIO) -> bytes:
    taken = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return taken
