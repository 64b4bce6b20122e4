"""What is particular to SQLite."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.database import transactions
from shared.database.drivers import sqlite as driver
from shared.database.errors import DatabaseDown
from tests.conftest import Configure
from tests.waiting import takes_at_most


@pytest.fixture
def locked(sqlite: str) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection, in the middle of writing."""
    with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"))) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        yield other


def count() -> object:
    with transactions.reading() as tx:
        return tx.one("SELECT COUNT(*) AS n FROM users")


def test_a_locked_file_is_unavailable_after_a_while(
    locked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_BUSY", 0.3)
    started = time.monotonic()

    with takes_at_most(2), pytest.raises(DatabaseDown) as caught, transactions.writing():
        pytest.fail("the lock was taken twice")

    assert time.monotonic() - started > 0.2
    assert caught.value.reason == "database_unavailable"
    assert caught.value.headers == {"Retry-After": "1"}


def test_a_locked_file_can_be_read(locked: sqlite3.Connection) -> None:
    with takes_at_most(1):
        assert count() == {"n": 0}


def test_the_next_writer_succeeds_when_the_lock_is_gone(
    locked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_BUSY", 0.05)
    with pytest.raises(DatabaseDown), transactions.writing():
        pytest.fail("the lock was taken twice")

    locked.execute("ROLLBACK")

    with transactions.writing() as tx:
        assert tx.run("DELETE FROM users") == 0


def test_foreign_keys_are_enforced(sqlite: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), transactions.writing() as tx:
        tx.run(
            "INSERT INTO conversations (id, user_id, persona, title, created_at, updated_at)"
            " VALUES ('1', 'nobody', 'chat', '', 0, 0)"
        )


@pytest.mark.parametrize("name", ["missing/folder/x.db", "", "text"])
def test_what_is_no_database_is_unavailable(
    configure: Configure, tmp_path: Path, name: str
) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to have had a header" * 10)
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/{name}")

    with pytest.raises(DatabaseDown) as caught:
        count()

    assert caught.value.reason == "database_unavailable"


def test_an_empty_file_is_not_migrated(configure: Configure, tmp_path: Path) -> None:
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/new.db")

    with pytest.raises(DatabaseDown) as caught:
        count()

    assert caught.value.reason == "not_migrated"
