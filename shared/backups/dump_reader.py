"""A dump as it is read back: nothing of it counts before its last line has been checked."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from typing import IO, TypeVar

import msgspec

from shared.backups.dump_writer import PRODUCT, DumpError, Foot, Head, Section
from shared.store.dumps import Table

Row = list[str | int | None]
Kind = TypeVar("Kind")

_MOST, _MOST_BYTES = 25, 1 << 20  # rows and bytes that are handed on together
_TABLE = b'{"table":'


class DumpFile:
    """One that is open for reading; DumpError tells what is wrong with it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._lines = _unpacked(file)
        self._digest = hashlib.sha256()
        self._table: Table | None = None
        self.rows: dict[str, int] = {}
        self.head = self._read_head()

    def batches(self) -> Iterator[tuple[Table, list[Row]]]:
        """All rows, some at a time; DumpError at the end unless they are what was written."""
        table, rows, size = Table("", ()), list[Row](), 0
        for of, row, length in self._each():
            if rows and (of is not table or len(rows) == _MOST or size + length > _MOST_BYTES):
                yield table, rows
                rows, size = [], 0
            table, size = of, size + length
            rows.append(row)
        if rows:
            yield table, rows

    def _read_head(self) -> Head:
        line = next(self._lines, b"")
        try:
            head = msgspec.json.decode(line, type=Head)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise DumpError("this is not a back-up") from e
        if head.product != PRODUCT:
            raise DumpError(f"this is a back-up of {head.product!r}")
        self._digest.update(line)
        return head

    def _each(self) -> Iterator[tuple[Table, Row, int]]:
        for line in self._lines:
            if line.startswith(b"["):
                yield *self._row(line), len(line)
            elif line.startswith(_TABLE):
                self._table = Table(*msgspec.structs.astuple(_decoded(line, Section)))
                self.rows[self._table.name] = 0
            else:
                self._end(_decoded(line, Foot))
                return
            self._digest.update(line)
        raise DumpError("the back-up is damaged: it has no end")

    def _row(self, line: bytes) -> tuple[Table, Row]:
        row = _decoded(line, Row)
        if not self._table or len(row) != len(self._table.columns):
            raise DumpError("the back-up is damaged: a row has other columns than its table")
        self.rows[self._table.name] += 1
        return self._table, row

    def _end(self, foot: Foot) -> None:
        if foot.sha256 != self._digest.hexdigest() or foot.rows != self.rows:
            raise DumpError("the back-up is damaged: its checksum is another one")
        if next(self._lines, None) is not None:
            raise DumpError("the back-up is damaged: it goes on after its end")


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    try:
        yield from gzip.GzipFile(fileobj=file)
    except (EOFError, gzip.BadGzipFile, zlib.error) as e:
        raise DumpError(f"the back-up is damaged, or is none: {e}") from e


def _decoded(line: bytes, kind: type[Kind]) -> Kind:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as e:
        raise DumpError(f"the back-up is damaged: {e}") from e
