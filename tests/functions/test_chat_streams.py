"""POST /api/chat with `stream`: server-sent events, to the end or to an error."""

import io
import json
from typing import Any

import pytest

from tests.client import Account, Answer, Client, WsgiClient
from tests.conftest import Configure
from tests.functions.questions import ask, question, spoken, titles
from tests.simulators import openai
from tests.simulators.openai import (
    Chunking,
    Cut,
    ErrorInStream,
    Fault,
    NoUsage,
    OpenAISimulator,
    Pace,
    Stall,
    StallAfter,
    Status,
)

REFUSAL = Status(403, "access_denied", "no")


def last_turn(client: Client, account: Account, conversation_id: str) -> tuple[str, str]:
    path = f"/api/conversations/{conversation_id}"
    turn = client.call("GET", path, token=account.token).json["messages"][-1]
    return turn["content"], turn["finish_reason"]


def names(answer: Answer) -> list[str]:
    return [name for name, _ in answer.events]


def text(answer: Answer) -> str:
    return "".join(data["content"] for name, data in answer.events if name == "delta")


def test_refusals_before_the_model_is_asked_are_plain_answers(
    client: Client, model: OpenAISimulator
) -> None:
    answer = ask(client, "", stream=True)

    assert answer.status == 422
    assert answer.headers["content-type"] == "application/json"


def test_events_are_start_deltas_and_done(client: Client, model: OpenAISimulator) -> None:
    model.say("春眠不觉晓")

    answer = ask(client, stream=True)

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "no-store" in answer.headers["cache-control"]
    assert names(answer) == ["start", "delta", "delta", "delta", "done"]
    assert text(answer) == "春眠不觉晓"


def test_start_and_done_agree_and_done_says_what_the_whole_answer_would(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()

    answer = ask(client, account=account, stream=True)

    start, done = answer.events[0][1], answer.events[-1][1]
    both = ("id", "conversation_id", "model", "demonstration", "notes", "aigc")
    assert start == {name: done[name] for name in both}
    assert done["aigc"]["ProduceID"] == done["id"]
    assert json.loads(answer.headers["x-aigc-label"]) == done["aigc"]
    assert done["finish_reason"] == "stop"
    assert done["usage"]["total_tokens"] > 0
    assert done["credits"] == {"charged": 0, "remaining": 0}
    assert "message" not in done


def test_streamed_turns_are_kept_and_go_back_to_the_model(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say("一答", "二答")

    first = ask(client, "一问", account, stream=True)
    conversation_id = first.events[-1][1]["conversation_id"]
    ask(client, "二问", account, stream=True, conversation_id=conversation_id)

    turns = spoken(client, account, conversation_id)
    assert [said for _, said in turns] == ["一问", "一答", "二问", "二答"]


def test_reasoning_is_told_apart_from_the_answer(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say(openai.Answer("答案", reasoning="想一想"))

    answer = ask(client, account=account, stream=True)

    thoughts = [data.get("reasoning", "") for name, data in answer.events if name == "delta"]
    assert "".join(thoughts) == "想一想"
    assert text(answer) == "答案"
    assert spoken(client, account, answer.events[-1][1]["conversation_id"])[-1][1] == "答案"


@pytest.mark.parametrize(
    "fault", [Chunking((1,)), Chunking((3, 7), crlf=True), Chunking((1000,), comments=True)]
)
def test_stream_is_the_same_however_its_bytes_are_cut(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    model.script(fault)
    model.say("春眠不觉晓，处处闻啼鸟。")

    answer = ask(client, stream=True)

    assert text(answer) == "春眠不觉晓，处处闻啼鸟。"
    assert names(answer)[-1] == "done"


def test_usage_is_estimated_where_the_provider_says_none(
    client: Client, model: OpenAISimulator
) -> None:
    model.script(NoUsage())

    assert ask(client, stream=True).events[-1][1]["usage"]["total_tokens"] > 0


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (REFUSAL, "upstream_error"),
        (Cut(after_chunks=3), "upstream_error"),
        (Cut(after_chunks=3, clean=True), "upstream_error"),
        (ErrorInStream("internal_error", 3), "upstream_error"),
        (ErrorInStream("data_inspection_failed", 3), "invalid_request"),
        (Stall(), "upstream_timeout"),
        (StallAfter(3), "upstream_timeout"),
    ],
)
def test_stream_that_breaks_ends_with_an_error_and_keeps_what_was_said(
    client: Client, model: OpenAISimulator, configure: Configure, fault: Fault, code: str
) -> None:
    configure(LLM_TIMEOUT="1")
    account = client.register()
    model.script(fault)

    answer = ask(client, account=account, stream=True)

    assert answer.status == 200
    assert names(answer)[0] == "start"
    assert names(answer)[-1] == "error"
    error = answer.events[-1][1]["error"]
    assert error["code"] == code
    assert error["request_id"] == answer.headers["x-request-id"]
    said = "".join(data["content"] for name, data in answer.events if name == "delta")
    kept = said and code != "invalid_request"
    assert titles(client, account) == (["你好"] if kept else [])
    more = {"conversation_id": answer.events[0][1]["conversation_id"]} if kept else {}
    if kept:
        assert last_turn(client, account, more["conversation_id"]) == (said, "interrupted")
    assert names(ask(client, account=account, stream=True, **more))[-1] == "done"
    if kept:
        told = model.requests[-1].body or {}
        assert [turn["content"] for turn in told["messages"][1:]] == ["你好", said, "你好"]


def test_stream_that_breaks_is_logged_as_an_error(
    client: Client, model: OpenAISimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    model.script(REFUSAL)

    answer = ask(client, stream=True)

    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["level"] == "error"
    assert line["error"] == "upstream_error"
    assert line["cause"].startswith("HTTP 403 access_denied: no (request ")
    assert line["request_id"] == answer.headers["x-request-id"]


def test_fault_of_ours_in_a_stream_is_an_error_event_that_shows_nothing(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("shared.chat.exchanges._summary", fail)

    answer = ask(client, stream=True)

    assert names(answer)[-1] == "error"
    assert answer.events[-1][1]["error"]["code"] == "internal_error"
    assert b"a secret" not in answer.body
    assert "RuntimeError: a secret" in capsys.readouterr().out


def test_broken_stream_can_be_asked_for_again_with_the_same_key(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.script(Cut(after_chunks=3))

    def once() -> Answer:
        return client.call(
            "POST",
            "/api/chat",
            question(stream=True),
            token=account.token,
            headers={"Idempotency-Key": "1"},
        )

    first, second, third = once(), once(), once()

    assert names(first)[-1] == "error"
    assert names(second)[-1] == "done"
    assert third.body == second.body
    assert third.headers["idempotency-replayed"] == "true"
    assert len(titles(client, account)) == 2  # what broke off, and what was asked for again


class Reader:
    """Somebody who reads a stream chunk by chunk, and may leave."""

    def __init__(self, account: Account | None = None, **more: Any) -> None:
        raw = json.dumps(question(stream=True, **more)).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/api/chat",
            "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": io.BytesIO(raw),
        }
        if account:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {account.token}"
        self.body: Any = WsgiClient().app(environ, lambda *_: None)

    def read(self, chunks: int) -> bytes:
        return b"".join(next(self.body) for _ in range(chunks))

    def leave(self) -> None:
        self.body.close()


@pytest.fixture
def patient(sqlite: str, model: OpenAISimulator) -> Client:
    """A client of a model that answers slowly."""
    model.normally = Pace(0.05)
    return WsgiClient()


def test_what_a_client_had_read_when_it_left_is_kept(
    patient: Client, model: OpenAISimulator
) -> None:
    account = patient.register()
    model.say("一二三四五六七八九十")
    reader = Reader(account)

    seen = reader.read(3)
    reader.leave()

    conversation_id = json.loads(seen.split(b"data: ")[1].splitlines()[0])["conversation_id"]
    assert spoken(patient, account, conversation_id) == [
        ("user", "你好"),
        ("assistant", "一二三四"),
    ]


def test_client_that_leaves_before_the_first_word_leaves_nothing(
    patient: Client, model: OpenAISimulator
) -> None:
    account = patient.register()
    for chunks in (0, 1):
        reader = Reader(account)
        reader.read(chunks)
        reader.leave()

    assert titles(patient, account) == []


def test_log_of_a_stream_is_written_when_it_ends(
    patient: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = Reader()
    reader.read(2)
    assert capsys.readouterr().out == ""

    reader.leave()

    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["ms"] >= 50
