"""What Qwen and Ark want said differently, told by what reaches them."""

import json
from typing import Any

import pytest

from tests.client import Account, Answer, Client
from tests.functions.test_provider_answers import Provider, ask, payer, provider
from tests.simulators.provider_answers import FAMILIES

__all__ = ["payer", "provider"]  # fixtures

QWEN, THINKING = FAMILIES[0], FAMILIES[1]
STREAM_ALONE = {"error": {"message": "This model only support stream mode", "code": "x"}}
TOLD = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "你好"}]


@pytest.fixture
def dialect(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """The environment's provider speaks it, wherever it is."""
    monkeypatch.setattr("shared.llm.providers._QUIRKS", (("127.0.0.1", request.param),))
    return str(request.param)


def whole(client: Client, account: Account, **more: Any) -> Answer:
    answer = ask(client, account, **more)
    assert answer.status == 200, answer.body
    return answer


@pytest.mark.parametrize("dialect", ["qwen", "ark"], indirect=True)
def test_developers_are_system_and_empty_lists_are_left_out(
    client: Client, dialect: str, provider: Provider, payer: Account
) -> None:
    provider.answers(QWEN.whole)

    whole(client, payer, messages=TOLD, tools=[], stop=[])

    asked = provider.asked[-1]
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked.keys().isdisjoint({"tools", "stop"})


def test_other_providers_get_it_as_it_came(
    client: Client, provider: Provider, payer: Account
) -> None:
    provider.answers(QWEN.whole)

    whole(client, payer, messages=TOLD, tools=[])

    assert provider.asked[-1]["messages"] == TOLD
    assert provider.asked[-1]["tools"] == []
    assert "enable_thinking" not in provider.asked[-1]


@pytest.mark.parametrize("dialect", ["qwen"], indirect=True)
def test_qwen_does_not_think_in_whole_answers_unless_asked_to(
    client: Client, dialect: str, provider: Provider, payer: Account
) -> None:
    provider.answers(QWEN.whole)
    whole(client, payer)
    assert provider.asked[-1]["enable_thinking"] is False

    provider.streams(*QWEN.chunks)
    whole(client, payer, stream=True)
    assert "enable_thinking" not in provider.asked[-1]


@pytest.mark.parametrize("dialect", ["qwen"], indirect=True)
def test_a_whole_answer_with_thoughts_is_joined_from_a_stream(
    client: Client, dialect: str, provider: Provider, payer: Account
) -> None:
    provider.streams(*THINKING.chunks)

    answer = whole(client, payer, enable_thinking=True)

    assert [asked["stream"] for asked in provider.asked] == [True]
    message = answer.json["choices"][0]["message"]
    assert message == {"role": "assistant", "content": "你好", "reasoning_content": "想"}
    assert answer.json["usage"]["completion_tokens"] == 5
    assert answer.json["object"] == "chat.completion"


@pytest.mark.parametrize("dialect", ["qwen", "plain"], indirect=True)
def test_a_model_that_answers_by_stream_alone_is_joined_too(
    client: Client, dialect: str, provider: Provider, payer: Account
) -> None:
    call = {"index": 0, "id": "call_1", "function": {"name": "f", "arguments": '{"a"'}}
    more = {"index": 0, "function": {"arguments": ":1}"}}
    provider.status, provider.body = 400, json.dumps(STREAM_ALONE).encode()
    provider.pieces = [
        b"".join(
            b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n"
            for choice in (
                {"delta": {"tool_calls": [call]}},
                {"delta": {"tool_calls": [more]}},
                {"delta": {}, "finish_reason": "tool_calls"},
            )
        )
    ]

    answer = whole(client, payer)

    assert [asked["stream"] for asked in provider.asked] == [False, True]
    (choice,) = answer.json["choices"]
    assert choice["finish_reason"] == "tool_calls"
    (told,) = choice["message"]["tool_calls"]
    assert told["id"] == "call_1"
    assert told["function"] == {"name": "f", "arguments": '{"a":1}'}


@pytest.mark.parametrize("dialect", ["ark"], indirect=True)
def test_ark_is_told_of_thinking_in_its_own_words(
    client: Client, dialect: str, provider: Provider, payer: Account
) -> None:
    provider.answers(QWEN.whole)

    whole(client, payer, enable_thinking=False)

    assert provider.asked[-1]["thinking"] == {"type": "disabled"}
    assert "enable_thinking" not in provider.asked[-1]


@pytest.mark.parametrize("dialect", ["qwen", "ark"], indirect=True)
@pytest.mark.parametrize("stream", [False, True])
def test_what_a_provider_will_not_see_is_named(
    client: Client, dialect: str, provider: Provider, payer: Account, stream: bool
) -> None:
    provider.answers(QWEN.whole)
    provider.streams(*QWEN.chunks) if stream else None

    answer = whole(client, payer, store=True, metadata={}, search_options={"x": 1}, stream=stream)

    assert answer.headers["x-ignored-fields"] == "metadata, store"
    assert provider.asked[-1]["search_options"] == {"x": 1}
    assert provider.asked[-1].keys().isdisjoint({"store", "metadata"})
