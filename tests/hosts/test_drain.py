"""A server that is told to end, as Kubernetes and Docker do, drops nobody silently."""

import json
import signal
import time
from pathlib import Path

import pytest

from tests.hosts.granian import Server
from tests.hosts.test_starvation import asking, gateway, rows, token
from tests.simulators.openai import OpenAISimulator, Pace, Stall, StallAfter
from tests.waiting import takes_at_most, until

__all__ = ["token"]  # the fixture

READY = "/api/health/ready"


def status(server: Server, path: str) -> int:
    """Of an answer on a line of its own; 0 where nobody listens."""
    try:
        with server.connect() as line:
            line.ask("GET", path)
            return int(line.read_until(b"\r\n").split()[1])
    except ConnectionError:
        return 0


def refuses(server: Server) -> bool:
    return status(server, "/api/health") == 0


def told_to_end(server: Server) -> float:
    server.process.send_signal(signal.SIGTERM)
    return time.monotonic()


def requests(server: Server) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in server.log.splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("path") == "/v1/chat/completions"]


def test_readiness_ends_first_then_new_calls_then_the_server(
    token: str, model: OpenAISimulator, tmp_path: Path
) -> None:
    with gateway(tmp_path, OPENAI_API_URL=model.url, DRAIN_SECONDS="6") as server:
        assert status(server, READY) == 200
        told_to_end(server)
        until(lambda: status(server, READY) == 503)
        assert status(server, "/api/health") == 200
        with server.connect() as line:
            line.send(asking(token))
            line.read_until(b"data: [DONE]")
        until(lambda: refuses(server))

        assert server.process.wait(5) == 0


def test_where_nobody_asks_for_readiness_new_calls_are_refused_at_once(tmp_path: Path) -> None:
    with gateway(tmp_path, DRAIN_SECONDS="30") as server, takes_at_most(3):
        told_to_end(server)

        assert server.process.wait(5) == 0


def test_an_open_stream_is_completed_and_nothing_new_is_taken(
    token: str, model: OpenAISimulator, tmp_path: Path
) -> None:
    model.normally = Pace(0.3)
    with gateway(tmp_path, OPENAI_API_URL=model.url, DRAIN_SECONDS="20") as server:
        with server.connect() as line:
            line.send(asking(token))
            line.read_until(b"data: ")
            told_to_end(server)
            until(lambda: refuses(server))
            line.read_until(b"data: [DONE]")

        assert server.process.wait(5) == 0
    assert [row["kind"] for row in rows("SELECT kind FROM ledger ORDER BY id")][-1] == "settle"


@pytest.mark.parametrize("said", [0, 3])
@pytest.mark.parametrize("drain", [0, 1, pytest.param(20, marks=pytest.mark.stress)])
def test_a_stream_that_is_cut_hears_of_it_and_is_settled(
    token: str, model: OpenAISimulator, tmp_path: Path, drain: int, said: int
) -> None:
    model.normally = StallAfter(said) if said else Stall()
    with gateway(tmp_path, OPENAI_API_URL=model.url, DRAIN_SECONDS=str(drain)) as server:
        with server.connect() as line:
            line.send(asking(token))
            until(lambda: model.requests)
            if said:
                line.read_until(b"data: ")
            begun = told_to_end(server)
            heard = line.read_to_end()
        taken = time.monotonic() - begun
        code = server.process.wait(5)

    assert b'"code":"unavailable"' in heard
    assert drain <= taken < drain + 3
    assert code == 0
    (line_of_log,) = requests(server)
    assert (line_of_log["error"], line_of_log["reason"]) == ("unavailable", "server_ends")
    assert rows("SELECT status, end_reason FROM usage_calls") == [
        {"status": "failed", "end_reason": "server_ended"}
    ]
    kinds = [row["kind"] for row in rows("SELECT kind FROM ledger ORDER BY id")]
    assert kinds[-2:] == ["reserve", "release"]
    assert rows("SELECT request_id FROM reservations") == []


def test_a_whole_answer_that_is_cut_is_an_error_and_is_settled(
    token: str, model: OpenAISimulator, tmp_path: Path
) -> None:
    model.normally = Stall()
    with gateway(tmp_path, OPENAI_API_URL=model.url, DRAIN_SECONDS="1") as server:
        with server.connect() as line:
            line.send(asking(token, stream=False))
            until(lambda: model.requests)
            told_to_end(server)
            heard = line.read_to_end()
        code = server.process.wait(5)

    assert heard.startswith(b"HTTP/1.1 503")
    assert code == 0
    assert rows("SELECT request_id FROM reservations") == []
