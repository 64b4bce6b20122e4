"""The private MariaDB of the tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pymysql
import pytest

from tests.engines.availability import require
from tests.engines.mariadb import MariaDB, find_or_install

pytestmark = pytest.mark.xdist_group("mariadb")  # one is started for all


@pytest.fixture(scope="module")
def mariadb() -> Iterator[MariaDB]:
    require(find_or_install(), "mariadbd is neither installed nor installable here")
    with MariaDB() as server:
        yield server


def connect(url: str, password: str | None = None) -> "pymysql.Connection[pymysql.cursors.Cursor]":
    parts = urlsplit(url)
    return pymysql.connect(
        host=parts.hostname,
        port=parts.port or 0,
        user=parts.username,
        password=parts.password or "" if password is None else password,
        database=parts.path[1:],
        connect_timeout=5,
        read_timeout=10,
    )


def one(url: str, statement: str) -> object:
    with connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        connection.commit()
        row = cursor.fetchone()
        return row[0] if row else None


def test_the_url_leads_to_a_mariadb(mariadb: MariaDB) -> None:
    assert urlsplit(mariadb.url).hostname == "127.0.0.1"
    assert urlsplit(mariadb.url).path == "/yunzhan"
    assert "MariaDB" in str(one(mariadb.url, "SELECT VERSION()"))


def test_text_of_four_bytes_per_character_survives(mariadb: MariaDB) -> None:
    url = mariadb.database("texts")

    one(url, "CREATE TABLE texts (text VARCHAR(20))")
    one(url, "INSERT INTO texts VALUES ('药𠮷💊')")

    assert one(url, "SELECT text FROM texts") == "药𠮷💊"
    assert one(url, "SELECT CHAR_LENGTH(text) FROM texts") == 3


def test_a_database_made_again_is_empty(mariadb: MariaDB) -> None:
    one(mariadb.database("again"), "CREATE TABLE things (id INT)")

    url = mariadb.database("again")

    assert one(url, "SHOW TABLES") is None


@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_gets_in_without_the_password(mariadb: MariaDB, password: str) -> None:
    with pytest.raises(pymysql.err.OperationalError, match="Access denied"):
        connect(mariadb.url, password)


def test_only_root_has_an_account(mariadb: MariaDB) -> None:
    others = "SELECT COUNT(*) FROM mysql.user WHERE User NOT IN ('root', 'mariadb.sys')"

    assert one(mariadb.url, others) == 0
    assert one(mariadb.url, "SELECT COUNT(*) FROM mysql.user WHERE User = 'root'") == 1


def test_its_temporary_tables_lie_where_no_other_server_removes_them(mariadb: MariaDB) -> None:
    with MariaDB() as other:
        folders = {one(each.url, "SELECT @@tmpdir") for each in (mariadb, other)}

    assert len(folders | {tempfile.gettempdir()}) == 3


def test_a_killed_server_refuses_and_comes_back_with_what_was_committed(mariadb: MariaDB) -> None:
    url = mariadb.database("kept")
    one(url, "CREATE TABLE kept (id INT) AS SELECT 7 AS id")

    mariadb.kill()
    with pytest.raises(pymysql.err.OperationalError, match="refused"):
        connect(url)
    mariadb.restart()

    assert one(url, "SELECT id FROM kept") == 7


def test_a_running_server_can_be_restarted(mariadb: MariaDB) -> None:
    before = connect(mariadb.url)

    mariadb.restart()

    with pytest.raises(pymysql.err.OperationalError), before:
        before.ping(reconnect=False)
    assert one(mariadb.url, "SELECT 1") == 1


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require(find_or_install(), "mariadbd is neither installed nor installable here")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with MariaDB() as server:
        assert len(list(tmp_path.iterdir())) == 1

    assert list(tmp_path.iterdir()) == []
    with pytest.raises(pymysql.err.OperationalError, match="refused"):
        connect(server.url)
