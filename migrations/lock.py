"""One process at a time changes the tables of a database; the others wait for it."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

PATIENCE = 3600  # seconds: as long as one change of a large table may take


@contextmanager
def on_folder(folder: Path) -> Iterator[None]:
    """For an SQLite file: whoever holds the lock of its folder. It leaves no file behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def on_server(connection: sa.Connection) -> Iterator[None]:
    """For MySQL: a lock by name that ends with the connection, whatever DDL commits.

    TimeoutError when another process still changes the tables after `PATIENCE`.
    """
    database = str(connection.scalar(sa.text("SELECT DATABASE()")))
    name = f"yunzhan-migrate-{hashlib.sha256(database.encode()).hexdigest()[:32]}"  # <= 64 letters
    given = {"name": name, "patience": PATIENCE}
    if connection.scalar(sa.text("SELECT GET_LOCK(:name, :patience)"), given) != 1:
        raise TimeoutError("Another process has been migrating this database for an hour.")
    connection.commit()
    try:
        yield
    finally:
        connection.execute(sa.text("DO RELEASE_LOCK(:name)"), {"name": name})
