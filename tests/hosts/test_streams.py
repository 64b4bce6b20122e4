"""Streams of a Web function as FC starts it, over real connections that break."""

import functools
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.database import transactions
from tests.administering import QUESTION, balance, give, offer
from tests.client import Account, EventClient
from tests.conftest import Configure
from tests.hosts.granian import (
    Connection,
    Server,
    wait_until_ready,
    web_function,
)
from tests.hosts.processes import family
from tests.people import administrator
from tests.simulators.openai import (
    HugeBody,
    OpenAISimulator,
    Pace,
    SlowFirstByte,
    Stall,
    StallAfter,
)
from tests.waiting import takes_at_most, until

BOTH = pytest.mark.parametrize("name", ["chat", "completions"])
PATHS = {"chat": "/api/chat", "completions": "/v1/chat/completions"}
BEAT = 0.3  # seconds; the host's own would take the test 8
PACE = 0.1  # seconds between the chunks of the simulated model
GIVEN = 1_000_000
BEATING = f"""
from shared.hosts import answers
answers.EVERY = {BEAT}
"""
MEGABYTE = 1024 * 1024


@dataclass
class Function:
    """A function's server, and somebody with credits for its model `dear`."""

    server: Server
    account: Account
    path: str

    def ask(self) -> Connection:
        question = {"model": "dear", "messages": QUESTION, "stream": True}
        connection = self.server.connect()
        connection.ask(
            "POST",
            self.path,
            json.dumps(question).encode(),
            "Content-Type: application/json",
            f"Authorization: Bearer {self.account.token}",
        )
        return connection

    def resident_bytes(self) -> int:
        """Of the greatest of the processes."""
        pages = [int((p / "statm").read_text().split()[1]) for p in family(self.server.process.pid)]
        return max(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def function(
    name: str, model: OpenAISimulator, sqlite: str, configure: Configure, tmp_path: Path
) -> Iterator[Function]:
    configure(ENABLE_CREDIT_SYSTEM="true", LIMITS="chat=100000/60")
    client = EventClient()
    admin = administrator(client)
    offer(client, admin, "dear", max_output=3000)
    give(client, admin, admin, GIVEN)
    with web_function(name, tmp_path, BEATING) as server:
        yield Function(server, admin, PATHS[name])
        until(lambda: at_work(server) == 0)
        wait_until_ready(server)  # it is told to end when it has heard that everybody left


def begins(server: Server) -> int:
    return server.log.count("FC Invoke Start")


def has_begun_more(server: Server, than: int) -> bool:
    return begins(server) > than


def at_work(server: Server) -> int:
    return begins(server) - server.log.count("FC Invoke End")


def rows(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def kinds() -> list[str]:
    found = rows("SELECT kind FROM ledger WHERE kind <> 'grant' ORDER BY id")
    return [row["kind"] for row in found]


def noted() -> list[tuple[str, str]]:
    return [
        (row["status"], row["end_reason"])
        for row in rows("SELECT status, end_reason FROM usage_calls")
    ]


@BOTH
def test_who_leaves_in_the_middle_hangs_up_and_pays_once(
    function: Function, model: OpenAISimulator
) -> None:
    model.normally = Pace(PACE)
    model.say("一个很长的回答" * 100)

    with function.ask() as connection:
        connection.read_until(b"data: ")
        connection.read_until("长".encode())
    until(lambda: model.requests[0].closed_by_client, PACE + 2)
    until(noted, 2)

    assert noted() == [("ok", "client_gone")]
    assert kinds() == ["reserve", "settle"]
    (call,) = rows("SELECT credits FROM usage_calls")
    assert 0 < call["credits"] == GIVEN - balance(EventClient(), function.account) < 150
    kept = rows("SELECT role FROM messages ORDER BY id")
    assert len(kept) == (2 if function.path == PATHS["chat"] else 0)


@BOTH
def test_who_leaves_in_a_silence_hangs_up_at_once(
    function: Function, model: OpenAISimulator
) -> None:
    model.normally = StallAfter(4)

    with function.ask() as connection:
        connection.read_until(b": ping")
    with takes_at_most(BEAT):
        until(lambda: model.requests[0].closed_by_client)
    until(noted, 2)

    assert noted() == [("ok", "client_gone")]
    assert kinds() == ["reserve", "settle"]


@BOTH
def test_who_leaves_before_the_first_word_pays_nothing(
    function: Function, model: OpenAISimulator
) -> None:
    model.normally = Stall()

    with function.ask():
        until(lambda: model.requests)
    with takes_at_most(BEAT):
        until(lambda: model.requests[0].closed_by_client)
    until(noted, 2)

    assert noted() == [("failed", "client_gone")]
    assert kinds() == ["reserve", "release"]
    assert rows("SELECT request_id FROM reservations") == []


@BOTH
@pytest.mark.parametrize("fault", [SlowFirstByte(4 * BEAT), Pace(0.25, first=4 * BEAT)])
def test_beats_fill_the_silence_before_the_first_word_and_swallow_nothing(
    function: Function, model: OpenAISimulator, fault: Any
) -> None:
    model.normally = fault
    model.say("好")

    with function.ask() as connection:
        connection.read_until(b": ping")
        connection.read_until(b": ping")
        connection.read_until("好".encode())

    assert len(model.requests) == 1


@BOTH
def test_who_is_gone_at_once_leaves_nothing_open(
    function: Function, model: OpenAISimulator
) -> None:
    model.normally = Pace(PACE)
    for _ in range(10):
        more = functools.partial(has_begun_more, function.server, begins(function.server))
        with function.ask():
            until(more)

    until(lambda: at_work(function.server) == 0)
    assert len(noted()) == 10
    assert len(kinds()) == 20
    assert rows("SELECT request_id FROM reservations") == []


def drained(connection: Connection, mark: bytes) -> int:
    with connection:
        return len(connection.read_until(mark))


@pytest.mark.parametrize("name", ["completions"])
@pytest.mark.parametrize("many", [30, pytest.param(200, marks=pytest.mark.stress)])
def test_many_streams_at_once_are_all_answered_in_bounded_memory(
    function: Function, model: OpenAISimulator, many: int
) -> None:
    model.normally = Pace(0.1, first=0.5)
    before = function.resident_bytes()

    connections = [function.ask() for _ in range(many)]
    for connection in connections:
        connection.read_until(b"data: ")
    during = function.resident_bytes()
    received = [drained(connection, b"data: [DONE]") for connection in connections]

    assert min(received) > 0
    until(lambda: len(noted()) == many)
    assert set(noted()) == {("ok", "done")}
    assert kinds().count("settle") == many
    assert during - before < (20 + 0.5 * many) * MEGABYTE
    assert during < 250 * MEGABYTE


@pytest.mark.parametrize("name", ["completions"])
def test_a_reader_who_takes_nothing_holds_the_provider_back_and_no_memory(
    function: Function, model: OpenAISimulator
) -> None:
    """60 megabytes are on their way to somebody who does not read."""
    model.normally = HugeBody(60)
    before = function.resident_bytes()
    with function.ask() as connection:
        connection.read_until(b"data: ")
        seen: list[int] = []

        def watched() -> bool:
            seen.append(function.resident_bytes())
            return len(seen) > 40

        until(watched)

    until(lambda: model.requests[0].closed_by_client, 2)
    until(noted, 2)
    assert noted() == [("ok", "client_gone")]
    assert max(seen) - before < 40 * MEGABYTE
