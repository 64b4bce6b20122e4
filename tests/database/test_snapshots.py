"""What is read in pieces is one state, on both databases, and may be left at any row."""

import threading
from collections.abc import Iterator

import pytest

from shared.database import connections, snapshots, transactions
from shared.errors import Unavailable
from tests.conftest import Configure

ROWS = 30_000


@pytest.fixture(autouse=True)
def notes(database: str) -> Iterator[None]:
    with transactions.writing() as tx:
        tx.run("DROP TABLE IF EXISTS notes")
        tx.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, text TEXT NOT NULL)")
        tx.run(
            "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n"
            " WHERE i < 299) SELECT a.i * 100 + b.i + 1, 'long enough that some rows wait'"
            " FROM n a, n b WHERE b.i < 100"
        )
    yield
    connections.close()
    with transactions.writing() as tx:
        tx.run("DROP TABLE notes")


IDS = "SELECT id, text FROM notes ORDER BY id"


def test_all_rows_come_in_their_order_and_in_pieces() -> None:
    with snapshots.opened() as snapshot:
        pieces = list(snapshot.each(IDS))

    assert [row[0] for piece in pieces for row in piece] == list(range(1, ROWS + 1))
    assert max(map(len, pieces)) == 1000


def test_what_others_write_meanwhile_is_not_seen() -> None:
    with snapshots.opened() as snapshot:
        pieces = snapshot.each(IDS)
        seen = len(next(pieces))
        with transactions.writing() as tx:
            tx.run("DELETE FROM notes WHERE id > :id", id=5000)
        seen += sum(map(len, pieces))
        again = sum(map(len, snapshot.each(IDS)))

    assert (seen, again) == (ROWS, ROWS)


def test_another_thread_may_go_on_and_leave() -> None:
    opened = snapshots.opened()
    pieces = opened.__enter__().each(IDS)
    next(pieces)
    counted: list[int] = []

    def go_on() -> None:
        counted.append(len(next(pieces)))
        opened.__exit__(None, None, None)

    thread = threading.Thread(target=go_on)
    thread.start()
    thread.join(10)

    assert counted == [1000]
    with transactions.reading() as tx:
        assert len(tx.all(IDS)) == ROWS


def test_however_many_are_open_half_of_the_connections_are_left(configure: Configure) -> None:
    configure(DB_CONNECTIONS="4", DB_CONNECT_TIMEOUT="1")
    with snapshots.opened(), snapshots.opened():
        with pytest.raises(Unavailable, match="reading_busy"), snapshots.opened():
            pass
        with transactions.reading() as tx:
            assert len(tx.all(IDS)) == ROWS
    with snapshots.opened() as snapshot:
        assert sum(map(len, snapshot.each(IDS))) == ROWS


def test_one_that_is_left_gives_its_connection_free(configure: Configure) -> None:
    configure(DB_CONNECTIONS="1", DB_CONNECT_TIMEOUT="1")
    with snapshots.opened() as snapshot:
        next(snapshot.each(IDS))
        with pytest.raises(Unavailable), transactions.reading():
            pass

    with transactions.reading() as tx:
        assert tx.one("SELECT COUNT(*) AS count FROM notes") == {"count": ROWS}
