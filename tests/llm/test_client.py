"""Asking a model: whatever the provider does, an answer or an error of the contract, in time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import ApiError, ServerEnds, UpstreamTimeout
from shared.http import reader
from shared.llm import client
from shared.llm.answers.replies import Completion, Piece, Transcript
from shared.llm.answers.usage import Usage
from shared.llm.transport import connections, targets
from shared.llm.transport.targets import Target
from tests.conftest import Configure
from tests.simulators.openai import (
    Answer,
    Chunking,
    Cut,
    DataPrefixed400,
    Drip,
    ErrorInStream,
    Fault,
    HugeBody,
    NoUsage,
    OpenAISimulator,
    Pace,
    SlowFirstByte,
    Stall,
    StallAfter,
    Status,
    Truncated,
    WrongJson,
)
from tests.simulators.openai_statuses import (
    ACCESS_DENIED,
    ARK_OVERDUE,
    ARK_OVERLOADED,
    ARK_SENSITIVE,
    ARREARAGE,
    BAD_GATEWAY,
    CONTEXT_OVERFLOW,
    DATA_INSPECTION_FAILED,
    FREE_TIER_ONLY,
    INSUFFICIENT_QUOTA,
    INTERNAL_ERROR,
    INVALID_API_KEY,
    LIMIT_REQUESTS,
    MODEL_NOT_FOUND,
    MODEL_UNAVAILABLE,
)
from tests.waiting import takes_at_most, until
from tests.wire import CHUNKED, LAST, Line, Wire, chunk, whole

KEY = "sk-sim"
QUESTION: dict[str, Any] = {"messages": [{"role": "user", "content": "一加一？"}]}
PLENTY = 20.0  # seconds
TEXT = "一加一等于二 💊，没错。"

Way = Callable[..., Completion]


@pytest.fixture
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator(KEY) as simulator:
        yield simulator


@pytest.fixture(autouse=True)
def fresh_lines_and_short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection is left over from other tests; trying again does not take long."""
    connections.close()
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def target(sim: OpenAISimulator, **changes: str) -> Target:
    return Target(**{"url": sim.url, "key": KEY, "model": "qwen-plus", **changes})


def complete(asked: Target, seconds: float = PLENTY, **more: Any) -> Completion:
    return client.complete(asked, {**QUESTION, **more}, deadline=time.monotonic() + seconds)


def items(asked: Target, seconds: float = PLENTY, **more: Any) -> list[Piece | Completion | None]:
    question = {**QUESTION, **more}
    with closing(client.stream(asked, question, deadline=time.monotonic() + seconds)) as stream:
        return list(stream)


def streamed(asked: Target, seconds: float = PLENTY, **more: Any) -> Completion:
    """The end of a stream, which says the same as its pieces."""
    *pieces, last = items(asked, seconds, **more)
    assert isinstance(last, Completion)
    assert "".join(piece.content for piece in pieces if isinstance(piece, Piece)) == last.content
    return last


def heard_by_who_leaves(sim: OpenAISimulator) -> Piece | Completion | None:
    """What a stream says to somebody who leaves in the silence after the question."""
    somebody = reader.Reader()

    def listen() -> Piece | Completion | None:
        reader.serve(somebody)
        stream = client.stream(target(sim), QUESTION, deadline=time.monotonic() + PLENTY)
        with closing(stream):
            return next(stream)

    with ThreadPoolExecutor(1) as thread:
        heard = thread.submit(listen)
        until(lambda: sim.requests)
        somebody.leave()
        return heard.result(20)


both = pytest.mark.parametrize("way", [complete, streamed])


def error(way: Way, asked: Target, seconds: float = PLENTY) -> ApiError:
    with pytest.raises(ApiError) as caught:
        way(asked, seconds)
    return caught.value


@both
def test_an_answer_is_whole(sim: OpenAISimulator, way: Way) -> None:
    sim.say(TEXT)

    said = way(target(sim))

    assert (said.content, said.model, said.finish_reason) == (TEXT, "qwen-plus", "stop")
    assert said.usage == Usage(4, len(TEXT), 4 + len(TEXT), 0, 0)


@both
@pytest.mark.parametrize("end", ["", "/", "/chat/completions", "/chat/completions/"])
def test_a_base_url_and_a_full_one_are_the_same(sim: OpenAISimulator, way: Way, end: str) -> None:
    way(target(sim, url=sim.url + end))

    assert [call.path for call in sim.requests] == ["/v1/chat/completions"]


def test_the_question_is_passed_on_and_the_usage_always_asked_for(sim: OpenAISimulator) -> None:
    complete(target(sim), temperature=0.1)
    streamed(target(sim), temperature=0.1, stream_options={"include_usage": False})

    whole_body, stream_body = (call.body for call in sim.requests)
    asked = {"model": "qwen-plus", **QUESTION, "temperature": 0.1}
    assert whole_body == {**asked, "stream": False}
    assert stream_body == {**asked, "stream": True, "stream_options": {"include_usage": True}}
    assert {call.headers["authorization"] for call in sim.requests} == {"Bearer sk-sim"}


@both
def test_without_a_key_there_is_no_header_for_one(sim: OpenAISimulator, way: Way) -> None:
    assert error(way, target(sim, key="")).reason == "upstream_refused"
    assert "authorization" not in sim.requests[0].headers


def test_a_key_does_not_show(sim: OpenAISimulator) -> None:
    assert KEY not in repr(target(sim))


@both
def test_thoughts_are_not_the_answer_and_their_tokens_are_known(
    sim: OpenAISimulator, way: Way
) -> None:
    sim.say(Answer(TEXT, reasoning="想一想"))

    said = way(target(sim))

    assert said.content == TEXT
    assert said.usage.reasoning_tokens == 3
    assert said.usage.completion_tokens == 3 + len(TEXT)


def test_thoughts_come_as_pieces_of_their_own(sim: OpenAISimulator) -> None:
    sim.say(Answer("二", reasoning="想一想"))

    pieces = [item for item in items(target(sim)) if isinstance(item, Piece)]

    assert "".join(piece.reasoning for piece in pieces) == "想一想"
    assert "".join(piece.content for piece in pieces) == "二"


@both
def test_an_answer_that_was_cut_by_length_says_so(sim: OpenAISimulator, way: Way) -> None:
    sim.say("一二三四")
    sim.script(Truncated())

    said = way(target(sim))

    assert (said.content, said.finish_reason) == ("一二", "length")


@both
def test_usage_is_estimated_where_the_provider_does_not_tell(
    sim: OpenAISimulator, way: Way
) -> None:
    sim.say(TEXT)
    sim.script(NoUsage())

    used = way(target(sim)).usage

    assert used.prompt_tokens > 0
    assert used.completion_tokens > 0
    assert used.total_tokens == used.prompt_tokens + used.completion_tokens


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (DATA_INSPECTION_FAILED, 422, "moderated"),
        (DataPrefixed400(), 422, "moderated"),
        (ARK_SENSITIVE, 422, "moderated"),
        (CONTEXT_OVERFLOW, 422, "context_too_long"),
        (ARREARAGE, 502, "upstream_refused"),
        (INVALID_API_KEY, 502, "upstream_refused"),
        (ACCESS_DENIED, 502, "upstream_refused"),
        (FREE_TIER_ONLY, 502, "upstream_refused"),
        (MODEL_NOT_FOUND, 502, "upstream_refused"),
        (ARK_OVERDUE, 502, "upstream_refused"),
    ],
)
@both
def test_what_would_fail_again_is_asked_once(
    sim: OpenAISimulator, way: Way, status: Fault, code: int, reason: str
) -> None:
    sim.script(status)

    found = error(way, target(sim))

    assert (found.status, found.reason) == (code, reason)
    assert len(sim.requests) == 1


PASSING: list[tuple[Fault, int, str]] = [
    (LIMIT_REQUESTS, 503, "upstream_busy"),
    (INSUFFICIENT_QUOTA, 503, "upstream_busy"),
    (ARK_OVERLOADED, 503, "upstream_busy"),
    (INTERNAL_ERROR, 502, "upstream_error"),
    (BAD_GATEWAY, 502, "upstream_error"),
    (MODEL_UNAVAILABLE, 502, "upstream_error"),
    (Cut(), 502, "upstream_error"),
    (Cut(clean=True), 502, "upstream_error"),
]


@pytest.mark.parametrize(("fault", "code", "reason"), PASSING)
@both
def test_what_may_pass_is_tried_three_times(
    sim: OpenAISimulator, way: Way, fault: Fault, code: int, reason: str
) -> None:
    sim.normally = fault

    found = error(way, target(sim))

    assert (found.status, found.reason) == (code, reason)
    assert len(sim.requests) == 3


@pytest.mark.parametrize("fault", [fault for fault, _, _ in PASSING])
@both
def test_what_has_passed_leaves_no_trace(sim: OpenAISimulator, way: Way, fault: Fault) -> None:
    sim.say(TEXT)
    sim.script(fault, fault)

    assert way(target(sim)).content == TEXT
    assert len(sim.requests) == 3


def test_a_page_instead_of_an_answer_may_pass_too(sim: OpenAISimulator) -> None:
    sim.say(TEXT, TEXT)
    sim.script(WrongJson("html"), WrongJson("truncated"))

    assert complete(target(sim)).content == TEXT
    assert len(sim.requests) == 3


@both
def test_a_provider_that_is_not_there_is_tried_and_given_up(way: Way) -> None:
    with takes_at_most(2):
        found = error(way, Target("http://127.0.0.1:1/v1", KEY, "m"))

    assert (found.status, found.code) == (502, "upstream_error")


def busy(seconds: str) -> Status:
    return Status(429, "limit_requests", "Slow down.", {"Retry-After": seconds})


@both
def test_a_wait_that_the_provider_asks_for_is_kept(sim: OpenAISimulator, way: Way) -> None:
    sim.script(busy("1"))

    way(target(sim))

    first, second = sim.requests
    assert 1 <= second.at - first.at < 2


@both
def test_a_wait_beyond_the_deadline_is_not_begun(sim: OpenAISimulator, way: Way) -> None:
    sim.script(busy("30"))

    with takes_at_most(1):
        found = error(way, target(sim), seconds=5)

    assert (found.status, found.headers) == (503, {"Retry-After": "30"})
    assert len(sim.requests) == 1


def test_who_leaves_while_we_wait_to_try_again_is_not_asked_for(
    sim: OpenAISimulator,
) -> None:
    sim.script(busy("15"))

    assert heard_by_who_leaves(sim) is None
    assert len(sim.requests) == 1


LATE: list[Fault] = [Stall(), SlowFirstByte(30), StallAfter(0), StallAfter(2), Drip(0.02), Pace(30)]


@pytest.mark.parametrize("fault", LATE)
@both
def test_the_deadline_is_met(sim: OpenAISimulator, way: Way, fault: Fault) -> None:
    if way is complete and isinstance(fault, Pace):
        fault = Pace(0, first=30)
    sim.say(TEXT * 20)
    sim.script(fault)

    with takes_at_most(1):
        found = error(way, target(sim), seconds=0.4)

    assert (found.status, found.code) == (504, "upstream_timeout")
    assert len(sim.requests) == 1
    until(lambda: sim.requests[0].closed_by_client)


@both
def test_the_configured_limit_is_met_too(
    sim: OpenAISimulator, way: Way, configure: Configure
) -> None:
    configure(LLM_TIMEOUT="1")
    sim.script(Stall())

    with takes_at_most(1.5):
        assert error(way, target(sim)).status == 504


@both
def test_a_deadline_that_is_over_asks_nothing(sim: OpenAISimulator, way: Way) -> None:
    assert error(way, target(sim), seconds=-1).status == 504
    assert sim.requests == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Cut(after_chunks=3), "upstream_cut"),
        (Cut(after_chunks=3, clean=True), "upstream_cut"),
        (Cut(after_bytes=700), "upstream_cut"),
        (ErrorInStream("internal_error", 3, "no"), "upstream_cut"),
        (ErrorInStream("data_inspection_failed", 3), "moderated"),
        (ErrorInStream("limit_requests", 0, "no"), "upstream_cut"),
        (WrongJson("truncated"), "upstream_cut"),
    ],
)
def test_a_stream_that_breaks_ends_with_an_error_and_is_not_asked_for_again(
    sim: OpenAISimulator, fault: Fault, reason: str
) -> None:
    sim.say(TEXT)
    sim.script(fault)

    assert error(streamed, target(sim)).reason == reason
    assert len(sim.requests) == 1


def test_what_was_said_before_a_break_was_delivered(sim: OpenAISimulator) -> None:
    sim.say(TEXT)
    sim.script(Cut(after_chunks=3))
    said: list[Piece | Completion | None] = []

    with pytest.raises(ApiError):
        said.extend(client.stream(target(sim), QUESTION, deadline=time.monotonic() + PLENTY))

    assert "".join(item.content for item in said if item) == TEXT[:4]


@pytest.mark.parametrize("fault", [Cut(after_bytes=20), Cut(after_bytes=20, clean=True)])
def test_a_body_that_breaks_off_is_not_paid_for_again(sim: OpenAISimulator, fault: Fault) -> None:
    sim.script(fault)

    assert error(complete, target(sim)).reason == "upstream_cut"
    assert len(sim.requests) == 1


def test_an_empty_stream_is_no_answer() -> None:
    def play(line: Line) -> None:
        while line.hear():
            line.say(CHUNKED + chunk(b"data: [DONE]\n\n") + LAST)

    with Wire(play) as wire:
        assert error(streamed, Target(wire.url, "", "m")).reason == "upstream_cut"


@pytest.mark.parametrize("kind", ["html", "truncated"])
@both
def test_what_is_no_answer_is_an_error(sim: OpenAISimulator, way: Way, kind: Any) -> None:
    sim.normally = WrongJson(kind)

    found = error(way, target(sim))

    assert (found.status, found.code) == (502, "upstream_error")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'"text"', b'{"choices":[]}', b'{"choices":null}',
        b'{"choices":[{}]}', b'{"choices":[{"message":null}]}', b'{"choices":"x"}',
        b'{"error":{"message":"x"}}', b"\xff\xfe",
        b"[" * 100_000, b'{"usage":{"prompt_tokens":"many"},"choices":[]}', b'{"choices":[null]}',
    ],
)  # fmt: skip
def test_json_of_another_shape_is_an_error(body: bytes) -> None:
    def play(line: Line) -> None:
        while line.hear():
            line.say(whole(body))

    with Wire(play) as wire:
        found = error(complete, Target(wire.url, "", "m"))
        assert (found.status, found.code) == (502, "upstream_error")

    def events(line: Line) -> None:
        while line.hear():
            line.say(CHUNKED + chunk(b"data: " + body + b"\n\n") + LAST)

    with Wire(events) as wire:
        found = error(streamed, Target(wire.url, "", "m"))
        assert (found.status, found.code) == (502, "upstream_error")


def test_odd_counts_never_give_credits_back() -> None:
    body = (
        b'{"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":-9,'
        b'"completion_tokens":-5,"prompt_tokens_details":{"cached_tokens":7},'
        b'"completion_tokens_details":{"reasoning_tokens":-7}}}'
    )

    def play(line: Line) -> None:
        line.hear()
        line.say(whole(body))

    with Wire(play) as wire:
        used = complete(Target(wire.url, "", "m")).usage

    counted = (
        used.prompt_tokens, used.completion_tokens, used.total_tokens, used.cached_tokens,
        used.reasoning_tokens,
    )  # fmt: skip
    assert min(counted) >= 0
    assert used.cached_tokens <= used.prompt_tokens


def test_a_huge_body_is_not_read_to_its_end(sim: OpenAISimulator) -> None:
    sim.normally = HugeBody(40)

    with takes_at_most(5):
        assert error(complete, target(sim)).reason == "upstream_error"
    until(lambda: all(call.closed_by_client for call in sim.requests))


def test_a_huge_event_is_not_read_to_its_end(sim: OpenAISimulator) -> None:
    sim.script(HugeBody(40, one_line=True))

    with takes_at_most(5):
        assert error(streamed, target(sim)).reason == "upstream_error"
    until(lambda: sim.requests[0].closed_by_client)
    assert len(sim.requests) == 1


def test_who_has_the_last_piece_and_asks_for_no_more_leaves_the_line_to_the_next() -> None:
    said = CHUNKED + chunk(b'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n')

    def play(line: Line) -> None:
        while line.hear():
            line.say(said, LAST)

    with Wire(play) as wire:
        for _ in range(3):
            asked = Target(url=wire.url, key="", model="m")
            with closing(client.stream(asked, QUESTION, deadline=time.monotonic() + 5)) as stream:
                while not isinstance(next(stream), Completion):
                    pass

        assert len(wire.lines) == 1


def test_a_stream_without_end_is_given_up(
    sim: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_LARGEST_STREAM", 1_000_000)
    sim.script(HugeBody(40))

    with takes_at_most(5):
        assert error(streamed, target(sim)).reason == "upstream_error"
    until(lambda: sim.requests[0].closed_by_client)


CHUNKINGS = st.builds(
    Chunking,
    st.lists(st.integers(1, 90), min_size=1, max_size=6).map(tuple),
    crlf=st.booleans(),
    comments=st.booleans(),
)


@given(CHUNKINGS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_chunking_of_the_bytes_gives_the_same_answer(
    sim: OpenAISimulator, chunking: Chunking
) -> None:
    sim.say(TEXT, TEXT)
    sim.script(chunking, chunking)

    assert streamed(target(sim)).content == TEXT
    assert complete(target(sim)).content == TEXT


@pytest.mark.parametrize(
    "status",
    [Status(http, "odd", "sk-live-9 in <body>") for http in (400, 401, 404, 429, 500)]
    + [Status(http, "", "sk-live-9 in <body>", shape="plain") for http in (403, 502)],
)
@both
def test_neither_keys_nor_bodies_are_in_what_the_caller_sees(
    sim: OpenAISimulator, way: Way, status: Status
) -> None:
    sim.normally = status

    found = error(way, target(sim))

    shown = repr(vars(found)) + str(found) + str(found.__cause__)
    assert "sk-live-9" not in shown
    assert KEY not in shown
    assert sim.url not in shown


@pytest.mark.parametrize("fault", [Stall(), SlowFirstByte(30), StallAfter(0)])
def test_who_leaves_in_a_silence_hangs_up_on_the_provider(
    sim: OpenAISimulator, fault: Fault
) -> None:
    sim.script(fault)

    assert heard_by_who_leaves(sim) is None
    until(lambda: sim.requests[0].closed_by_client)


@pytest.mark.parametrize("fault", [Stall(), SlowFirstByte(30), StallAfter(0)])
@both
def test_who_is_cut_off_hears_that_the_server_ends(
    sim: OpenAISimulator, way: Way, fault: Fault
) -> None:
    sim.script(fault)
    somebody = reader.Reader()
    with ThreadPoolExecutor(1, initializer=reader.serve, initargs=(somebody,)) as thread:
        found = thread.submit(error, way, target(sim))
        until(lambda: sim.requests)
        somebody.cut()

        assert isinstance(found.result(20), ServerEnds)
    assert len(sim.requests) == 1


@pytest.mark.parametrize("fault", [Stall(), SlowFirstByte(30), StallAfter(0)])
def test_patience_ends_where_no_word_has_come(sim: OpenAISimulator, fault: Fault) -> None:
    sim.script(fault)
    deadline = time.monotonic() + PLENTY

    with takes_at_most(1), pytest.raises(UpstreamTimeout):
        list(client.stream(target(sim), QUESTION, deadline=deadline, patience=0.3))


def test_what_has_begun_needs_no_patience(sim: OpenAISimulator) -> None:
    sim.say(TEXT)
    sim.script(Pace(0.1))
    deadline = time.monotonic() + PLENTY

    *_, last = client.stream(target(sim), QUESTION, deadline=deadline, patience=0.25)

    assert isinstance(last, Completion)


@pytest.mark.parametrize("fault", [StallAfter(3), Pace(0.05), Drip(0.001)])
def test_closing_a_stream_in_the_middle_hangs_up_on_the_provider(
    sim: OpenAISimulator, fault: Fault
) -> None:
    sim.say(TEXT * 50)
    sim.script(fault)
    stream = client.stream(target(sim), QUESTION, deadline=time.monotonic() + PLENTY)
    assert isinstance(next(stream), Piece)

    with takes_at_most(0.5):
        stream.close()
        until(lambda: sim.requests[0].closed_by_client)


def test_pieces_come_as_they_are_said(sim: OpenAISimulator) -> None:
    sim.say(TEXT)
    sim.script(Pace(0.03))
    stream = client.stream(target(sim), QUESTION, deadline=time.monotonic() + PLENTY)

    with takes_at_most(0.3), closing(stream):
        for _ in range(3):
            assert isinstance(next(stream), Piece)


@both
def test_calls_one_after_the_other_share_a_connection(way: Way) -> None:
    delta = (
        b'{"choices":[{"message":{"content":"x"},"delta":{"content":"x"},"finish_reason":"stop"}]}'
    )

    def play(line: Line) -> None:
        while heard := line.hear():
            if b'"stream":true' in heard:
                line.say(
                    CHUNKED, chunk(b"data: " + delta + b"\n\ndata: [DONE]\n\n"), LAST, pause=0.02
                )
            else:
                line.say(whole(delta))

    with Wire(play) as wire:
        for _ in range(4):
            assert way(Target(wire.url, "", "m")).content == "x"
        assert len(wire.lines) == 1


@both
def test_a_provider_that_was_restarted_is_not_noticed(sim: OpenAISimulator, way: Way) -> None:
    way(target(sim))

    sim.stop()
    sim.start()

    way(target(sim))
    assert len(sim.requests) == 2


def test_what_was_said_before_a_client_left_has_an_estimated_cost() -> None:
    heard = Transcript()
    heard.add(Piece(TEXT, "", {}))

    said = heard.completion(QUESTION, "qwen-plus", "client_gone")

    assert (said.content, said.model, said.finish_reason) == (TEXT, "qwen-plus", "client_gone")
    assert said.usage.prompt_tokens > 0
    assert said.usage.completion_tokens > 0
