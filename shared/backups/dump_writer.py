"""A dump: the rows of all tables in one state, as lines of JSON, packed by gzip.

The first line is a `Head`. Each table is a line that names it and its columns, then its rows, each
an array. The last line is a `Foot`: it counts the rows, and has the SHA-256 of all lines before it.
"""

import hashlib
import zlib
from collections.abc import Iterator

import msgspec

from shared import times
from shared.database.snapshots import Snapshot
from shared.store import dumps
from shared.store.dumps import NEWEST
from shared.version import VERSION

PRODUCT = "yunzhan"
CONTENT_TYPE = "application/gzip"
_GZIP = 31  # the header of gzip, and its largest window
_EFFORT = 3  # a third of the time of the default, and a tenth more bytes
_ENCODER = msgspec.json.Encoder()


class DumpError(Exception):
    """Why a dump cannot be made, or not be used."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    product: str
    version: str
    revision: str  # of the schema
    database: str
    made_at: str
    tables: list[str]


class Section(msgspec.Struct, frozen=True):
    """Before the rows of a table."""

    table: str
    columns: tuple[str, ...]


class Foot(msgspec.Struct, frozen=True):
    rows: dict[str, int]
    sha256: str


class Dump:
    """Of a state that stays open until the last piece was taken."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._digest = hashlib.sha256()
        self.rows: dict[str, int] = {}

    def pieces(self) -> Iterator[bytes]:
        packer = zlib.compressobj(_EFFORT, wbits=_GZIP)
        for lines in self._lines():
            self._digest.update(lines)
            yield packer.compress(lines)
        yield packer.flush()

    def _lines(self) -> Iterator[bytes]:
        head = self._head()
        yield _line(head)
        for table in dumps.tables(self._snapshot):
            yield _line(Section(*table))
            self.rows[table.name] = 0
            for rows in dumps.rows(self._snapshot, table):
                self.rows[table.name] += len(rows)
                yield _ENCODER.encode_lines(rows)
        yield _line(Foot(self.rows, self._digest.hexdigest()))

    def _head(self) -> Head:
        revision = dumps.revision(self._snapshot)
        if revision > NEWEST:
            raise DumpError(f"the database is at revision {revision}, we know those to {NEWEST}")
        return Head(
            product=PRODUCT,
            version=VERSION,
            revision=revision,
            database=self._snapshot.dialect,
            made_at=times.iso(times.now()),
            tables=[table.name for table in dumps.tables(self._snapshot)],
        )


def _line(value: msgspec.Struct) -> bytes:
    return _ENCODER.encode(value) + b"\n"
