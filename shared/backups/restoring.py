"""Load a back-up into a database that is empty: all of it, or nothing."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shared.backups.dump_reader import DumpFile
from shared.backups.dump_writer import DumpError, Head
from shared.database import errors, snapshots, transactions
from shared.errors import NotFound
from shared.storage import objects
from shared.store import dumps
from shared.store.dumps import Table


@contextmanager
def fetched(source: str) -> Iterator[IO[bytes]]:
    """The file of this path, or else the object of this key, which is copied first."""
    if Path(source).is_file():
        with Path(source).open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        file.writelines(_object(source))
        yield file


def check(file: IO[bytes]) -> Head:
    """What the back-up says of itself, after all of it was read; DumpError."""
    file.seek(0)
    dump = DumpFile(file)
    for _ in dump.batches():
        pass
    return dump.head


def require_empty() -> None:
    """DumpError when a table of ours has a row."""
    with snapshots.opened() as snapshot:
        names = [table.name for table in dumps.tables(snapshot)]
    with transactions.reading() as tx:
        occupied = dumps.occupied(tx, names)
    if occupied:
        raise DumpError(f"the database is not empty: there are rows in {', '.join(occupied)}")


def load(file: IO[bytes]) -> dict[str, int]:
    """Insert all rows, checking them as `check` does, and commit; returns their counts."""
    with snapshots.opened() as snapshot:
        expected = {table.name: table for table in dumps.tables(snapshot)}
    file.seek(0)
    dump = DumpFile(file)
    with transactions.writing() as tx:
        for table, rows in dump.batches():
            _require_known(table, expected)
            try:
                dumps.add(tx, table, rows)
            except errors.Duplicate as e:
                raise DumpError(f"two rows of {table.name} have the same key here: {e}") from e
    return dump.rows


def _object(key: str) -> Iterator[bytes]:
    try:
        return objects.stream(key)
    except (NotFound, ValueError) as e:
        raise DumpError(f"there is neither a file nor a back-up {key}") from e


def _require_known(table: Table, expected: dict[str, Table]) -> None:
    """Names of tables and columns become SQL: only those that the schema has."""
    known = expected.get(table.name)
    if not known or sorted(known.columns) != sorted(table.columns):
        raise DumpError(f"the back-up has a table {table.name} that its schema does not have")
