"""A model that fails has others behind it: until the first byte, and its breaker spares it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.database import transactions
from shared.inference import breakers
from tests.administering import PER_TOKEN, QUESTION, balance, give, offer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.openai import (
    Cut,
    DataPrefixed400,
    ErrorInStream,
    Fault,
    OpenAISimulator,
    SlowFirstByte,
    Stall,
    StallAfter,
    WrongJson,
)
from tests.simulators.openai_statuses import (
    CONTEXT_OVERFLOW,
    INTERNAL_ERROR,
    INVALID_API_KEY,
    LIMIT_REQUESTS,
    MODEL_NOT_FOUND,
    MODEL_UNAVAILABLE,
)

PATH = "/v1/chat/completions"
GIVEN = 1_000_000
BOTH = pytest.mark.parametrize("stream", [False, True])


pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def second(configure: Configure) -> Iterator[OpenAISimulator]:
    configure(SECOND_API_KEY="sk-second")
    with OpenAISimulator(key="sk-second") as simulator:
        simulator.say(*["第二个回答"] * 50)
        yield simulator


@pytest.fixture
def admin(
    client: Client, model: OpenAISimulator, second: OpenAISimulator, configure: Configure
) -> Account:
    """Who has credits for `first`, behind which is `second`, at twice the price."""
    configure(ENABLE_CREDIT_SYSTEM="true", LIMITS="chat=100000/60")
    account = administrator(client)
    supply(client, account, second, "other")
    double = [{"input": 2 * PER_TOKEN, "output": 2 * PER_TOKEN}]
    offer(client, account, "first", fallbacks=["second"])
    offer(client, account, "second", provider="other", upstream_name="up-2", prices=double)
    give(client, account, account, GIVEN)
    return account


def ask(client: Client, admin: Account, name: str = "first", **more: Any) -> Answer:
    body = {"model": name, "messages": QUESTION, **more}
    return client.call("POST", PATH, body, token=admin.token)


def data(answer: Answer) -> list[Any]:
    lines = [line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    assert lines.pop() == "[DONE]"
    return [json.loads(line) for line in lines]


def said(answer: Answer, stream: bool) -> tuple[str, set[str]]:
    """The text, and the names of the models that are given for it."""
    if not stream:
        return answer.json["choices"][0]["message"]["content"], {answer.json["model"]}
    chunks = data(answer)
    text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
    return text, {chunk["model"] for chunk in chunks}


def noted() -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all("SELECT model, provider, status, credits FROM usage_calls ORDER BY id")


# the second answers


@BOTH
@pytest.mark.parametrize(
    "fault",
    [
        LIMIT_REQUESTS,
        INTERNAL_ERROR,
        MODEL_UNAVAILABLE,
        INVALID_API_KEY,
        MODEL_NOT_FOUND,
        Stall(),
        Cut(),
        Cut(clean=True),
        WrongJson(),
    ],
)
def test_when_the_first_fails_the_second_answers_and_is_paid(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    fault: Fault,
    stream: bool,
) -> None:
    model.normally = fault

    answer = ask(client, admin, stream=stream)

    assert answer.status == 200
    assert said(answer, stream) == ("第二个回答", {"second"})
    assert model.requests
    (asked,) = second.requests
    assert asked.body is not None
    assert asked.body["model"] == "up-2"
    (call,) = noted()
    assert (call["model"], call["provider"], call["status"]) == ("second", "other", "ok")
    assert call["credits"] == 2 * (2 + 5) == GIVEN - balance(client, admin)
    newest = client.call("GET", "/api/auth/credits", token=admin.token).json["data"][0]
    assert (newest["kind"], newest["reason"]) == ("settle", "second")


@BOTH
def test_when_the_first_is_not_there_the_second_answers(
    client: Client, admin: Account, model: OpenAISimulator, stream: bool
) -> None:
    model.stop()

    assert said(ask(client, admin, stream=stream), stream) == ("第二个回答", {"second"})


@BOTH
def test_a_chat_falls_back_too(
    client: Client, admin: Account, model: OpenAISimulator, stream: bool
) -> None:
    model.normally = INTERNAL_ERROR
    body = {"model": "first", "messages": QUESTION, "stream": stream}

    answer = client.call("POST", "/api/chat", body, token=admin.token)

    told = answer.events[-1][1] if stream else answer.json
    assert told["model"] == "second"
    kept = client.call(
        "GET", f"/api/conversations/{told['conversation_id']}", token=admin.token
    ).json["messages"]
    assert [(turn["content"], turn["model"]) for turn in kept] == [
        ("你好", None),
        ("第二个回答", "second"),
    ]


def test_the_reservation_covers_the_dearest_of_them(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    give(client, admin, admin, 150 - GIVEN)
    model.normally = INTERNAL_ERROR

    assert ask(client, admin, max_tokens=100).status == 429
    assert ask(client, admin, max_tokens=50).status == 200


def test_the_others_are_asked_in_their_order(
    client: Client, admin: Account, model: OpenAISimulator, second: OpenAISimulator
) -> None:
    offer(client, admin, "off", enabled=False)
    offer(client, admin, "broken", provider="other", upstream_name="up-broken")
    offer(client, admin, "many", fallbacks=["nobody", "off", "broken", "second"])
    model.normally = INVALID_API_KEY
    second.script(INVALID_API_KEY)

    answer = ask(client, admin, "many")

    assert answer.json["model"] == "second"
    assert [call.body and call.body["model"] for call in second.requests] == ["up-broken", "up-2"]


@BOTH
def test_when_all_fail_the_last_says_why_and_nothing_is_charged(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    stream: bool,
) -> None:
    model.normally = INTERNAL_ERROR
    second.normally = LIMIT_REQUESTS

    answer = ask(client, admin, stream=stream)

    error = data(answer)[0]["error"] if stream else answer.json["error"]
    assert error["code"] == "unavailable"
    assert balance(client, admin) == GIVEN
    assert [call["status"] for call in noted()] == ["failed"]


# the second is not asked


@pytest.mark.parametrize(
    "fault",
    [
        Cut(after_chunks=3),
        Cut(after_chunks=3, clean=True),
        ErrorInStream("internal_error", 3),
        StallAfter(3),
    ],
)
def test_after_the_first_byte_nobody_else_is_asked(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    configure: Configure,
    fault: Fault,
) -> None:
    configure(LLM_TIMEOUT="1")
    model.script(fault)

    chunks = data(ask(client, admin, stream=True))

    assert len(chunks) == 4
    assert "error" in chunks[-1]
    assert second.requests == []
    assert balance(client, admin) == GIVEN


@BOTH
@pytest.mark.parametrize("fault", [DataPrefixed400(), CONTEXT_OVERFLOW])
def test_what_is_the_callers_own_fault_is_nobody_elses_business(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    fault: Fault,
    stream: bool,
) -> None:
    model.script(fault)

    ask(client, admin, stream=stream)
    ask(client, admin, stream=stream, temperature=9)

    assert second.requests == []


@BOTH
def test_a_slow_first_is_waited_for_where_there_is_no_other(
    client: Client, admin: Account, model: OpenAISimulator, stream: bool
) -> None:
    offer(client, admin, "alone")
    model.script(SlowFirstByte(0.8))

    assert said(ask(client, admin, "alone", stream=stream), stream)[1] == {"alone"}


# the breaker


@BOTH
def test_who_failed_five_times_is_not_asked_until_a_probe_succeeds(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    monkeypatch: pytest.MonkeyPatch,
    stream: bool,
) -> None:
    model.normally = INVALID_API_KEY
    for _ in range(breakers.FAILURES):
        ask(client, admin, stream=stream)
    model.normally = None
    model.requests.clear()

    resting = said(ask(client, admin, stream=stream), stream)
    assert (resting[1], model.requests) == ({"second"}, [])

    monkeypatch.setattr(breakers, "REST", 0.0)
    probed = said(ask(client, admin, stream=stream), stream)
    assert (probed[1], len(model.requests)) == ({"first"}, 1)
    assert breakers.states()["default/first"] == "closed"


def test_without_anybody_who_may_be_asked_it_is_said_when_to_come_back(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    offer(client, admin, "alone")
    model.normally = INVALID_API_KEY
    for _ in range(breakers.FAILURES):
        assert ask(client, admin, "alone").status == 502
    model.requests.clear()

    whole = ask(client, admin, "alone")
    streamed = data(ask(client, admin, "alone", stream=True))

    assert (whole.status, whole.code, whole.headers["retry-after"]) == (503, "unavailable", "30")
    assert streamed[0]["error"]["code"] == "unavailable"
    assert model.requests == []
    assert balance(client, admin) == GIVEN


def test_a_breaker_is_of_one_model_of_one_provider(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    offer(client, admin, "one")
    offer(client, admin, "other")
    model.normally = INVALID_API_KEY
    for _ in range(breakers.FAILURES):
        ask(client, admin, "one")
    model.normally = None

    assert ask(client, admin, "one").status == 503
    assert ask(client, admin, "other").status == 200


def test_a_probe_is_not_used_up_by_who_need_not_be_asked(
    client: Client,
    admin: Account,
    model: OpenAISimulator,
    second: OpenAISimulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second.normally = INVALID_API_KEY
    for _ in range(breakers.FAILURES):
        ask(client, admin, "second")
    second.normally = None
    monkeypatch.setattr(breakers, "REST", 0.0)

    assert ask(client, admin).json["model"] == "first"
    assert breakers.states()["other/up-2"] == "open"
    assert ask(client, admin, "second").json["model"] == "second"


def test_while_the_second_rests_the_first_is_the_last(
    client: Client, admin: Account, model: OpenAISimulator, second: OpenAISimulator
) -> None:
    second.normally = INVALID_API_KEY
    for _ in range(breakers.FAILURES):
        ask(client, admin, "second")
    model.script(SlowFirstByte(0.8))

    assert ask(client, admin).json["model"] == "first"
