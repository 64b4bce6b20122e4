"""The wrong and the unusual answers of the OpenAI simulator."""

import json
from collections.abc import Iterator

import pytest
import requests

from tests.simulators import openai_statuses as statuses
from tests.simulators.openai import (
    Chunking,
    DataPrefixed400,
    ErrorInStream,
    HugeBody,
    NoUsage,
    OpenAISimulator,
    SlowFirstByte,
    Status,
    Truncated,
    WrongJson,
)
from tests.simulators.openai_client import asked, chat, events, joined, up_to_silence

GREETING = "你好！有什么可以帮你？"


@pytest.fixture
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator() as simulator:
        yield simulator


@pytest.mark.parametrize(
    ("status", "http"),
    [
        (statuses.LIMIT_REQUESTS, 429),
        (statuses.INSUFFICIENT_QUOTA, 429),
        (statuses.ARREARAGE, 400),
        (statuses.CONTEXT_OVERFLOW, 400),
        (statuses.MODEL_NOT_FOUND, 404),
        (statuses.MODEL_UNAVAILABLE, 503),
    ],
)
def test_a_status_has_the_shape_of_qwen(sim: OpenAISimulator, status: Status, http: int) -> None:
    sim.script(status)

    answer = chat(sim, stream=True)

    body = answer.json()
    assert answer.status_code == http
    assert (body["error"]["code"], body["error"]["message"]) == (status.code, status.message)
    assert body["error"]["param"] is None
    assert body["id"] == f"chatcmpl-{body['request_id']}"


def test_a_status_may_have_headers(sim: OpenAISimulator) -> None:
    sim.script(Status(429, "limit_requests", "slow down", {"Retry-After": "7"}))

    assert chat(sim).headers["Retry-After"] == "7"


def test_a_status_may_have_the_shape_of_ark(sim: OpenAISimulator) -> None:
    sim.script(statuses.ARK_OVERLOADED)

    error = chat(sim).json()["error"]

    assert (error["code"], error["type"]) == ("ServerOverloaded", "TooManyRequests")
    assert "Request id: " in error["message"]


def test_a_status_may_be_the_text_of_a_proxy(sim: OpenAISimulator) -> None:
    sim.script(statuses.BAD_GATEWAY)

    answer = chat(sim)

    assert (answer.status_code, answer.text) == (502, "Bad Gateway")


def test_faults_come_in_order_and_take_no_answer_they_do_not_give(sim: OpenAISimulator) -> None:
    sim.say("好的")
    sim.script(statuses.INTERNAL_ERROR, SlowFirstByte(0))

    assert [chat(sim).status_code, chat(sim).json()["choices"][0]["message"]["content"]] == [
        500,
        "好的",
    ]


def test_wrong_json_is_a_page_or_ends_too_early(sim: OpenAISimulator) -> None:
    sim.script(WrongJson(), WrongJson("truncated"), WrongJson("truncated"))

    page, half, stream = chat(sim, stream=True), chat(sim), chat(sim, stream=True)

    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html")
    assert (half.status_code, half.content[:11]) == (200, b'{"choices":')
    with pytest.raises(requests.JSONDecodeError):
        half.json()
    with pytest.raises(json.JSONDecodeError):
        joined(events(stream))


def test_a_huge_body_is_valid(sim: OpenAISimulator) -> None:
    sim.script(HugeBody(3), HugeBody(3), HugeBody(3, one_line=True))

    whole, many, line = chat(sim), chat(sim, stream=True), chat(sim, stream=True)

    size = 3 * 1024 * 1024
    assert len(whole.json()["choices"][0]["message"]["content"]) == size
    assert (len(joined(events(many))), len(joined(events(line)))) == (size, size)
    assert len(line.content.splitlines()[0]) > size > len(many.content.splitlines()[0])


def test_an_answer_may_come_without_usage(sim: OpenAISimulator) -> None:
    sim.script(NoUsage(), NoUsage())

    whole = chat(sim)
    stream = chat(sim, stream=True, stream_options={"include_usage": True})

    assert "usage" not in whole.json()
    assert '"choices":[]' not in stream.text
    assert joined(events(stream)) == GREETING


def test_a_truncated_answer_is_half_of_it(sim: OpenAISimulator) -> None:
    sim.say("一二三四", "一二三四")
    sim.script(Truncated(), Truncated())

    choice, stream = chat(sim).json()["choices"][0], chat(sim, stream=True)

    assert (choice["message"]["content"], choice["finish_reason"]) == ("一二", "length")
    assert joined(events(stream)) == "一二"
    assert '"finish_reason":"length"' in stream.text


def test_an_error_may_come_after_partial_content(sim: OpenAISimulator) -> None:
    sim.script(*2 * [ErrorInStream("data_inspection_failed", after_chunks=3)])

    stream, whole = chat(sim, stream=True), chat(sim)

    lines = [line for line in stream.content.decode().split("\n\n") if line]
    assert (stream.status_code, len(lines)) == (200, 4)
    assert json.loads(lines[-1][6:])["error"]["code"] == "data_inspection_failed"
    assert (whole.status_code, whole.json()["error"]["code"]) == (400, "data_inspection_failed")


@pytest.mark.parametrize("stream", [False, True])
def test_a_400_may_begin_like_a_stream(sim: OpenAISimulator, stream: bool) -> None:
    sim.script(DataPrefixed400())

    answer = chat(sim, stream=stream)

    assert answer.status_code == 400
    assert answer.text.startswith('data: {"error":{"code":"data_inspection_failed"')


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("sizes", [(1,), (3, 500, 7), (100_000,)])
@pytest.mark.parametrize(("crlf", "comments"), [(False, False), (True, True)])
def test_chunking_changes_the_bytes_but_not_the_answer(
    sim: OpenAISimulator, stream: bool, sizes: tuple[int, ...], crlf: bool, comments: bool
) -> None:
    sim.script(Chunking(sizes, crlf, comments))

    answer = chat(sim, stream=stream)

    if stream:
        assert joined(events(answer)) == GREETING
        assert (b"\r\n" in answer.content) == crlf
        assert (b": keep-alive" in answer.content) == comments
    else:
        assert answer.json()["choices"][0]["message"]["content"] == GREETING


def test_chunking_splits_where_it_is_told(sim: OpenAISimulator) -> None:
    sim.script(Chunking((2, 5)))

    with asked(sim, stream=True) as client:
        data = up_to_silence(client)

    body = data.partition(b"\r\n\r\n")[2]
    assert body.startswith(b"2\r\nda\r\n5\r\nta: {\r\n2\r\n")
