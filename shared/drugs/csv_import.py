"""CSV files of drugs: every line is read, or the file is refused with all that is wrong in it.

A file is UTF-8 or GB18030, at most 4 MiB with 10,000 drugs. Lines that begin with # and empty lines
say nothing; the first other line names the columns, in English or Chinese. A cell is text, also
where a spreadsheet would see a formula; the apostrophe that exports put before one is dropped.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.drugs import labels, names, validation
from shared.drugs.validation import Entry
from shared.errors import Fault, InvalidLines, InvalidRequest, UnsupportedMediaType
from shared.http.request import Request

MOST_BYTES = 4 * 1024 * 1024
MOST_DRUGS = 10_000
_LONGEST_LINE = 200_000  # characters
_MOST_CELLS = len(validation.FIELDS) + 1  # of a line; one that says something more is kept too
TAKES = {"text/csv": bytes, "application/octet-stream": bytes}
_KINDS = {"text/csv", "application/csv", "application/vnd.ms-excel", "application/octet-stream"}
_COLUMNS = {
    names.key(word): field
    for word, field in {
        **labels.FIELDS,
        **{field: field for field in validation.FIELDS},
        "名称": "name",
        "厂家": "manufacturer",
        "批准文号": "approval_number",
        "注册证号": "approval_number",
    }.items()
    if field in validation.FIELDS
}
_GUARDED = re.compile(r"'[=+\-@]")


class _Record(NamedTuple):
    line: int
    cells: list[str]


def body(request: Request) -> bytes:
    """The file that is the body of a request; octets are safe for GB18030 on all hosts."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise UnsupportedMediaType(expected="text/csv, application/octet-stream")
    return request.read(MOST_BYTES)


def read(raw: bytes) -> list[Entry]:
    """The drugs of a file; InvalidLines names every line and column that is wrong."""
    records = list(itertools.islice(_records(raw), MOST_DRUGS + 2))
    columns = _columns(records[0].cells if records else [])
    if len(records) > MOST_DRUGS + 1:
        raise InvalidRequest("csv_rows", limit=MOST_DRUGS)
    return _entries(columns, records[1:])


def _encoding(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InvalidRequest("csv_encoding")


def _lines(raw: bytes) -> Iterator[str]:
    """One by one: as a whole, a text with one emoji in it takes four bytes for each letter."""
    text = io.TextIOWrapper(io.BytesIO(raw), _encoding(raw), newline="")
    while line := text.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise csv.Error("a line without an end")
        yield line


def _records(raw: bytes) -> Iterator[_Record]:
    """The lines that say something; a cell in quotes may make one of several."""
    reader = csv.reader(_lines(raw), strict=True)
    first = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not cells[0].lstrip().startswith("#"):
                beyond = [cell for cell in cells[_MOST_CELLS:] if cell.strip()][:1]
                yield _Record(first, cells[:_MOST_CELLS] + beyond)
            first = reader.line_num + 1
    except csv.Error as e:
        raise InvalidLines([Fault(first, None, "csv_broken")]) from e


def _columns(header: list[str]) -> list[str]:
    columns = []
    for cell in header:
        field = _COLUMNS.get(names.key(cell))
        if not field or field in columns:
            raise InvalidRequest("csv_column", param=cell, name=cell)
        columns.append(field)
    if not set(validation.REQUIRED) <= set(columns):
        raise InvalidRequest("csv_header")
    return columns


def _entries(columns: list[str], records: list[_Record]) -> list[Entry]:
    entries: list[Entry] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}  # by approval number
    for record in records:
        entry, wrong = _entry(columns, record)
        entries.append(entry)
        faults += wrong
        number = entry["approval_number"]
        earlier = lines.setdefault(number, record.line)
        if number and earlier != record.line:
            facts = {"earlier": earlier}
            faults.append(Fault(record.line, "approval_number", "number_twice", facts))
    if faults:
        raise InvalidLines(faults)
    return entries


def _entry(columns: list[str], record: _Record) -> tuple[Entry, list[Fault]]:
    if any(map(str.strip, record.cells[len(columns) :])):
        return validation.NOTHING, [Fault(record.line, None, "csv_cells")]
    cells = (cell[1:] if _GUARDED.match(cell) else cell for cell in record.cells)
    return validation.read(dict(zip(columns, cells, strict=False)), record.line)
