"""What of a long conversation goes back to the model, where its context ends."""

from typing import Any

import pytest

from shared.chat import personas
from shared.llm import token_estimate
from tests.administering import offer
from tests.client import Account, Client
from tests.functions.questions import ask, spoken
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator

CONTEXT = 2_000  # tokens of the model `small`
LONG = "x" * 1_000  # some 280 tokens


@pytest.fixture
def admin(client: Client, model: OpenAISimulator) -> Account:
    account = administrator(client)
    offer(client, account, "small", context_length=CONTEXT, max_output=500)
    return account


def told(model: OpenAISimulator) -> list[dict[str, Any]]:
    body = model.requests[-1].body
    assert body is not None
    messages: list[dict[str, Any]] = body["messages"]
    return messages


def talk(client: Client, admin: Account, model: OpenAISimulator, turns: int) -> str:
    """A conversation of so many long questions and short answers; its id."""
    conversation_id = None
    for number in range(turns):
        model.say(f"answer {number}")
        more: dict[str, Any] = {"conversation_id": conversation_id} if conversation_id else {}
        answer = ask(client, f"{number} {LONG}", admin, model="small", **more)
        assert answer.status == 200, answer.body
        conversation_id = answer.json["conversation_id"]
    assert isinstance(conversation_id, str)
    return conversation_id


def test_oldest_turns_are_dropped_whole_and_the_persona_stays(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    talk(client, admin, model, 10)

    system, *turns = told(model)
    assert system == {"role": "system", "content": personas.prompt("chat", "zh")}
    assert 3 <= len(turns) < 19
    expected = []
    for number in range(10):
        expected += [
            {"role": "user", "content": f"{number} {LONG}"},
            {"role": "assistant", "content": f"answer {number}"},
        ]
    assert turns == expected[19 - len(turns) : 19], "the newest, none of them cut"
    assert token_estimate.prompt_tokens(told(model)) <= 0.8 * CONTEXT


def test_what_does_not_go_back_is_kept_all_the_same(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    conversation_id = talk(client, admin, model, 8)

    assert len(spoken(client, admin, conversation_id)) == 16


def test_a_question_that_fills_the_context_goes_alone(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    conversation_id = talk(client, admin, model, 2)
    whole = "y" * 6_500

    answer = ask(client, whole, admin, model="small", conversation_id=conversation_id)

    assert answer.status == 200
    assert [turn["content"] for turn in told(model)[1:]] == [whole]


def test_a_model_with_room_is_told_more_of_the_same_conversation(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    conversation_id = talk(client, admin, model, 8)

    ask(client, "and now?", admin, model="qwen-sim", conversation_id=conversation_id)

    assert len(told(model)) == 1 + 16 + 1


def test_no_longer_answer_is_asked_for_than_the_model_gives(
    client: Client, admin: Account, model: OpenAISimulator
) -> None:
    ask(client, account=admin, model="small")
    small = model.requests[-1].body
    ask(client, account=admin)
    usual = model.requests[-1].body

    assert small
    assert usual
    assert (small["max_tokens"], usual["max_tokens"]) == (500, 4096)
