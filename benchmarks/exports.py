"""A million rows of usage taken from MariaDB as CSV: how fast, and what the server holds for it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pymysql

from benchmarks.client import CREDENTIALS, connect
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import Stage
from tests.engines import mariadb
from tests.engines.mariadb import MariaDB

_ROWS = 1_000_000
_AT_ONCE = 100_000
_PATH = "/api/admin/export?dataset=usage"
_MEGABYTE = 1024 * 1024
_POLL = 0.05  # seconds
_INSERT = (
    "INSERT INTO usage_calls SELECT CONCAT('01KA', LPAD(seq, 22, '0')), '01KA', '', '药房项目',"
    " 'qwen-plus', 'default', 'chat', 'ok', 'done', seq % 1000, seq % 500, 0, 0, seq % 77, 100,"
    " 2000, 1764000000000 + seq * 2500 FROM seq_{first}_to_{last}"
)


def measure(ready: Stage) -> list[Row]:
    if mariadb.find_or_install() is None:
        raise SystemExit("MariaDB is not installed, and could not be.")
    with MariaDB() as database:
        url = database.database("exports")
        rate, growth = _measured(ready, url)
    return [
        Row("export of usage rows, CSV", "rows/s", rate, None, Target(50_000, least=True)),
        Row("memory for that export", "MB", growth, None, Target(30)),
    ]


def _measured(ready: Stage, url: str) -> tuple[float, float]:
    own = {
        "DATABASE_URL": url,
        "ADMIN_USERNAME": CREDENTIALS["email"],
        "ADMIN_PASSWORD": CREDENTIALS["password"],
    }
    gateway = ready.gateway.server
    program = replace(gateway, environment={**gateway.environment, **own})
    with Server(program) as server:
        with connect(server) as client:
            token = client.token()
        _taken(server, token)  # the code is loaded, the table is empty
        _fill(url)
        before = server.greatest_resident_bytes
        with _watched(server) as seen:
            begun = time.monotonic()
            lines = _taken(server, token)
            took = time.monotonic() - begun
    if lines != _ROWS + 1:
        raise SystemExit(f"an export of {_ROWS} rows has {lines} lines")
    return _ROWS / took, (max(seen) - before) / _MEGABYTE


def _taken(server: Server, token: str) -> int:
    """The lines of the file."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", _PATH, headers={"Authorization": f"Bearer {token}"})
    response, lines = connection.getresponse(), 0
    while piece := response.read(262_144):
        lines += piece.count(b"\n")
    connection.close()
    return lines


@contextmanager
def _watched(server: Server) -> Iterator[list[int]]:
    """What the greatest of its processes holds, again and again."""
    seen, over = [server.greatest_resident_bytes], threading.Event()

    def watch() -> None:
        while not over.wait(_POLL):
            seen.append(server.greatest_resident_bytes)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def _fill(url: str) -> None:
    place = urlsplit(url)
    connection = pymysql.connect(
        host=place.hostname,
        port=place.port or 3306,
        user=place.username,
        password=place.password or "",
        database=place.path[1:],
        charset="utf8mb4",
        autocommit=True,
    )
    with connection, connection.cursor() as cursor:
        for first in range(1, _ROWS, _AT_ONCE):
            cursor.execute(_INSERT.format(first=first, last=first + _AT_ONCE - 1))
