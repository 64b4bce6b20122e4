"""The real server: one function as FC starts it, and the gateway as `make run` does."""

import json
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from secrets import token_hex

import pytest

from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready, web_function
from tests.simulators.openai import OpenAISimulator, Pace
from tests.waiting import until

QUESTION = {"messages": [{"role": "user", "content": "你好"}], "stream": True}
STREAM = json.dumps(QUESTION).encode()
WHOLE = json.dumps(QUESTION | {"stream": False}).encode()
JSON = "Content-Type: application/json"
PACE = 0.25  # seconds between the chunks of the simulated model


@pytest.fixture
def function(model: OpenAISimulator, sqlite: str, tmp_path: Path) -> Iterator[Server]:
    """The chat function, alone in its folder, served by `python -m shared.hosts.web`."""
    with web_function("chat", tmp_path) as server:
        yield server


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Server]:
    """What `make run` starts, without a model."""
    port = free_port()
    with launched(
        "local", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port), LOCAL_MODEL="off"
    ) as server:
        wait_until_ready(server)
        yield server


def test_start_says_what_to_open_when_it_answers(gateway: Server) -> None:
    address = f"http://127.0.0.1:{gateway.port}"
    until(lambda: f"serves at {address} " in gateway.log)

    assert f"{address}/docs" in gateway.log
    assert "POST /api/auth/login" in gateway.log


def ended(server: Server) -> int:
    """Ask the server to end as FC does, and wait until it has."""
    server.process.send_signal(signal.SIGTERM)
    return server.process.wait(20)


def test_stream_is_visible_chunk_by_chunk(function: Server, model: OpenAISimulator) -> None:
    model.normally = Pace(PACE)
    with function.connect() as connection:
        connection.ask("POST", "/api/chat", STREAM, JSON)
        head = connection.read_until(b"\r\n\r\n")
        connection.read_until(b"event: start")
        arrived = []
        for _ in range(3):
            connection.read_until(b"event: delta")
            arrived.append(time.monotonic())
        connection.read_until(b"event: done")

    assert head.startswith(b"HTTP/1.1 200")
    assert b"text/event-stream" in head
    assert all(later - earlier > PACE / 2 for earlier, later in pairwise(arrived))


def test_client_that_leaves_ends_the_call_to_the_model(
    function: Server, model: OpenAISimulator
) -> None:
    model.normally = Pace(PACE)
    model.say("一个很长的回答" * 100)
    with function.connect() as connection:
        connection.ask("POST", "/api/chat", STREAM, JSON)
        connection.read_until(b"event: delta")
    left = time.monotonic()

    while not model.requests[0].closed_by_client:
        assert time.monotonic() - left < 2 + PACE
        time.sleep(0.02)
    while "FC Invoke End" not in function.log:
        assert time.monotonic() - left < 2 + PACE
        time.sleep(0.02)


def test_open_request_is_completed_when_the_server_is_told_to_end(
    function: Server, model: OpenAISimulator
) -> None:
    model.normally = Pace(PACE)
    with function.connect() as connection:
        connection.ask("POST", "/api/chat", STREAM, JSON)
        connection.read_until(b"event: delta")
        function.process.send_signal(signal.SIGTERM)
        connection.read_until(b"event: done")

    assert function.process.wait(20) == 0


def test_server_without_work_ends_at_once(function: Server) -> None:
    asked = time.monotonic()

    assert ended(function) == 0
    assert time.monotonic() - asked < 10


def test_many_wait_for_the_model_at_once(function: Server, model: OpenAISimulator) -> None:
    model.normally = Pace(0, first=1.0)
    connections = [function.connect() for _ in range(20)]
    started = time.monotonic()

    for connection in connections:
        connection.ask("POST", "/api/chat", WHOLE, JSON, "Connection: close")
    answers = []
    for connection in connections:
        with connection:
            answers.append(connection.read_to_end())

    assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
    assert time.monotonic() - started < 5


def test_body_without_a_length_is_read(function: Server) -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(WHOLE), WHOLE)
    head = f"POST /api/chat HTTP/1.1\r\nHost: x\r\n{JSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with function.connect() as connection:
        connection.send(head.encode() + chunks)

        assert connection.read_until(b"\r\n").startswith(b"HTTP/1.1 200")


def test_body_that_is_too_large_is_refused(function: Server) -> None:
    with function.connect() as connection:
        connection.send(
            b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + b" " * 1000
        )

        assert connection.read_until(b"\r\n").startswith(b"HTTP/1.1 413")


def test_connection_serves_answers_without_a_body_and_then_more(function: Server) -> None:
    with function.connect() as connection:
        connection.ask("OPTIONS", "/api/chat")
        empty = connection.read_until(b"\r\n\r\n")
        connection.ask("HEAD", "/api/chat")
        head = connection.read_until(b"\r\n\r\n")
        connection.ask("GET", "/%E4%BA%91%FF")
        missing = connection.read_until(b"}}")

    assert empty.startswith(b"HTTP/1.1 204")
    assert b"chunked" not in empty
    assert head.startswith(b"HTTP/1.1 405")
    assert missing.startswith(b"HTTP/1.1 404")


def test_header_with_underscores_does_not_reach_the_platforms_protocol(function: Server) -> None:
    event = b'{"requestContext": {"http": {"method": "OPTIONS", "path": "/api/chat"}}}'
    with function.connect() as connection:
        connection.ask(
            "POST", "/api/chat", event, "x-fc-control-path: /http-invoke",
            "X_Fc_Control_Path: /invoke",
        )  # fmt: skip

        assert connection.read_until(b"\r\n").startswith(b"HTTP/1.1 422")


def test_gateway_answers_and_ends_when_told(gateway: Server) -> None:
    with gateway.connect() as connection:
        connection.ask("GET", "/api/health")
        answer = connection.read_until(b'{"status":"ok"}')

    assert answer.startswith(b"HTTP/1.1 200")
    assert ended(gateway) == 0


def test_gateway_without_a_model_says_how_to_get_one(gateway: Server) -> None:
    with gateway.connect() as connection:
        connection.ask("POST", "/api/chat", WHOLE, JSON)
        answer = connection.read_until(b"}}")

    assert answer.startswith(b"HTTP/1.1 503")
    assert b"OPENAI_API_URL" in answer


def test_port_that_is_taken_is_said_in_one_line(gateway: Server, tmp_path: Path) -> None:
    with launched(
        "local", folder=ROOT, log=tmp_path / "second", port=gateway.port,
        PORT=str(gateway.port), LOCAL_MODEL="off", DATA_DIR=str(tmp_path / "elsewhere"),
    ) as second:  # fmt: skip
        assert second.process.wait(20) == 1

    assert str(gateway.port) in second.log.splitlines()[-1]
    assert "PORT" in second.log.splitlines()[-1]
    assert "Traceback" not in second.log


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"APP_ENV": "production", "JWT_SECRET": "", "AIGC_PRODUCER": "x"}, "JWT_SECRET"),
        ({"APP_ENV": "production", "AIGC_PRODUCER": ""}, "AIGC_PRODUCER is missing"),
        ({"PORT": "70000"}, "PORT"),
        ({"LOCAL_MODEL": "tinyllama"}, "LOCAL_MODEL 'tinyllama' is not off"),
        ({"LOCAL_MODEL": "/nowhere.gguf"}, "LOCAL_MODEL: /nowhere.gguf does not exist"),
    ],
)
def test_what_cannot_be_served_is_said_before_anything_is_made(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    port, data_dir = free_port(), tmp_path / "data"
    given = {"PORT": str(port), "LOCAL_MODEL": "off", "PASSWORD_COST": "10", **variables}
    with launched(
        "local", folder=ROOT, log=tmp_path / "log", port=port, DATA_DIR=str(data_dir), **given
    ) as server:
        assert server.process.wait(20) == 1

    assert said in server.log
    assert "Traceback" not in server.log
    assert not data_dir.exists()


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "metrics").write_text("in the way")
    port = free_port()
    with launched(
        "local", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port), LOCAL_MODEL="off",
        DATA_DIR=str(tmp_path), METRICS_TOKEN="a token of sixteen",
    ) as server:  # fmt: skip
        assert server.process.wait(20) == 1

    assert f"'{tmp_path}/metrics'" in server.log
    assert "Traceback" not in server.log


def test_a_server_that_does_not_migrate_says_who_must(tmp_path: Path) -> None:
    port = free_port()
    with launched(
        "local", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port), LOCAL_MODEL="off",
        DATA_DIR=str(tmp_path), MIGRATE="off",
    ) as server:  # fmt: skip
        assert server.process.wait(20) == 1

    assert "run python -m migrations first" in server.log
    assert "Traceback" not in server.log


def test_a_deployed_server_installs_nothing_at_its_start(tmp_path: Path) -> None:
    port = free_port()
    with launched(
        "local", "--direct", folder=ROOT, log=tmp_path / "log", port=port, PORT=str(port),
        DATA_DIR=str(tmp_path), LOCAL_MODEL="off", APP_ENV="production", JWT_SECRET=token_hex(32),
        PASSWORD_COST="10", AIGC_PRODUCER="云栈测试",
    ) as server:  # fmt: skip
        wait_until_ready(server)

    assert "RapidOCR" not in server.log
