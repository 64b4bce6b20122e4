"""Transactions, the same on SQLite and MariaDB."""

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_mock import MockerFixture

from shared import db
from shared.db import DatabaseDown, Duplicate
from tests.conftest import Configure
from tests.engines.mariadb import MariaDB


@pytest.fixture
def notes(database: str) -> Iterator[None]:
    """A table of short texts."""
    with db.transaction() as tx:
        tx.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
    yield
    with db.transaction() as tx:
        tx.run("DROP TABLE notes")


def add(id: int, text: str = "") -> None:
    with db.transaction() as tx:
        tx.run("INSERT INTO notes (id, text) VALUES (:id, :text)", id=id, text=text)


def ids() -> list[int]:
    with db.reading() as tx:
        return [row["id"] for row in tx.all("SELECT id FROM notes ORDER BY id")]


def in_another_thread(work: "threading.Thread | None" = None) -> ThreadPoolExecutor:
    """A thread of its own, whose connection is closed with it."""
    raise NotImplementedError


@contextlib.contextmanager
def another_thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as thread:
        yield thread
        thread.submit(db.close).result()
