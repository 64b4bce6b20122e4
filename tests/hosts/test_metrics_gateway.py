"""GET /metrics of `make run`: the numbers of several workers, and of those that died."""

import contextlib
import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import promtool
from tests.engines.availability import require
from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.observers import Page

TOKEN = "a token to scrape with"
PATIENCE = 20.0  # seconds
WORKERS = 2


@pytest.fixture
def gateway(tmp_path: Path, sqlite: str) -> Iterator[Server]:
    """What `python -m local --direct` starts, with two workers that both have begun: granian does
    not end one that is still starting."""
    port, stale = free_port(), tmp_path / "metrics" / "counter_1.db"
    stale.parent.mkdir()
    stale.write_bytes(b"of an earlier start")
    with launched(
        "local", "--direct", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port),
        LOCAL_MODEL="off", LOCAL_OCR="off", LOCAL_SPEECH="off", METRICS_TOKEN=TOKEN,
        WORKERS=str(WORKERS),
    ) as server:  # fmt: skip
        wait_until_ready(server)
        ask_until_all_count(server, stale.parent, WORKERS)
        yield server


def ask(server: Server, path: str, *headers: str) -> bytes:
    """The body of the answer, over a connection of its own."""
    with server.connect() as connection:
        connection.ask("GET", path, b"", "Connection: close", *headers)
        head, _, body = connection.read_to_end().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 "), head
    return body


def page(server: Server) -> Page:
    return Page(ask(server, "/metrics", f"Authorization: Bearer {TOKEN}"))


def workers(folder: Path) -> set[int]:
    """Those that have counted."""
    return {int(file.stem.rpartition("_")[2]) for file in folder.glob("counter_*.db")}


def ask_until_all_count(server: Server, folder: Path, wanted: int) -> int:
    """How often it took."""
    deadline, asked = time.monotonic() + PATIENCE, 0
    while len(workers(folder)) < wanted:
        assert time.monotonic() < deadline, server.log
        with contextlib.suppress(OSError):  # the dead do not answer those who had reached them
            ask(server, "/api/info")
            asked += 1
    return asked


def test_token_is_needed_and_no_file_of_an_earlier_start_counts(
    gateway: Server, tmp_path: Path
) -> None:
    assert b'"unauthorized"' in ask(gateway, "/metrics")
    assert 1 not in workers(tmp_path / "metrics")


def test_workers_are_counted_together(gateway: Server, tmp_path: Path) -> None:
    for number in range(10):
        ask(gateway, f"/api/drugs/{number}")

    for _ in range(WORKERS * 2):  # whoever answers
        found = page(gateway)
        assert found.value("yunzhan_requests_total", endpoint="/api/drugs/{drug_id}") == 10
        assert found.value("yunzhan_request_seconds_count", status="404") >= 10
        assert found.value("yunzhan_requests_in_flight") == 1
    tool = require(promtool.find_or_fetch(), "promtool is not at hand")
    raw = ask(gateway, "/metrics", f"Authorization: Bearer {TOKEN}")
    assert promtool.complaints(tool, raw) == ""


def test_worker_that_dies_leaves_its_counts_and_nothing_in_flight(
    gateway: Server, tmp_path: Path
) -> None:
    folder = tmp_path / "metrics"
    before = page(gateway).value("yunzhan_requests_total", endpoint="/api/info")
    dead = workers(folder).pop()
    os.kill(dead, signal.SIGKILL)
    asked = ask_until_all_count(gateway, folder, WORKERS + 1)

    found = page(gateway)

    assert found.value("yunzhan_requests_total", endpoint="/api/info") == before + asked
    assert found.value("yunzhan_requests_in_flight") == 1
    assert not (folder / f"gauge_livesum_{dead}.db").exists()


def test_answers_are_in_the_database_when_the_server_has_ended(
    gateway: Server, tmp_path: Path
) -> None:
    for _ in range(9):
        ask(gateway, "/api/drugs")
    gateway.process.send_signal(signal.SIGTERM)
    assert gateway.process.wait(PATIENCE) == 0

    database = sqlite3.connect(tmp_path / "yunzhan.db")
    kept: Counter[str] = Counter()
    for name, calls in database.execute("SELECT endpoint, calls FROM answers"):
        kept[name] += calls
    database.close()
    assert kept == {"GET /api/drugs": 9}
