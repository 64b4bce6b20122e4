"""SQLite: a file (in WAL mode since its migration), for a laptop or a single container."""

import contextlib
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from shared import private
from shared.config.settings import Settings
from shared.database.drivers import Meaning

_BUSY = 5.0  # seconds that a writer waits for another
_NO_DATABASE = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_LETTERS = re.compile(  # of which both databases know the lower case
    "[A-\u012e\u0132-\u021e\u0222-\u0232\u0386-\u03ab\u03da-\u03ee\u0400-\u0480\u048c-\u04be"
    "\u04c1-\u04c3\u04c7\u04cb\u04d0-\u04f4\u04f8\u0531-\u0556\u1e00-\u1e94\u1ea0-\u1ef8"
    "\u1f08-\u212b\u2160-\u216f\u24b6-\u24cf\uff21-\uff3a]"
)
_FAULT = "SQLITE_ERROR"  # of the statement: sqlite3 has no class of its own for it


class Sqlite:
    name: ClassVar[str] = "sqlite"
    Error: ClassVar[type[Exception]] = sqlite3.Error

    def __init__(self, settings: Settings) -> None:
        self._path = settings.database_url.removeprefix("sqlite:///")
        self._connection: sqlite3.Connection | None = None

    def connect(self) -> None:
        with contextlib.suppress(OSError):  # SQLite says better what is wrong
            private.make_file(Path(self._path))  # its -wal and -shm get the same mode
        connection = sqlite3.connect(
            self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False
        )
        self._connection = connection
        connection.row_factory = _as_dict
        connection.create_function("LOWER", 1, _lower, deterministic=True)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def begin(self, *, write: bool) -> None:
        """A writer takes the lock at once: upgrading a reader later cannot wait (SQLITE_BUSY)."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN", {})

    def is_stale(self) -> bool:
        return False

    def execute(self, sql: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
        return self._cursor().execute(sql, values)

    def queue(self, sql: str, values: Mapping[str, Any]) -> None:
        """A file is never far away."""
        self.execute(sql, values)

    def commit(self) -> None:
        self.execute("COMMIT", {})

    def roll_back(self) -> None:
        self.execute("ROLLBACK", {})

    def single(self, sql: str, values: Mapping[str, Any], *, write: bool) -> sqlite3.Cursor:
        return self.execute(sql, values)

    def number(self, cursor: sqlite3.Cursor) -> int | None:
        """Reading all rows ends the statement, which commits where it stands alone."""
        rows = cursor.fetchall()
        return next(int(value) for value in rows[0].values()) if rows else None

    def stream(self, sql: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """A cursor whose rows are tuples; SQLite makes each when it is fetched."""
        cursor = self._cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values)

    def _cursor(self) -> sqlite3.Cursor:
        if self._connection is None:
            raise sqlite3.ProgrammingError("not connected")
        return self._connection.cursor()

    def meaning(self, error: Exception) -> Meaning:
        code = getattr(error, "sqlite_errorname", "")
        if code in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
            return "duplicate"
        if "no such table" in str(error) or "no such column" in str(error):
            return "no_tables"
        outage = isinstance(error, sqlite3.OperationalError) and code != _FAULT
        return "down" if outage or code in _NO_DATABASE else "fault"

    def lost(self, error: Exception) -> bool:
        return isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error)


def _lower(value: Any) -> Any:
    """As MySQL and MariaDB do, whose tables are those of Unicode 3; SQLite's own knows ASCII."""
    if not isinstance(value, str):
        return value
    if value.isascii():
        return value.lower()
    return _LETTERS.sub(lambda letter: letter[0].lower(), value)


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
