"""Transactions, the same on SQLite and on MariaDB."""

import collections
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pymysql
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_mock import MockerFixture

from shared.database import connections, transactions
from shared.database.errors import DatabaseDown, Deadlock, Duplicate
from shared.database.transactions import Transaction
from shared.errors import Unavailable
from tests.conftest import Configure
from tests.waiting import takes_at_most

T = TypeVar("T")
FAULTS = (sqlite3.Error, pymysql.Error)  # of the statement: not in our words


@pytest.fixture
def notes(database: str) -> Iterator[str]:
    """A table of texts; the url of its database."""
    with transactions.writing() as tx:
        tx.run("DROP TABLE IF EXISTS notes")
        tx.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)")
    yield database
    connections.close()
    with transactions.writing() as tx:
        tx.run("DROP TABLE notes")


def insert(tx: Transaction, id: int, text: str | None = "") -> None:
    tx.run("INSERT INTO notes (id, text) VALUES (:id, :text)", id=id, text=text)


def add(id: int, text: str = "") -> None:
    with transactions.writing() as tx:
        insert(tx, id, text)


def seen(tx: Transaction) -> list[int]:
    return [row["id"] for row in tx.all("SELECT id FROM notes ORDER BY id")]


def ids() -> list[int]:
    with transactions.reading() as tx:
        return seen(tx)


def elsewhere(work: Callable[[], T]) -> T:
    """Do it in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result(timeout=10)


def mark() -> None:
    """Make a table that lives as long as this thread's connection."""
    with transactions.writing() as tx:
        tx.run("CREATE TEMPORARY TABLE mark (id INTEGER)")


def marked() -> bool:
    try:
        with transactions.reading() as tx:
            return tx.one("SELECT COUNT(*) AS n FROM mark") is not None
    except DatabaseDown:
        return False


def test_what_a_transaction_did_is_there_when_it_ends(notes: str) -> None:
    with transactions.writing() as tx:
        insert(tx, 1)
        insert(tx, 2)
        assert elsewhere(ids) == []

    assert elsewhere(ids) == [1, 2]


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt, GeneratorExit])
def test_an_error_undoes_everything_and_goes_on(notes: str, error: type[BaseException]) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            insert(tx, 1)
            raise error

    with pytest.raises(error):
        work()

    assert ids() == []
    add(2)
    assert elsewhere(ids) == [2]


def test_a_refused_key_is_a_duplicate_and_undoes_only_its_statement(notes: str) -> None:
    add(1, "first")

    with transactions.writing() as tx:
        insert(tx, 2)
        with pytest.raises(Duplicate):
            insert(tx, 1, "second")

    with transactions.reading() as tx:
        assert tx.all("SELECT id, text FROM notes ORDER BY id") == [
            {"id": 1, "text": "first"},
            {"id": 2, "text": ""},
        ]


def test_other_refusals_of_a_row_are_no_duplicates(notes: str) -> None:
    with (
        pytest.raises((sqlite3.IntegrityError, pymysql.IntegrityError)),
        transactions.writing() as tx,
    ):
        insert(tx, 1, None)


def test_results_are_rows_first_rows_and_counts(notes: str) -> None:
    add(1, "a")
    add(2, "a")

    with transactions.writing() as tx:
        assert tx.one("SELECT text FROM notes WHERE id = :id", id=3) is None
        assert tx.one("SELECT id, text FROM notes ORDER BY id DESC") == {"id": 2, "text": "a"}
        assert tx.all("SELECT id FROM notes WHERE id > :id", id=5) == []
        assert tx.run("UPDATE notes SET text = 'b' WHERE id = 3") == 0
        assert tx.run("DELETE FROM notes WHERE id = 2") == 1


def test_a_change_to_the_same_value_counts_as_one(notes: str) -> None:
    add(1, "a")

    with transactions.writing() as tx:
        assert tx.run("UPDATE notes SET text = :text WHERE id = :id", id=1, text="a") == 1


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(notes: str) -> None:
    add(1)

    with takes_at_most(3), transactions.writing() as tx:
        insert(tx, 2)
        assert elsewhere(ids) == [1]
        insert(tx, 3)
        assert elsewhere(ids) == [1]

    assert elsewhere(ids) == [1, 2, 3]


def test_a_reader_sees_one_state_to_its_end(notes: str) -> None:
    add(1)

    with transactions.reading() as tx:
        before = seen(tx)
        elsewhere(lambda: add(2))
        during = seen(tx)

    assert before == during == [1]
    assert ids() == [1, 2]


def test_a_transaction_within_a_transaction_is_refused_before_it_can_commit_the_outer(
    notes: str,
) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            insert(tx, 1)
            ids()  # here MySQL would commit

    with pytest.raises(RuntimeError, match="within a transaction"):
        work()

    assert ids() == []


@given(st.text(max_size=60))
@example("100% sure: :id %(id)s %s %% {id} ?")
@example("'; DROP TABLE notes; -- \\' \" ` \\")
@example("药𠮷💊 e\u0301 \u200b\u202e \U0010ffff")
@example("\x00\r\n\t\x1a\x7f")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_comes_back_as_it_was(notes: str, text: str) -> None:
    with transactions.writing() as tx:
        tx.run("DELETE FROM notes")
        insert(tx, 1, text)

    with transactions.reading() as tx:
        assert tx.one("SELECT text FROM notes WHERE text = :text", text=text) == {"text": text}


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63 - 1, -(2**63)])
def test_whole_numbers_have_64_bits(notes: str, number: int) -> None:
    add(number)

    assert ids() == [number]


def test_parameters_may_repeat_and_resemble_each_other(notes: str) -> None:
    with transactions.reading() as tx:
        row = tx.one("SELECT :a AS x, :ab AS y, :a AS z, '5%' AS percent", a="1 :ab", ab="2 :a")

    assert row == {"x": "1 :ab", "y": "2 :a", "z": "1 :ab", "percent": "5%"}


def test_a_long_text_is_kept_whole(notes: str) -> None:
    text = "药" * 20_000

    add(1, text)

    with transactions.reading() as tx:
        assert tx.one("SELECT text FROM notes") == {"text": text}


def test_transactions_at_the_same_time_have_connections_of_their_own(notes: str) -> None:
    mark()

    with transactions.reading() as tx:
        assert tx.one("SELECT COUNT(*) AS n FROM mark")
        assert not elsewhere(marked)


def test_the_next_transaction_has_the_connection_of_the_last_whatever_its_thread(
    notes: str,
) -> None:
    mark()

    assert elsewhere(marked)


def test_a_connection_that_another_thread_takes_first_is_not_missed(
    notes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Contested(collections.deque[Any]):
        def __bool__(self) -> bool:
            return True  # as it was when this thread looked

    monkeypatch.setattr(connections, "_idle", Contested())

    with transactions.reading() as tx:
        assert tx.one("SELECT 1 AS n") == {"n": 1}
    connections.close()


def test_no_more_connections_are_open_than_allowed(notes: str, configure: Configure) -> None:
    configure(DB_CONNECTIONS="2", DB_CONNECT_TIMEOUT="1")
    full = threading.Barrier(3, timeout=10)

    def hold() -> None:
        with transactions.reading():
            full.wait()
            full.wait()

    with ThreadPoolExecutor(2) as threads:
        holding = [threads.submit(hold) for _ in range(2)]
        full.wait()
        with pytest.raises(DatabaseDown):
            ids()
        full.wait()
        for held in holding:
            held.result(timeout=10)

    assert ids() == []


def test_many_threads_do_not_mix_their_transactions(notes: str) -> None:
    together = threading.Barrier(8, timeout=10)

    def work(number: int) -> None:
        together.wait()
        for step in range(10):
            add(number * 10 + step)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))

    assert ids() == list(range(80))


def test_a_connection_is_kept_until_it_is_closed(notes: str) -> None:
    mark()
    ids()
    assert marked()

    connections.close()
    connections.close()

    assert not marked()


@pytest.mark.parametrize(("seconds", "kept"), [(45, True), (55, False), (86_400, False)])
def test_a_connection_that_idled_long_is_replaced(
    notes: str, mocker: MockerFixture, seconds: int, kept: bool
) -> None:
    mark()

    mocker.patch("time.time", return_value=time.time() + seconds)

    assert marked() is kept


def test_another_address_means_another_connection(
    notes: str, configure: Configure, tmp_path: Path
) -> None:
    add(1)

    configure(DATABASE_URL=f"sqlite:///{tmp_path}/other.db")
    with pytest.raises(DatabaseDown):
        ids()

    configure(DATABASE_URL=notes)
    assert ids() == [1]


@pytest.mark.parametrize("sql", ["SELECT * FROM tables_of_later", "SELECT later FROM notes"])
def test_a_missing_table_or_column_means_not_migrated(notes: str, sql: str) -> None:
    with pytest.raises(DatabaseDown) as caught, transactions.reading() as tx:
        tx.all(sql)

    assert (caught.value.status, caught.value.reason) == (503, "not_migrated")
    assert isinstance(caught.value, Unavailable)


def test_a_wrong_statement_is_our_fault_and_not_an_outage(notes: str) -> None:
    with pytest.raises(FAULTS), transactions.writing() as tx:
        tx.run("SELEC id FROM notes")

    add(1)
    assert ids() == [1]


def test_work_is_done_again_after_a_deadlock(notes: str) -> None:
    tries = iter([Deadlock, Deadlock, None])

    def work(tx: Transaction) -> str:
        insert(tx, 1)
        error = next(tries)
        if error:
            raise error
        return "done"

    assert transactions.atomically(work) == "done"
    assert ids() == [1]


def test_endless_deadlocks_are_given_up(notes: str) -> None:
    tries = []

    def work(tx: Transaction) -> None:
        tries.append(tx)
        raise Deadlock

    with pytest.raises(DatabaseDown):
        transactions.atomically(work)
    assert len(tries) == 5


def test_a_second_statement_needs_a_transaction(notes: str) -> None:
    with transactions.asking() as tx:
        tx.one("SELECT 1 AS n")
        with pytest.raises(RuntimeError, match="needs a transaction"):
            tx.one("SELECT 1 AS n")


def test_one_statement_commits_by_itself(notes: str) -> None:
    with transactions.telling() as tx:
        tx.run("INSERT INTO notes (id, text) VALUES (1, '')")

    with transactions.asking() as tx:
        assert tx.one("SELECT COUNT(*) AS n FROM notes") == {"n": 1}
