"""Exports of a Web function as FC starts it, to readers who are slow, leave, or are cut off."""

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from shared.database import snapshots, transactions
from tests import datasets
from tests.client import EventClient
from tests.hosts.granian import Connection, Server, web_function
from tests.hosts.test_streams import Function
from tests.people import administrator
from tests.waiting import until

ROWS = 40_000
PROJECT = "项" * 100  # 18 megabytes in all, more than sockets hold
ASKED = {"dataset": "usage", "bom": "0"}
END = b"\r\n0\r\n\r\n"  # of an answer in chunks (RFC 9112, 7.1)
MEGABYTE = 1024 * 1024
LOGGED = '"path":"/api/admin/export"'


@pytest.fixture
def function(mariadb_url: str, tmp_path: Path) -> Iterator[Function]:
    admin = administrator(EventClient())
    datasets.usage(ROWS, PROJECT)
    with web_function("export", tmp_path) as server:
        yield Function(server, admin, "/api/admin/export")


def begun(function: Function) -> Connection:
    connection = function.server.connect()
    path = f"{function.path}?{urlencode(ASKED)}"
    who = f"Authorization: Bearer {function.account.token}"
    connection.ask("GET", path, b"", who, "Connection: close")
    assert b"200 OK" in connection.read_until(b"\r\n\r\n")
    return connection


def queries() -> list[int]:
    """The ids of the connections that read for an export."""
    with snapshots.opened() as snapshot:
        listed = snapshot.each("SELECT id, info FROM information_schema.processlist")
        return [id for some in listed for id, info in some if "JSON_ARRAY" in str(info)]


def ended(server: Server) -> bool:
    return "FC Invoke End" in server.log.rpartition("/api/admin/export")[2]


def test_who_leaves_in_the_middle_ends_the_query(function: Function) -> None:
    with begun(function) as connection:
        connection.read_until(b"\r\n" + b"01KA")
        assert len(queries()) == 1

    until(lambda: queries() == [])
    until(lambda: ended(function.server))


def test_who_leaves_while_a_workbook_is_made_ends_the_query(function: Function) -> None:
    query = urlencode(ASKED | {"format": "xlsx"})
    with function.server.connect() as connection:
        who = f"Authorization: Bearer {function.account.token}"
        connection.ask("GET", f"{function.path}?{query}", b"", who)
        until(lambda: len(queries()) == 1)
        assert LOGGED not in function.server.log

    until(lambda: queries() == [], seconds=2)  # the whole takes twice as long
    until(lambda: LOGGED in function.server.log)


def test_an_export_that_breaks_is_seen_to_be_broken(function: Function) -> None:
    with begun(function) as connection:
        connection.read_until(b"\r\n" + b"01KA")
        (reading,) = queries()
        with transactions.writing() as tx:
            tx.run(f"KILL {reading}")
        came = connection.read_to_end().decode()

    assert 0 < came.count(PROJECT) < ROWS
    assert "\r\n导出中断，此文件不完整。,unavailable," in came[-200:]
    until(lambda: '"level":"error"' in function.server.log)


def test_a_slow_reader_gets_all_and_holds_no_memory(function: Function) -> None:
    before = function.resident_bytes()
    with transactions.writing() as tx:
        tx.run("SET GLOBAL net_write_timeout = 1")
    try:
        with begun(function) as connection:
            connection.read_until(b"\r\n" + b"01KA")
            threading.Event().wait(3)
            during = function.resident_bytes()
            came = connection.read_to_end()
    finally:
        with transactions.writing() as tx:
            tx.run("SET GLOBAL net_write_timeout = 60")

    assert came.endswith(END)
    assert came.count(PROJECT.encode()) == ROWS
    assert during - before < 30 * MEGABYTE
    assert function.resident_bytes() - before < 30 * MEGABYTE
