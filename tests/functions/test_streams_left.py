"""Streams whose reader goes away: hung up, settled and kept once; over both databases."""

import io
import itertools
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.database import transactions
from shared.errors import Unavailable
from shared.http import reader
from tests.administering import QUESTION, balance, give, offer
from tests.client import Account, Client, WsgiClient
from tests.conftest import Configure
from tests.functions.questions import spoken, titles
from tests.people import administrator
from tests.simulators.openai import (
    Answer,
    Chunking,
    OpenAISimulator,
    Pace,
    Stall,
    StallAfter,
    ToolCall,
)
from tests.waiting import until

CHAT, COMPLETIONS = "/api/chat", "/v1/chat/completions"
BOTH = pytest.mark.parametrize("path", [CHAT, COMPLETIONS])
GIVEN = 9000
TEXT = "一二三四五六七八九十" * 10


class Reader:
    """Somebody who reads a stream piece by piece, and may leave."""

    def __init__(self, client: WsgiClient, account: Account, path: str, **more: Any) -> None:
        question = {"model": "dear", "messages": QUESTION, "stream": True}
        raw = json.dumps(question | more.pop("body", {})).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(raw)),
            "wsgi.input": io.BytesIO(raw),
            "HTTP_AUTHORIZATION": f"Bearer {account.token}",
            **more,
        }
        self.body: Any = client.app(environ, lambda *_: None)
        self._known = reader.Reader()
        self._thread = ThreadPoolExecutor(1, initializer=reader.serve, initargs=(self._known,))

    def read(self, pieces: int) -> bytes:
        return self._thread.submit(self._read, pieces).result()

    def wait(self, model: OpenAISimulator) -> None:
        """For a next piece, until leaving."""
        self._thread.submit(self._read, 1000)
        until(lambda: model.requests)

    def leave(self) -> float:
        """How long it takes until nothing is left to do."""
        started = time.monotonic()
        self._known.leave()
        self._thread.submit(self.body.close).result()
        return time.monotonic() - started

    def _read(self, pieces: int) -> bytes:
        read = b""
        for piece in itertools.islice(self.body, pieces):
            if self._known.has_left:
                break
            read += piece
        return read


@pytest.fixture
def client(database: str, model: OpenAISimulator, configure: Configure) -> WsgiClient:
    configure(ENABLE_CREDIT_SYSTEM="true")
    return WsgiClient()


@pytest.fixture
def account(client: WsgiClient) -> Account:
    """Somebody with credits for a model that costs one a token."""
    admin = administrator(client)
    offer(client, admin, "dear", max_output=2000)
    give(client, admin, admin, GIVEN)
    return admin


def rows(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def kinds() -> list[str]:
    return [
        row["kind"] for row in rows("SELECT kind FROM ledger WHERE kind <> 'grant' ORDER BY id")
    ]


def the_call() -> dict[str, Any]:
    (row,) = rows("SELECT * FROM usage_calls")
    return row


# something was delivered


@BOTH
@pytest.mark.parametrize("pieces", [2, 3, 10])
def test_what_was_delivered_is_settled_once(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str, pieces: int
) -> None:
    model.normally = Pace(0.005)
    model.say(TEXT)
    reader = Reader(client, account, path)
    reader.read(pieces)

    assert reader.leave() < 2
    reader.leave()

    until(lambda: model.requests[0].closed_by_client, 2)
    call = the_call()
    assert (call["status"], call["end_reason"]) == ("ok", "client_gone")
    assert kinds() == ["reserve", "settle"]
    assert 0 < call["credits"] == GIVEN - balance(client, account)
    assert call["credits"] == call["input_tokens"] + call["output_tokens"]
    assert call["output_tokens"] <= 2 * pieces, "what was delivered, and no more"


def test_what_was_delivered_is_kept_once(
    client: WsgiClient, account: Account, model: OpenAISimulator
) -> None:
    model.normally = Pace(0.005)
    model.say(TEXT)
    reader = Reader(client, account, CHAT)
    seen = reader.read(6)
    reader.leave()

    said = "".join(
        json.loads(line[6:])["content"]
        for line in seen.decode().splitlines()
        if line.startswith('data: {"content"')
    )
    start = json.loads(seen.split(b"data: ")[1].splitlines()[0])
    turns = spoken(client, account, start["conversation_id"])
    assert len(titles(client, account)) == 1
    assert turns[0] == ("user", "你好")
    assert [role for role, _ in turns] == ["user", "assistant"]
    assert turns[1][1].startswith(said)
    assert len(turns[1][1]) <= len(said) + 2


@BOTH
def test_thoughts_and_calls_of_tools_that_were_delivered_are_settled_too(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str
) -> None:
    model.script(StallAfter(100), StallAfter(4))
    model.say(
        Answer("答", reasoning="想" * 196),
        Answer(tool_calls=tuple(ToolCall("tool", "x" * 300) for _ in range(4))),
    )
    thinking = Reader(client, account, path)
    thinking.read(100)
    thinking.leave()
    charged = GIVEN - balance(client, account)
    calling = Reader(client, account, COMPLETIONS)
    calling.read(4)
    calling.leave()

    assert 100 <= charged <= 300
    (first, second) = rows("SELECT reasoning_tokens, output_tokens FROM usage_calls ORDER BY id")
    assert first["reasoning_tokens"] > 100
    assert second["output_tokens"] >= 3 * 75


# nothing was delivered


@BOTH
@pytest.mark.parametrize("waits", [False, True])
def test_who_leaves_before_the_first_word_pays_nothing(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str, waits: bool
) -> None:
    model.normally = Stall()
    reader = Reader(client, account, path)
    if waits:
        reader.wait(model)

    assert reader.leave() < 2

    until(lambda: all(request.closed_by_client for request in model.requests), 2)
    call = the_call()
    assert (call["status"], call["end_reason"], call["credits"]) == ("failed", "client_gone", 0)
    assert kinds() == ["reserve", "release"]
    assert balance(client, account) == GIVEN
    assert titles(client, account) == []


@BOTH
def test_who_leaves_in_a_silence_hangs_up_at_once(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str
) -> None:
    model.normally = StallAfter(5)
    reader = Reader(client, account, path)
    reader.read(3)
    reader.wait(model)

    assert reader.leave() < 2

    until(lambda: model.requests[0].closed_by_client, 2)
    assert the_call()["end_reason"] == "client_gone"
    assert kinds() == ["reserve", "settle"]


# everything was delivered


@BOTH
def test_who_leaves_at_the_very_end_has_paid_and_is_kept_once(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str
) -> None:
    reader = Reader(client, account, path)
    last = b"event: done" if path == CHAT else b'"finish_reason":"stop"'
    while last not in reader.read(1):
        pass

    reader.leave()

    assert kinds() == ["reserve", "settle"]
    assert len(titles(client, account)) == (1 if path == CHAT else 0)
    assert the_call()["end_reason"] == ("done" if path == CHAT else "client_gone")
    for title in rows("SELECT id FROM conversations"):
        assert len(spoken(client, account, title["id"])) == 2


def test_who_goes_on_and_leaves_at_the_very_end_is_kept_once(
    client: WsgiClient,
    account: Account,
    model: OpenAISimulator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    begun = Reader(client, account, CHAT).read(1000)
    start = json.loads(begun.split(b"data: ")[1].splitlines()[0])
    body = {"conversation_id": start["conversation_id"]}
    reader = Reader(client, account, CHAT, body=body)
    while b"event: done" not in reader.read(1):
        pass

    reader.leave()

    assert len(spoken(client, account, start["conversation_id"])) == 4
    assert '"level":"error"' not in capsys.readouterr().out


# and around it


@BOTH
def test_the_books_that_cannot_be_kept_are_a_line_in_the_log(
    client: WsgiClient,
    account: Account,
    model: OpenAISimulator,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    path: str,
) -> None:
    def fail(*_: object) -> None:
        raise Unavailable("database_unavailable")

    model.normally = Pace(0.005)
    reader = Reader(client, account, path)
    reader.read(3)
    monkeypatch.setattr("shared.billing.credits.settle", fail)
    monkeypatch.setattr("shared.billing.credits.release", fail)
    capsys.readouterr()

    reader.leave()

    until(lambda: model.requests[0].closed_by_client, 2)
    *others, line = map(json.loads, capsys.readouterr().out.splitlines())
    assert [other["message"] for other in others] == ["credits not released"]
    assert (line["level"], line["error"], line["path"]) == ("error", "unavailable", path)


@BOTH
def test_who_left_can_ask_again_with_the_same_key(
    client: WsgiClient, account: Account, model: OpenAISimulator, path: str
) -> None:
    model.normally = Pace(0.005)
    reader = Reader(client, account, path, HTTP_IDEMPOTENCY_KEY="1")
    reader.read(3)
    reader.leave()
    model.normally = None

    whole = Reader(client, account, path, HTTP_IDEMPOTENCY_KEY="1").read(1000)
    again = Reader(client, account, path, HTTP_IDEMPOTENCY_KEY="1").read(1000)

    assert whole == again
    assert len(model.requests) == 2


def test_nothing_is_kept_of_who_left_where_no_history_is(
    client: WsgiClient, account: Account, model: OpenAISimulator, configure: Configure
) -> None:
    configure(STORE_HISTORY="false")
    model.normally = Pace(0.005)
    reader = Reader(client, account, CHAT)
    reader.read(5)
    reader.leave()

    assert rows("SELECT id FROM messages") == []
    assert the_call()["end_reason"] == "client_gone"


# any chunking


@pytest.fixture
def completed(sqlite: str, model: OpenAISimulator, configure: Configure) -> Callable[[], list[Any]]:
    """Asks, and says what all the chunks of the answer hold."""
    configure(LIMITS="chat=1000000/1d")
    client: Client = WsgiClient()
    account = client.register()
    body = {
        "model": "qwen-sim",
        "messages": QUESTION,
        "stream": True,
        "stream_options": {"include_usage": True},
    }

    def ask() -> list[Any]:
        model.say(
            Answer(
                "春眠不觉晓💊，\r\ndata: 处处\n\n闻啼鸟。",
                reasoning="想𠮷",
                tool_calls=(ToolCall("f", "{}"),),
            )
        )
        answer = client.call("POST", COMPLETIONS, body, token=account.token)
        *chunks, done = [
            line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: ")
        ]
        assert done == "[DONE]"
        told = [json.loads(chunk) for chunk in chunks]
        return [[c["choices"], c["usage"], c["model"]] for c in told]

    return ask


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_any_chunking_of_the_providers_bytes_gives_the_same_chunks(
    completed: Callable[[], list[Any]],
    model: OpenAISimulator,
    sizes: list[int],
    crlf: bool,
    comments: bool,
) -> None:
    expected = completed()

    model.script(Chunking(tuple(sizes), crlf=crlf, comments=comments))

    assert completed() == expected
