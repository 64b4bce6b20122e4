"""A question with a picture is for models that can see: a fallback that cannot is passed over."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.database import transactions
from shared.llm import messages
from tests.administering import PER_TOKEN, balance, give, offer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions.pictures import DRUG, data_url, picture, says, send
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator, SlowFirstByte
from tests.simulators.openai_statuses import INVALID_API_KEY, LIMIT_REQUESTS, Status

GIVEN = 6_000_000
SEES = ["text", "vision"]
SHOWN = {"type": "image_url", "image_url": {"url": data_url(picture())}}
WORDS = {"type": "text", "text": "你好"}
MANNERS = ["chat", "chat-streamed", "completions", "completions-streamed", "recognize"]
each = pytest.mark.parametrize("manner", MANNERS)


pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def blind(configure: Configure) -> Iterator[OpenAISimulator]:
    """The provider of a model that knows only text."""
    configure(SECOND_API_KEY="sk-second")
    with OpenAISimulator(key="sk-second") as simulator:
        simulator.say(*["我看不见"] * 10)
        yield simulator


@pytest.fixture
def admin(
    client: Client, model: OpenAISimulator, blind: OpenAISimulator, configure: Configure
) -> Account:
    """Who has credits for `first`, which sees; behind it is `blind`, at 1000 times the price."""
    configure(ENABLE_CREDIT_SYSTEM="true", OPENAI_MODEL="first")
    account = administrator(client)
    supply(client, account, blind, "other")
    dear = [{"input": 1000 * PER_TOKEN, "output": 1000 * PER_TOKEN}]
    offer(client, account, "first", capabilities=SEES, fallbacks=["blind", "seer"])
    offer(client, account, "blind", provider="other", prices=dear)
    give(client, account, account, GIVEN)
    return account


def ask(client: Client, account: Account, manner: str, part: Any = SHOWN, **more: Any) -> Answer:
    """What `part` shows, in one of the manners."""
    if manner == "recognize":
        return send(client, account, kind="general")
    path = "/api/chat" if manner.startswith("chat") else "/v1/chat/completions"
    turns = [{"role": "user", "content": [{"type": "text", "text": "?"}, part]}]
    body = {"model": "first", "messages": turns, "stream": manner.endswith("streamed"), **more}
    return client.call("POST", path, body, token=account.token)


def error_of(answer: Answer) -> str:
    """Its code, of a whole answer or a stream."""
    if answer.headers["content-type"].startswith("application/json"):
        return answer.code
    texts = [line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: {")]
    told = json.loads(texts[-1])
    code: str = told.get("error", told)["code"]
    return code


def models_noted() -> list[tuple[str, str]]:
    with transactions.reading() as tx:
        rows = tx.all("SELECT model, status FROM usage_calls ORDER BY id")
    return [(row["model"], row["status"]) for row in rows]


@each
@pytest.mark.parametrize(
    ("fault", "code"), [(LIMIT_REQUESTS, "unavailable"), (INVALID_API_KEY, "upstream_error")]
)
def test_when_who_sees_fails_its_error_is_told_and_the_blind_is_not_asked(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    blind: OpenAISimulator,
    fault: Status,
    code: str,
    manner: str,
) -> None:
    model.normally = fault

    assert error_of(ask(client, admin, manner)) == code
    assert blind.requests == []
    assert models_noted() == [("first", "failed")]
    assert balance(client, admin) == GIVEN


@each
def test_who_sees_is_asked_behind_one_who_does_not(
    client: Client, admin: Account, model: OpenAISimulator, blind: OpenAISimulator, manner: str
) -> None:
    offer(client, admin, "seer", capabilities=SEES)
    model.script(INVALID_API_KEY)
    model.say(says(**DRUG))

    assert ask(client, admin, manner).status == 200
    assert blind.requests == []
    assert [call.body and call.body["model"] for call in model.requests] == ["first", "seer"]
    assert models_noted() == [("seer", "ok")]


@pytest.mark.parametrize(
    ("content", "takes_sight"),
    [
        ("image_url", False),
        (None, False),
        ([], False),
        ([{"type": "text", "text": "image_url"}, "image_url", None], False),
        ([{"type": "input_audio", "input_audio": {}}], False),
        ([{"type": "text", "text": "?"}, SHOWN], True),
        ([{"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}}], True),
        ([{"type": "video", "video": ["https://example.com/a.png"]}], True),
    ],
)
def test_what_is_to_be_looked_at_takes_sight(content: Any, takes_sight: bool) -> None:
    earlier = {"role": "assistant", "tool_calls": []}

    assert messages.has_picture([earlier, {"role": "user", "content": content}]) == takes_sight


@pytest.mark.parametrize("manner", ["chat", "chat-streamed", "completions", "completions-streamed"])
def test_words_are_for_the_blind_too(
    client: Client, admin: Account, model: OpenAISimulator, blind: OpenAISimulator, manner: str
) -> None:
    give(client, admin, admin, 4_000_000)
    model.normally = INVALID_API_KEY

    assert ask(client, admin, manner, WORDS).status == 200
    assert len(blind.requests) == 1


def test_nothing_is_reserved_for_a_model_that_will_not_be_asked(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    assert ask(client, admin, "completions", WORDS, max_tokens=8000).status == 429
    assert ask(client, admin, "completions", max_tokens=8000).status == 200


@each
def test_who_sees_is_waited_for_where_only_the_blind_are_left(
    client: Client, admin: Account, model: OpenAISimulator, blind: OpenAISimulator, manner: str
) -> None:
    model.script(SlowFirstByte(0.8))
    model.say(says(**DRUG))

    ask(client, admin, manner)

    assert blind.requests == []
    assert models_noted() == [("first", "ok")]
