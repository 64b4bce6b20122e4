"""No call costs more than was set aside for it, and none that fails keeps anything."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.database import transactions
from shared.inference import breakers
from tests.administering import PER_TOKEN, movements, offer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions.test_credits import ledger_sum, reserved
from tests.functions.test_quotas import counted
from tests.people import administrator
from tests.simulators.provider_answers import Json
from tests.wire import CHUNKED, LAST, Line, Wire, chunk, whole

GIFT = 10**9
LIMITS = ("max_tokens", "max_completion_tokens")
DEAREST: list[Json] = [
    {"max_completion_tokens": 1, "max_tokens": 700},
    {"max_completion_tokens": 700, "max_tokens": 1},
    {"max_completion_tokens": 1, "max_tokens": 700, "enable_thinking": True},
    {"max_tokens": 5, "enable_thinking": True, "thinking_budget": 900},
    {"max_tokens": 5, "thinking_budget": "all"},
    {"max_tokens": 5, "reasoning_effort": "high"},
    {"max_tokens": 10**9},
    {},
]


class Greedy:
    """A provider that bills all that it may, or `usage`."""

    def __init__(self) -> None:
        self.usage: Json = {}
        self.asked: Json = {}

    def play(self, line: Line) -> None:
        while heard := line.hear():
            self.asked = asked = json.loads(heard.partition(b"\r\n\r\n")[2])
            most = max((asked[n] for n in LIMITS if n in asked), default=10**6)
            if "max_tokens" in asked and asked.get("enable_thinking") is not False:
                most += asked.get("thinking_budget", 10**5)  # beside the answer
            usage = {"prompt_tokens": 5, "completion_tokens": most} | self.usage
            message = {"role": "assistant", "content": "好"}
            if not asked["stream"]:
                said = {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}
                line.say(whole(json.dumps(said).encode()))
                continue
            said = {"choices": [{"delta": message, "finish_reason": "stop"}], "usage": usage}
            events = b"data: " + json.dumps(said).encode() + b"\n\ndata: [DONE]\n\n"
            line.say(CHUNKED + chunk(events) + LAST)


@pytest.fixture(params=["qwen", "ark"])
def greedy(
    request: pytest.FixtureRequest,
    configure: Configure,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Greedy]:
    """The environment's provider, in a dialect in which thinking is billed."""
    monkeypatch.setattr("shared.llm.providers._QUIRKS", (("127.0.0.1", request.param),))
    made = Greedy()
    with Wire(made.play) as wire:
        configure(
            OPENAI_API_URL=wire.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL="odd",
            ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS=str(GIFT), DAILY_TOKENS=str(10**15),
        )  # fmt: skip
        yield made
    breakers._states.clear()


@pytest.fixture
def payer(client: Client, greedy: Greedy) -> Account:
    admin = administrator(client)
    dear = [{"input": PER_TOKEN, "output": PER_TOKEN, "reasoning": 3 * PER_TOKEN}]
    offer(client, admin, "odd", prices=dear, capabilities=["text", "reasoning"], max_output=1000)
    return client.register()


def ask(client: Client, payer: Account, **more: Any) -> Answer:
    body = {"model": "odd", "messages": [{"role": "user", "content": "你好，你是谁？"}], **more}
    return client.call("POST", "/v1/chat/completions", body, token=payer.token)


def settled(payer: Account) -> list[tuple[int, int]]:
    """Amounts and shortfalls of settlements."""
    with transactions.reading() as tx:
        found = tx.all("SELECT amount, shortfall FROM ledger WHERE kind = 'settle'")
    return [(row["amount"], row["shortfall"]) for row in found]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("limits", DEAREST)
def test_what_a_provider_may_bill_was_set_aside(
    client: Client, greedy: Greedy, payer: Account, limits: Json, stream: bool
) -> None:
    answer = ask(client, payer, stream=stream, **limits)

    assert answer.status == 200, answer.body
    ((given_back, shortfall),) = settled(payer)
    assert (given_back >= 0, shortfall) == (True, 0)
    assert max(greedy.asked.get(name, 0) for name in LIMITS) <= 1000
    assert reserved() == 0


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("told", [2**63 - 1, 2**63, 10**30, 1e300, "99999999999999999999"])
def test_usage_beyond_all_numbers_is_billed_as_far_as_there_is_something(
    client: Client, greedy: Greedy, payer: Account, told: Any, stream: bool
) -> None:
    greedy.usage = {"prompt_tokens": told, "completion_tokens": told, "total_tokens": told}

    for _ in range(2):
        assert ask(client, payer, max_tokens=5, stream=stream).status in (200, 402, 429)

    me = client.call("GET", "/api/auth/me", token=payer.token).json
    assert me["credits"] == ledger_sum(payer)
    assert 0 <= me["credits"] < GIFT
    assert reserved() == 0


@pytest.mark.parametrize("stream", [False, True])
def test_a_fault_of_our_own_gives_everything_back(
    client: Client,
    greedy: Greedy,
    payer: Account,
    monkeypatch: pytest.MonkeyPatch,
    stream: bool,
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("shared.llm.transport.post.Call.post", broken)
    ask(client, payer, stream=stream)
    monkeypatch.undo()
    assert [kind for kind, _ in movements(client, payer)] == ["signup", "reserve", "release"]

    monkeypatch.setattr("shared.billing.credits.reserve", broken)
    assert ask(client, payer, stream=stream).status == 500

    assert ledger_sum(payer) == GIFT
    assert reserved() == 0
    assert set(counted()) == {0}


def test_an_ask_that_nobody_pays_for_goes_as_it_came(
    client: Client, greedy: Greedy, payer: Account, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="false")

    ask(client, payer)

    assert greedy.asked.keys().isdisjoint(LIMITS)
