"""The OpenAI simulator as a server: connections, records, start and stop."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

from tests.simulators.openai import OpenAISimulator, SlowFirstByte, Stall
from tests.simulators.openai_client import (
    HELLO,
    address,
    asked,
    chat,
    events,
    raw,
    up_to_end,
)
from tests.waiting import until


@pytest.fixture
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator() as simulator:
        yield simulator


def test_calls_are_recorded_as_they_came(sim: OpenAISimulator) -> None:
    before = time.monotonic()
    chat(sim, temperature=0.5)
    chat(sim, key="sk-wrong")

    first, second = sim.requests
    assert first.path == "/v1/chat/completions"
    assert first.headers["authorization"] == "Bearer sk-sim"
    assert first.body == {"model": "qwen-plus", "messages": HELLO, "temperature": 0.5}
    assert before < first.at < second.at < time.monotonic()
    assert not first.closed_by_client


def test_a_connection_is_kept_for_the_next_request(sim: OpenAISimulator) -> None:
    sim.script(SlowFirstByte(0))
    request = raw(False)

    with socket.create_connection(address(sim), timeout=10) as client:
        client.sendall(request + request[:40])  # a scripted one, then a plain one in two packets
        client.sendall(request[40:] + raw(False, "Connection: close"))
        data, end = up_to_end(client)

    assert (data.count(b"HTTP/1.1 200 OK"), end) == (3, "closed")


def test_what_is_not_http_is_refused(sim: OpenAISimulator) -> None:
    with socket.create_connection(address(sim), timeout=10) as client:
        client.sendall(b"hello\r\n\r\n")
        data, _end = up_to_end(client)

    assert data.startswith(b"HTTP/1.1 400 Bad Request")


def test_stop_ends_stalled_connections_and_closes_the_port() -> None:
    sim = OpenAISimulator()
    sim.start()
    sim.script(Stall())
    with asked(sim, stream=True) as client:
        until(lambda: len(sim.requests) == 1)
        start = time.monotonic()

        sim.stop()

        assert time.monotonic() - start < 2
        assert client.recv(1) == b""
    assert not sim.requests[0].closed_by_client
    with pytest.raises(requests.ConnectionError):
        chat(sim)


def test_a_stopped_simulator_starts_again_at_the_same_address(sim: OpenAISimulator) -> None:
    url = sim.url

    sim.stop()
    sim.stop()
    sim.start()

    assert sim.url == url
    assert chat(sim).status_code == 200


def test_a_port_in_use_is_told_at_once(sim: OpenAISimulator) -> None:
    other = OpenAISimulator(port=address(sim)[1])

    with pytest.raises(OSError, match="in use"):
        other.start()
    other.stop()


def test_the_command_serves_as_many_chunks_as_asked_after_the_delay() -> None:
    command = [sys.executable, "-m", "tests.simulators.openai", "--port", "0"]
    options = ["--chunks", "30", "--delay-ms", "200"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        headers = {"Authorization": "Bearer sk-sim"}
        body = {"model": "qwen-plus", "messages": HELLO, "stream": True}
        start = time.monotonic()
        answer = requests.post(f"{url}/chat/completions", json=body, headers=headers, timeout=10)
        process.terminate()

    texts = [c["choices"][0]["delta"]["content"] for c in events(answer)]
    assert len([text for text in texts if text]) == 30
    assert time.monotonic() - start >= 0.2
