"""What can happen to a connection to MySQL, and how long anything may take."""

import socket
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pymysql
import pytest

from migrations import upgrade
from shared.config import environment
from shared.database import connections, snapshots, transactions
from shared.database.drivers.mysql import MySQL
from shared.database.errors import DatabaseDown, Duplicate
from shared.database.transactions import Transaction
from tests.conftest import Configure
from tests.engines import mariadb
from tests.engines.availability import require
from tests.engines.mariadb import MariaDB
from tests.round_trips import counted
from tests.waiting import takes_at_most, until

PATIENCE = 5.0  # seconds
pytestmark = pytest.mark.xdist_group("own-server")  # one is started for all


@pytest.fixture(scope="module")
def own_server() -> Iterator[MariaDB]:
    """A server that a test may end."""
    require(mariadb.find_or_install(), "MariaDB is not installed")
    with MariaDB() as server:
        yield server


@pytest.fixture
def own_url(own_server: MariaDB, configure: Configure) -> str:
    """A database with a table `notes` on a server that a test may end."""
    url = own_server.database("own")
    configure(DATABASE_URL=url)
    with transactions.writing() as tx:
        tx.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
    return url


def insert(tx: Transaction, number: int) -> None:
    tx.run("INSERT INTO notes (id) VALUES (:id)", id=number)


def add(number: int) -> None:
    with transactions.writing() as tx:
        insert(tx, number)


def ids() -> list[int]:
    with transactions.reading() as tx:
        return [row["id"] for row in tx.all("SELECT id FROM notes ORDER BY id")]


def connection_id(tx: Transaction) -> int:
    row = tx.one("SELECT CONNECTION_ID() AS id")
    assert row
    return int(row["id"])


def current() -> int:
    with transactions.reading() as tx:
        return connection_id(tx)


@contextmanager
def administrator(url: str) -> Iterator["pymysql.cursors.Cursor"]:
    at = urlsplit(url)
    with (
        pymysql.connect(
            host=at.hostname, port=at.port or 0, user=at.username, password=at.password or ""
        ) as connection,
        connection.cursor() as cursor,
    ):
        yield cursor


def alive(url: str, number: int) -> bool:
    with administrator(url) as cursor:
        found = "SELECT 1 FROM information_schema.processlist WHERE id = %s"
        return cursor.execute(found, [number]) == 1


def kill(url: str, number: int) -> None:
    with administrator(url) as cursor:
        cursor.execute(f"KILL {number}")
    until(lambda: not alive(url, number), PATIENCE)


def down() -> DatabaseDown:
    """The error of a transaction that cannot begin."""
    with pytest.raises(DatabaseDown) as caught, transactions.writing():
        pytest.fail("it began")
    return caught.value


def test_a_state_is_one_state_whatever_the_server_s_default(own_url: str) -> None:
    with administrator(own_url) as cursor:
        cursor.execute("SET GLOBAL TRANSACTION ISOLATION LEVEL READ COMMITTED")
    connections.close()
    with snapshots.opened() as snapshot:
        before = sum(map(len, snapshot.each("SELECT id FROM notes")))
        add(40_001)
        after = sum(map(len, snapshot.each("SELECT id FROM notes")))

    with administrator(own_url) as cursor:
        cursor.execute("SET GLOBAL TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    assert after == before


def test_a_row_that_changed_since_it_was_read_is_a_deadlock() -> None:
    newer = pymysql.OperationalError(1020, "Record has changed since last read in table 'users'")

    assert MySQL(environment.settings()).meaning(newer) == "deadlock"


def test_a_connection_that_was_killed_while_idle_is_replaced(mariadb_url: str) -> None:
    before = current()

    kill(mariadb_url, before)

    assert current() != before


def test_a_connection_that_idled_beyond_wait_timeout_is_replaced(mariadb_url: str) -> None:
    with transactions.writing() as tx:
        tx.run("SET SESSION wait_timeout = 1")
        before = connection_id(tx)

    until(lambda: not alive(mariadb_url, before), PATIENCE)

    assert current() != before


def test_a_connection_that_we_closed_ourselves_is_replaced(mariadb_url: str) -> None:
    before = current()
    connections._idle[-1].driver.close()

    assert current() != before


def test_a_statement_alone_is_asked_again_when_its_connection_was_lost(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MySQL, "is_stale", lambda _: False)  # nobody has heard the server hang up
    kill(own_url, current())

    with transactions.asking() as tx:
        assert tx.one("SELECT 1 AS n") == {"n": 1}


def test_a_statement_that_writes_alone_is_not_done_twice(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MySQL, "is_stale", lambda _: False)
    kill(own_url, current())

    with pytest.raises(DatabaseDown), transactions.telling() as tx:
        insert(tx, 1)
    assert ids() == []

    with transactions.telling() as tx:
        insert(tx, 1)
    assert ids() == [1]


def test_what_goes_later_goes_with_the_next_statement_or_the_commit(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    current()
    with counted(monkeypatch) as trips, transactions.writing() as tx:
        tx.later("INSERT INTO notes (id) VALUES (:id)", id=1)
        assert tx.one("SELECT COUNT(*) AS n FROM notes") == {"n": 1}
        tx.later("INSERT INTO notes (id) VALUES (:id)", id=2)

    assert ids() == [1, 2]
    assert len(trips) == 2


def test_what_is_refused_later_undoes_everything(own_url: str) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            tx.later("INSERT INTO notes (id) VALUES (:id)", id=1)
            tx.later("INSERT INTO notes (id) VALUES (:id)", id=1)

    with pytest.raises(Duplicate):
        work()

    assert ids() == []


def test_a_transaction_in_which_nothing_is_done_is_not_sent(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    current()
    with counted(monkeypatch) as trips, transactions.writing():
        pass

    assert len(trips) == 0


@pytest.mark.parametrize("text", ["'; DELETE FROM notes; --", "\\'; DROP TABLE notes; --", "a;b"])
def test_values_cannot_begin_a_statement_of_their_own(own_url: str, text: str) -> None:
    with transactions.writing() as tx:
        tx.later("INSERT INTO notes (id) VALUES (CHAR_LENGTH(:text))", text=text)
        tx.later("INSERT INTO notes (id) VALUES (99)")

    assert ids() == [len(text), 99]


def test_a_statement_in_the_middle_is_not_tried_again(own_url: str) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            insert(tx, 1)
            kill(own_url, connection_id(tx))
            insert(tx, 2)

    with pytest.raises(DatabaseDown) as caught:
        work()

    assert caught.value.headers == {"Retry-After": "1"}
    assert ids() == []


def test_a_lost_transaction_never_looks_committed(own_url: str) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            insert(tx, 1)
            kill(own_url, connection_id(tx))

    with pytest.raises(DatabaseDown):
        work()

    assert ids() == []


def test_a_lost_transaction_stays_lost_for_who_goes_on_regardless(own_url: str) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            kill(own_url, connection_id(tx))
            for number in (1, 2):
                with suppress(DatabaseDown):
                    insert(tx, number)

    with pytest.raises(DatabaseDown):
        work()

    assert ids() == []


def test_an_error_of_ours_is_not_hidden_by_a_lost_connection(own_url: str) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            kill(own_url, connection_id(tx))
            raise KeyError

    with pytest.raises(KeyError):
        work()

    add(1)
    assert ids() == [1]


def test_a_connection_killed_during_a_statement_is_an_outage(mariadb_url: str) -> None:
    begun = threading.Event()
    number = 0

    def killer() -> None:
        begun.wait(PATIENCE)
        with administrator(mariadb_url) as cursor:
            sleeping = "SELECT 1 FROM information_schema.processlist WHERE id=%s AND state=%s"
            until(lambda: cursor.execute(sleeping, [number, "User sleep"]) == 1, PATIENCE)
            cursor.execute(f"KILL {number}")

    def work() -> None:
        nonlocal number
        with transactions.writing() as tx:
            number = connection_id(tx)
            begun.set()
            tx.one("SELECT SLEEP(8)")

    thread = threading.Thread(target=killer)
    thread.start()
    with takes_at_most(PATIENCE), pytest.raises(DatabaseDown):
        work()
    thread.join()


def test_a_restarted_server_is_not_noticed(own_url: str, own_server: MariaDB) -> None:
    add(1)

    own_server.restart()

    add(2)
    assert ids() == [1, 2]


def test_after_a_restart_every_kept_connection_is_replaced(
    own_url: str, own_server: MariaDB
) -> None:
    def at_once() -> set[int]:
        together = threading.Barrier(5, timeout=PATIENCE)

        def work(_: int) -> int:
            with transactions.writing() as tx:
                together.wait()
                return connection_id(tx)

        with ThreadPoolExecutor(5) as threads:
            return set(threads.map(work, range(5)))

    assert len(at_once()) == 5

    own_server.restart()

    assert len(at_once()) == 5


def test_a_crashed_server_is_an_outage_until_it_is_back(own_url: str, own_server: MariaDB) -> None:
    add(1)

    own_server.kill()
    with takes_at_most(1):
        assert down().reason == "database_unavailable"
        assert down().headers == {"Retry-After": "1"}
    own_server.restart()

    add(2)
    assert ids() == [1, 2]


def test_a_server_that_crashes_in_the_middle_keeps_nothing_of_it(
    own_url: str, own_server: MariaDB
) -> None:
    def work() -> None:
        with transactions.writing() as tx:
            insert(tx, 1)
            own_server.kill()

    with pytest.raises(DatabaseDown):
        work()
    own_server.restart()

    assert ids() == []


def test_a_slow_statement_ends_with_the_read_timeout(
    mariadb_url: str, configure: Configure
) -> None:
    configure(DB_READ_TIMEOUT="1")
    connections.close()

    with takes_at_most(2), pytest.raises(DatabaseDown), transactions.writing() as tx:
        tx.one("SELECT SLEEP(5)")

    with takes_at_most(0.5):
        current()


def test_waiting_for_a_row_ends(own_url: str) -> None:
    add(1)

    def wait() -> None:
        with transactions.writing() as tx:
            tx.run("SET SESSION innodb_lock_wait_timeout = 1")
            tx.run("UPDATE notes SET id = 3 WHERE id = 1")

    with takes_at_most(3), transactions.writing() as tx, ThreadPoolExecutor(1) as thread:
        tx.run("UPDATE notes SET id = 2 WHERE id = 1")
        error = thread.submit(wait).exception()

    assert isinstance(error, DatabaseDown)
    assert ids() == [2]


def test_a_deadlock_lets_both_through(own_url: str) -> None:
    add(1)
    add(2)
    together = threading.Barrier(2, timeout=PATIENCE)
    tries: list[int] = []

    def update(first: int, second: int) -> None:
        met = False

        def work(tx: Transaction) -> None:
            nonlocal met
            tries.append(first)
            tx.run("UPDATE notes SET id = id WHERE id = :id", id=first)
            tx.run("SELECT id FROM notes WHERE id = :id FOR UPDATE", id=first)
            if not met:
                met = True
                together.wait()
            tx.run("SELECT id FROM notes WHERE id = :id FOR UPDATE", id=second)

        transactions.atomically(work)

    threads = [threading.Thread(target=update, args=pair) for pair in ((1, 2), (2, 1))]
    with takes_at_most(PATIENCE):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(tries) == 3


@pytest.fixture
def impatient(configure: Configure) -> None:
    configure(DB_CONNECT_TIMEOUT="1", DB_READ_TIMEOUT="1", DB_WRITE_TIMEOUT="1")


def at(port: int) -> str:
    return f"mysql://app:secret@127.0.0.1:{port}/app"


def test_a_server_that_never_greets_is_given_up(configure: Configure, impatient: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(DATABASE_URL=at(silent.getsockname()[1]))

        with takes_at_most(2.5):
            assert down().reason == "database_unavailable"


def test_an_address_that_swallows_packets_is_given_up(
    configure: Configure, impatient: None
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        crowd = [socket.socket() for _ in range(4)]
        for client in crowd:
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        configure(DATABASE_URL=at(full.getsockname()[1]))

        with takes_at_most(2.5):
            assert down().reason == "database_unavailable"
        for client in crowd:
            client.close()


def test_a_closed_port_is_an_outage_at_once(configure: Configure) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    configure(DATABASE_URL=at(port))

    with takes_at_most(1):
        assert down().reason == "database_unavailable"


@pytest.mark.parametrize(
    "greeting",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"+PONG\r\n",
        b"\x00\x00\x00\x00",
        b"\x01\x00\x00\x00\x0a",
        b"\x10\x00\x00\x00\xff\x10\x04Too many conne",
        b"",
    ],
)
def test_what_is_no_mysql_is_an_outage(
    configure: Configure, impatient: None, greeting: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def greet() -> None:
            client, _ = other.accept()
            with client:
                client.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        configure(DATABASE_URL=at(other.getsockname()[1]))
        with takes_at_most(2.5):
            assert down().reason == "database_unavailable"
        thread.join()


@pytest.mark.parametrize("host", ["a..b", "x" * 70, "no-such-host.invalid"])
def test_an_impossible_host_is_an_outage(configure: Configure, host: str) -> None:
    configure(DATABASE_URL=f"mysql://app:secret@{host}/app")

    assert down().reason == "database_unavailable"


@pytest.mark.parametrize(
    ("wrong", "right"), [("nobody:", "root:"), ("/nowhere", "/migrated"), (":wrong@", None)]
)
def test_wrong_credentials_and_unknown_databases_are_outages(
    configure: Configure, migrated_mariadb: str, wrong: str, right: str | None
) -> None:
    right = right or f":{urlsplit(migrated_mariadb).password}@"
    configure(DATABASE_URL=migrated_mariadb.replace(right, wrong))

    error = down()

    assert error.reason == "database_unavailable"
    assert "secret" not in str(error)


def test_without_encryption_none_is_tried(configure: Configure, impatient: None) -> None:
    encrypts = 0x0800
    greeting = b"\x0a8.0.36\0" + struct.pack("<I", 1) + b"x" * 8 + b"\0"
    greeting += (
        struct.pack("<HBHHB", 0xFFFF, 45, 2, 0xFFFF & ~0x0100, 21) + bytes(10) + b"y" * 12 + b"\0"
    )
    received = b""

    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            nonlocal received
            client, _ = server.accept()
            with client:
                client.sendall(struct.pack("<I", len(greeting)) + greeting)
                received = client.recv(4096)

        with ThreadPoolExecutor(1) as thread:
            thread.submit(greet)
            configure(DATABASE_URL=at(server.getsockname()[1]), DB_TLS="off")
            down()

    assert not int.from_bytes(received[4:8], "little") & encrypts


def mysql_8(client: socket.socket) -> None:
    """MySQL 8 as it asks for a whole password over a line without TLS (caching_sha2_password)."""
    flags = 0xFFFF & ~0x0800  # all of the old ones but CLIENT_SSL; of the new, PLUGIN_AUTH
    greeting = b"\x0a8.0.36\0" + struct.pack("<I", 1) + b"x" * 8 + b"\0"
    greeting += struct.pack("<HBHHB", flags, 45, 2, 0x0008, 21) + bytes(10) + b"y" * 12
    packets = [greeting + b"\0caching_sha2_password\0", b"\x01\x04", b"\x01a public key"]
    with client:
        for number, packet in enumerate(packets):
            head = struct.pack("<I", len(packet))[:3] + bytes([2 * number])
            client.sendall(head + packet)
            client.recv(4096)


def test_a_user_of_mysql_8_without_encryption_is_told_what_to_set(
    configure: Configure, impatient: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: mysql_8(server.accept()[0]))
        configure(DATABASE_URL=at(server.getsockname()[1]), DB_TLS="off")

        error = down()

    assert error.reason == "database_unavailable"
    assert "set DB_TLS to `required`" in str(error.__cause__)


@pytest.mark.parametrize("choice", ["required", "/no/such/ca.pem", __file__])
def test_encryption_is_never_given_up_silently(
    configure: Configure, migrated_mariadb: str, choice: str
) -> None:
    configure(DATABASE_URL=migrated_mariadb, DB_TLS=choice)

    assert down().reason == "database_unavailable"


def test_an_empty_database_is_not_migrated_until_it_is(
    configure: Configure, mariadb_server: MariaDB
) -> None:
    url = mariadb_server.database("empty")
    configure(DATABASE_URL=url)

    with pytest.raises(DatabaseDown) as caught, transactions.reading() as tx:
        tx.one("SELECT id FROM users")
    assert caught.value.reason == "not_migrated"

    upgrade.to_newest(url)
    with transactions.reading() as tx:
        assert tx.one("SELECT id FROM users") is None


def test_a_user_and_password_may_have_any_characters(
    configure: Configure, mariadb_server: MariaDB
) -> None:
    url = mariadb_server.database("quoted")
    with administrator(url) as cursor:
        cursor.execute("CREATE USER %s@'127.0.0.1' IDENTIFIED BY %s", ["app:@/", "p%:/@?#药"])
        cursor.execute("GRANT ALL ON quoted.* TO %s@'127.0.0.1'", ["app:@/"])
    at = urlsplit(url)
    configure(
        DB_HOST="127.0.0.1", DB_PORT=str(at.port), DB_USER="app:@/", DB_PASSWORD="p%:/@?#药",
        DB_NAME="quoted",
    )  # fmt: skip

    with transactions.reading() as tx:
        assert tx.one("SELECT CURRENT_USER() AS name") == {"name": "app:@/@127.0.0.1"}


def test_a_search_for_what_is_streamed_may_take_longer_than_another_statement(
    mariadb_url: str, configure: Configure
) -> None:
    configure(DB_READ_TIMEOUT="1")

    with snapshots.opened() as snapshot:
        assert list(snapshot.each("SELECT SLEEP(1.5)")) == [[(0,)]]
