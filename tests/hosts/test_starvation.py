"""Whoever streams, or sends slowly, takes nothing from others; over `python -m local --direct`."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from shared.database import transactions
from tests.administering import QUESTION, give, offer
from tests.client import EventClient
from tests.conftest import Configure
from tests.hosts import crowds
from tests.hosts.granian import (
    ROOT,
    Connection,
    Server,
    free_port,
    launched,
    wait_until_ready,
    web_function,
)
from tests.hosts.processes import greatest_resident_bytes
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator, Stall
from tests.waiting import takes_at_most, until

MEGABYTE = 1024 * 1024
BUSY = 2000  # milliseconds: others use the machine, too; `make stress` holds to less

HURRIED = """
from shared.hosts import bodies
bodies._PATIENCE = 0.5
"""


@pytest.fixture
def token(sqlite: str, model: OpenAISimulator, configure: Configure) -> str:
    """Of somebody with credits for the model `dear`."""
    configure(ENABLE_CREDIT_SYSTEM="true", LIMITS="chat=100000/60")
    client = EventClient()
    admin = administrator(client)
    offer(client, admin, "dear", max_output=3000)
    give(client, admin, admin, 100_000_000)
    return admin.token


@contextmanager
def gateway(place: Path, **variables: str) -> Iterator[Server]:
    port = free_port()
    with launched(
        "local", "--direct", folder=ROOT, log=place / "log", port=port,
        PORT=str(port), LOCAL_MODEL="off", LOCAL_SPEECH="false", **variables,
    ) as server:  # fmt: skip
        wait_until_ready(server)
        yield server


def rows(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def asking(token: str, path: str = "/v1/chat/completions", *, stream: bool = True) -> bytes:
    body = json.dumps({"model": "dear", "messages": QUESTION, "max_tokens": 99, "stream": stream})
    return crowds.request("POST", path, body.encode(), f"Authorization: Bearer {token}")


@pytest.mark.parametrize(
    ("seconds", "pace", "many"),
    [(1, 0.2, 60), pytest.param(10, 0.5, 1000, marks=pytest.mark.stress)],
)
def test_streams_all_complete_while_others_are_answered_at_once(
    token: str, tmp_path: Path, seconds: int, pace: float, many: int
) -> None:
    chunks = str(round(seconds / pace))
    with (
        crowds.provider("--chunks", chunks, "--pace-ms", str(pace * 1000)) as url,
        gateway(tmp_path, OPENAI_API_URL=url) as server,
    ):
        with crowds.probing(server.port) as probe:
            answers = crowds.ask(server.port, [asking(token)] * many)
        held = greatest_resident_bytes(server.process.pid)

    assert sum(b"data: [DONE]" in answer for answer in answers) == many
    assert probe.p99 < 100 if many == 1000 else probe.median < BUSY
    assert held < 250 * MEGABYTE
    settled = rows("SELECT COUNT(*) AS n FROM ledger WHERE kind = 'settle'")
    assert settled == [{"n": many}]


@contextmanager
def dripping(server: Server, many: int, sent: bytes) -> Iterator[list[Connection]]:
    """So many who have sent the head of a request, and some of its body."""
    with ExitStack() as lines:
        opened = [lines.enter_context(server.connect()) for _ in range(many)]
        for line in opened:
            line.send(sent)
        yield opened


def head(path: str, size: int, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {size}", *headers]
    return "\r\n".join([*lines, "Content-Type: application/json", "", ""]).encode()


@pytest.mark.parametrize("many", [300, pytest.param(600, marks=pytest.mark.stress)])
@pytest.mark.parametrize("size", [5_000, 9_000_000])
def test_slow_bodies_take_no_thread(
    token: str, tmp_path: Path, model: OpenAISimulator, many: int, size: int
) -> None:
    seconds = 1 if many < 600 else 8
    sent = head("/v1/chat/completions", size) + b" " * min(size - 1, 70_000)
    with (
        gateway(tmp_path, OPENAI_API_URL=model.url, MAX_STREAMS="20") as server,
        dripping(server, many, sent),
        crowds.probing(server.port) as health,
        crowds.probing(server.port, "/api/info") as reads,
    ):
        until = time.monotonic() + seconds
        (answer,) = crowds.ask(server.port, [asking(token)])
        time.sleep(max(0.0, until - time.monotonic()))

    assert b"data: [DONE]" in answer
    assert health.p99 < 100 if many == 600 else health.median < BUSY
    assert reads.median < (200 if many == 600 else BUSY)


def test_a_body_that_is_late_is_refused_and_its_line_closed(sqlite: str, tmp_path: Path) -> None:
    with (
        web_function("chat", tmp_path, HURRIED) as server,
        dripping(server, 1, head("/api/chat", 99) + b"{") as [line],
    ):
        answer = line.read_to_end()

    assert answer.startswith(b"HTTP/1.1 400")
    assert b"invalid_json" in answer


@pytest.fixture
def full(token: str, model: OpenAISimulator, tmp_path: Path) -> Iterator[Server]:
    """A server that has as many streams as it may."""
    model.normally = Stall()
    with (
        gateway(tmp_path, OPENAI_API_URL=model.url, MAX_STREAMS="2") as server,
        ExitStack() as lines,
    ):
        for _ in range(2):
            lines.enter_context(server.connect()).send(asking(token))
        until(lambda: len(model.requests) == 2)
        yield server


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/chat", b'"code":"unavailable"'),
        ("/v1/chat/completions", b'"code":"unavailable"'),
        ("/v1/messages", b'"type":"overloaded_error"'),
    ],
)
def test_one_stream_too_many_is_refused_at_once(
    full: Server, token: str, path: str, code: bytes
) -> None:
    with takes_at_most(2):
        (answer,) = crowds.ask(full.port, [asking(token, path)])

    assert answer.startswith((b"HTTP/1.1 503", b"HTTP/1.1 529"))
    assert b"\r\nretry-after: " in answer.lower()
    assert code in answer
    assert '"reason":"too_many_streams"' in full.log


def test_all_else_is_served_while_no_stream_is_let_in(full: Server, token: str) -> None:
    bearer = f"Authorization: Bearer {token}"
    wrong = crowds.request("POST", "/api/auth/login", b'{"email": "a@b.cn", "password": "x"}')
    reads = [crowds.request("GET", path, b"", bearer) for path in ("/api/auth/me", "/api/models")]

    with takes_at_most(3):
        login, *read = crowds.ask(full.port, [wrong, *reads])

    assert login.startswith(b"HTTP/1.1 401")
    assert all(answer.startswith(b"HTTP/1.1 200") for answer in read)


def test_a_stream_is_let_in_when_another_reader_has_left(
    token: str, model: OpenAISimulator, tmp_path: Path
) -> None:
    model.normally = Stall()
    with gateway(tmp_path, OPENAI_API_URL=model.url, MAX_STREAMS="1") as server:
        with server.connect() as line:
            line.send(asking(token))
            until(lambda: model.requests)
        with takes_at_most(1):
            until(lambda: model.requests[0].closed_by_client)
        model.normally = None
        until(lambda: b"[DONE]" in crowds.ask(server.port, [asking(token)])[0])
