"""CSV (RFC 4180) that opens in Excel, and in which no cell is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from shared.exports.formats.tables import Column, Head, Rows

BOM = "\ufeff"  # without it Excel takes UTF-8 for the encoding of Windows
_SIGNS, _BLANKS = r"[=+\-@＝＋－＠]", r"[ \u00a0\u3000\ufeff]*"
# OWASP, "CSV Injection": what begins a cell, also one that a program makes of a part of ours, since
# it separates by semicolons, tabs or lines and does not know our quotes.
_DANGEROUS = re.compile(rf"\A(?=[\t\r\n])|(?:\A|[;\t\r\n]){_BLANKS}(?={_SIGNS})")
_SOME_DANGEROUS = re.compile(rf"[;\t\r\n]{_BLANKS}{_SIGNS}|\n[\t\r\n]")  # of cells in lines
_SEPARATED = re.compile(r"[;\t]")


def pieces(head: Head, rows: Rows, *, bom: bool = True) -> Iterator[bytes]:
    """The file; nothing comes before the first rows are there."""
    text = io.StringIO(BOM if bom else "", newline="")
    text.seek(0, io.SEEK_END)
    csv.writer(text, lineterminator="\r\n").writerow(head.titles())
    for some in rows:
        _write(text, head.readable(some))
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
    return _DANGEROUS.sub(r"\g<0>'", cell) if isinstance(cell, str) else cell


def _write(text: io.StringIO, columns: list[Column]) -> None:
    """The rows: quoted as a whole where a cell holds what other programs separate by."""
    told = [_lines(column) for column in columns]
    rows = zip(*map(_guarded, columns, told), strict=True)
    plain = csv.writer(text, lineterminator="\r\n")
    if not any(map(_SEPARATED.search, told)):
        plain.writerows(rows)
        return
    quoted = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        (quoted if _SEPARATED.search(_lines(row)) else plain).writerow(row)


def _guarded(column: Column, told: str) -> Column:
    """Most columns are numbers, or texts of which none is dangerous: these are told quickly."""
    return [guarded(cell) for cell in column] if _SOME_DANGEROUS.search(told) else column


def _lines(cells: Column) -> str:
    """The different texts among the cells, each after a line's end."""
    kinds = set(map(type, cells))
    if str not in kinds:
        return ""
    texts = cells if len(kinds) == 1 else [cell for cell in cells if isinstance(cell, str)]
    return "\n".join(["", *filter(None, set(texts))])


def _taken(text: io.StringIO) -> bytes:
    taken = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return taken
