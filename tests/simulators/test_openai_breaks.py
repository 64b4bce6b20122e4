"""The OpenAI simulator stalls, drips and cuts as told, and notices who leaves."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulators.openai import (
    Chunking,
    Cut,
    Drip,
    HugeBody,
    OpenAISimulator,
    Pace,
    SlowFirstByte,
    Stall,
    StallAfter,
)
from tests.simulators.openai_client import asked, chat, up_to_end, up_to_silence
from tests.waiting import until


@pytest.fixture
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator() as simulator:
        yield simulator


@pytest.mark.parametrize("stream", [False, True])
def test_a_slow_first_byte_delays_the_headers(sim: OpenAISimulator, stream: bool) -> None:
    sim.script(SlowFirstByte(0.3))
    start = time.monotonic()

    with asked(sim, stream) as client:
        assert client.recv(1) == b"H"

    assert time.monotonic() - start >= 0.3


def test_a_paced_stream_comes_chunk_by_chunk(sim: OpenAISimulator) -> None:
    sim.script(Pace(0.1, first=0.2))
    start = time.monotonic()

    with asked(sim, stream=True) as client:
        while b"data: " not in client.recv(65536):
            assert time.monotonic() - start >= 0.2
        second = client.recv(65536)

    assert time.monotonic() - start >= 0.3
    assert second.count(b"data: ") == 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_stall_sends_nothing_and_stays_open(sim: OpenAISimulator, stream: bool) -> None:
    sim.script(Stall())

    with asked(sim, stream) as client:
        client.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.recv(1)


@pytest.mark.parametrize("chunks", [0, 1, 3])
def test_a_stream_can_stall_after_some_chunks(sim: OpenAISimulator, chunks: int) -> None:
    sim.script(StallAfter(chunks))

    with asked(sim, stream=True) as client:
        data = up_to_silence(client)

    assert data.startswith(b"HTTP/1.1 200 OK\r\n")
    assert data.count(b"data: {") == chunks


@pytest.mark.parametrize(("chunks", "size"), [(0, 0), (2, 128)])
def test_a_body_can_stall_too(sim: OpenAISimulator, chunks: int, size: int) -> None:
    sim.script(StallAfter(chunks))

    with asked(sim, stream=False) as client:
        data = up_to_silence(client)

    assert len(data.partition(b"\r\n\r\n")[2]) == size


def test_a_body_that_stalls_is_never_complete(sim: OpenAISimulator) -> None:
    sim.script(StallAfter(10_000))

    with asked(sim, stream=False) as client:
        data = up_to_silence(client)

    assert b'"usage"' in data
    assert not data.endswith(b"}")


@pytest.mark.parametrize("stream", [False, True])
def test_a_drip_is_a_good_answer_byte_by_byte(sim: OpenAISimulator, stream: bool) -> None:
    sim.say("滴")
    sim.script(Drip(0.0002))
    start = time.monotonic()

    answer = chat(sim, stream=stream)

    assert time.monotonic() - start >= 0.0002 * len(answer.content)
    assert "滴" in answer.content.decode()


def test_a_drip_sends_the_headers_at_once(sim: OpenAISimulator) -> None:
    sim.script(Drip(60))

    with asked(sim, stream=True) as client:
        data = up_to_silence(client)

    assert data.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(("clean", "end"), [(False, "reset"), (True, "closed")])
def test_a_cut_after_chunks_ends_a_stream(sim: OpenAISimulator, clean: bool, end: str) -> None:
    sim.script(Cut(after_chunks=2, clean=clean))

    with asked(sim, stream=True) as client:
        data, ended = up_to_end(client)

    assert (data.count(b"data: {"), ended) == (2, end)
    assert not sim.requests[0].closed_by_client


@pytest.mark.parametrize("size", [0, 1, 100])
@pytest.mark.parametrize("stream", [False, True])
def test_a_cut_after_bytes_counts_the_body(sim: OpenAISimulator, stream: bool, size: int) -> None:
    sim.script(Cut(after_bytes=size))

    with asked(sim, stream) as client:
        data, end = up_to_end(client)

    body = data.partition(b"\r\n\r\n")[2]
    framing = len(b"%x\r\n\r\n" % size) if stream and size else 0
    assert (len(body), end) == (size + framing, "reset")


@pytest.mark.parametrize("stream", [False, True])
def test_a_cut_without_a_place_comes_before_any_byte(sim: OpenAISimulator, stream: bool) -> None:
    sim.script(Cut())

    with asked(sim, stream) as client:
        assert up_to_end(client) == (b"", "reset")
    sim.script(Cut(clean=True))
    with pytest.raises(requests.ConnectionError):
        chat(sim, stream=stream)


def test_a_client_that_stops_reading_a_huge_body_is_noticed(sim: OpenAISimulator) -> None:
    sim.script(HugeBody(100))

    with asked(sim, stream=True) as client:
        assert client.recv(1000)

    until(lambda: sim.requests[0].closed_by_client)


@pytest.mark.parametrize("fault", [Stall(), StallAfter(2), Drip(60), SlowFirstByte(60), Pace(60)])
def test_a_client_that_leaves_early_is_noticed(sim: OpenAISimulator, fault: Any) -> None:
    sim.script(fault)

    with asked(sim, stream=True):
        until(lambda: len(sim.requests) == 1)
        assert not sim.requests[0].closed_by_client

    until(lambda: sim.requests[0].closed_by_client)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("fault", [SlowFirstByte(0), Pace(0.001), Drip(0), Chunking((50,))])
def test_a_client_that_leaves_at_the_end_has_not_left_early(
    sim: OpenAISimulator, fault: Any, stream: bool
) -> None:
    sim.script(fault)

    chat(sim, stream=stream)
    chat(sim)

    assert [call.closed_by_client for call in sim.requests] == [False, False]
