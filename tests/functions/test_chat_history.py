"""POST /api/chat keeps the turns of users, and goes on with them."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.client import Account, Client
from tests.conftest import Configure
from tests.functions.questions import ask, question, spoken, titles
from tests.simulators.openai import Answer, OpenAISimulator, Status
from tests.simulators.openai_answers import Chat, compact
from tests.simulators.openai_wire import Connection, Reply


def heard(model: OpenAISimulator) -> list[str]:
    """What the model was told last, without the persona."""
    body = model.requests[-1].body
    assert body is not None
    return [message["content"] for message in body["messages"][1:]]


def begun(client: Client, account: Account, text: str = "你好", **more: Any) -> str:
    """A conversation with one question and its answer."""
    answer = ask(client, text, account, **more)
    assert answer.status == 200, answer.body
    conversation_id: str = answer.json["conversation_id"]
    return conversation_id


@pytest.mark.parametrize("unknown", ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "云", "%", "a" * 100])
def test_conversation_that_is_not_there_is_not_found(
    client: Client, model: OpenAISimulator, unknown: str
) -> None:
    answer = ask(client, account=client.register(), conversation_id=unknown)

    assert (answer.status, answer.code) == (404, "not_found")
    assert model.requests == []


def test_conversation_of_another_is_not_found(client: Client, model: OpenAISimulator) -> None:
    theirs = begun(client, client.register())

    answer = ask(client, account=client.register(), conversation_id=theirs)

    assert (answer.status, answer.code) == (404, "not_found")
    assert len(model.requests) == 1


def test_nobody_can_go_on_with_a_conversation(client: Client, model: OpenAISimulator) -> None:
    theirs = begun(client, client.register())

    answer = ask(client, conversation_id=theirs)

    assert (answer.status, answer.code) == (401, "unauthorized")


def test_both_turns_are_kept(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say("第一个回答")

    conversation_id = begun(client, account, "第一个问题")

    assert titles(client, account) == ["第一个问题"]
    assert spoken(client, account, conversation_id) == [
        ("user", "第一个问题"),
        ("assistant", "第一个回答"),
    ]


def test_what_was_said_goes_back_to_the_model_and_the_rest_is_kept_after_it(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say("一答", "二答")
    conversation_id = begun(client, account, "一问")

    answer = ask(client, "二问", account, conversation_id=conversation_id)

    assert answer.json["conversation_id"] == conversation_id
    assert heard(model) == ["一问", "一答", "二问"]
    turns = spoken(client, account, conversation_id)
    assert [text for _, text in turns] == ["一问", "一答", "二问", "二答"]
    assert len(titles(client, account)) == 1


def test_no_more_than_the_last_forty_turns_go_back_to_the_model(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    many = [{"role": "user", "content": str(number)} for number in range(99)]
    answer = client.call("POST", "/api/chat", {"messages": many}, token=account.token)

    ask(client, "last", account, conversation_id=answer.json["conversation_id"])

    told = heard(model)
    assert len(told) == 41
    assert told[0] == "60"
    assert told[-1] == "last"


def test_system_turns_of_the_caller_are_not_kept(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    messages = [{"role": "system", "content": "请简短。"}, {"role": "user", "content": "问"}]

    answer = client.call("POST", "/api/chat", {"messages": messages}, token=account.token)

    turns = spoken(client, account, answer.json["conversation_id"])
    assert [role for role, _ in turns] == ["user", "assistant"]
    assert titles(client, account) == ["问"]


def test_text_of_parts_is_kept(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")
    account = client.register()
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    content = [{"type": "text", "text": "这是"}, picture, {"type": "text", "text": "什么？"}]
    body = {"messages": [{"role": "user", "content": content}]}

    answer = client.call("POST", "/api/chat", body, token=account.token)

    turns = spoken(client, account, answer.json["conversation_id"])
    assert turns[0] == ("user", "这是\n什么？")


def test_conversation_that_began_with_a_picture_alone_goes_on(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")
    account = client.register()
    model.say("一只杯子")
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    body = {"messages": [{"role": "user", "content": [picture]}]}
    begun = client.call("POST", "/api/chat", body, token=account.token).json

    answer = ask(client, "多大？", account, conversation_id=begun["conversation_id"])

    assert answer.status == 200
    assert heard(model) == ["一只杯子", "多大？"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  多个\n 空白\t在这里 ", "多个 空白 在这里"),
        ("字" * 200, "字" * 60),
        ("a\u0000b\u202ec", "abc"),
        ("\u200b\u0000", "…"),
    ],
)
def test_title_is_made_of_the_first_question(
    client: Client, model: OpenAISimulator, text: str, title: str
) -> None:
    account = client.register()
    begun(client, account, text)

    assert titles(client, account) == [title]


@pytest.mark.parametrize("text", ["\u0000", "🐎" * 2000, "'; DROP TABLE users; --", "\\%_:x", "é"])
def test_any_text_is_kept_as_it_was_said(client: Client, model: OpenAISimulator, text: str) -> None:
    account = client.register()
    model.say(Answer(text))

    conversation_id = begun(client, account, text)

    assert spoken(client, account, conversation_id) == [("user", text), ("assistant", text)]


def test_nothing_of_nobody_is_kept(client: Client, model: OpenAISimulator) -> None:
    assert ask(client).json["conversation_id"] is None


def test_nothing_is_kept_where_history_is_off(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(STORE_HISTORY="false")
    account = client.register()

    assert ask(client, account=account).json["conversation_id"] is None
    assert ask(client, account=account, stream=True).events[-1][1]["conversation_id"] is None
    assert titles(client, account) == []


def test_refused_question_keeps_nothing(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    body = question() | {"messages": [{"role": "user", "content": ""}]}

    assert client.call("POST", "/api/chat", body, token=account.token).status == 422
    assert titles(client, account) == []


class LongName:
    """A provider that calls its model something long."""

    async def play(self, connection: Connection, chat: Chat) -> None:
        body = chat.whole({"role": "assistant", "content": "x"}, "stop") | {"model": "m" * 300}
        await connection.send(Reply(200, (compact(body),)))


def test_name_that_a_provider_gives_its_model_is_not_ours(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.script(LongName())

    answer = ask(client, account=account)

    assert answer.json["model"] == "qwen-sim"
    assert len(spoken(client, account, answer.json["conversation_id"])) == 2


@dataclass
class Removing:
    """A user who removes the conversation while the model is thinking."""

    client: Client
    account: Account
    conversation_id: str

    async def play(self, connection: Connection, chat: Chat) -> None:
        path = f"/api/conversations/{self.conversation_id}"
        removed = self.client.call("DELETE", path, token=self.account.token)
        assert removed.status == 204
        await connection.send(chat.reply())


@pytest.mark.parametrize("stream", [False, True])
def test_conversation_that_is_removed_while_the_model_thinks_stays_removed(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    account = client.register()
    conversation_id = begun(client, account)
    model.script(Removing(client, account, conversation_id))

    answer = ask(client, "more", account, conversation_id=conversation_id, stream=stream)

    assert answer.status == 200
    last = answer.events[-1][1] if stream else answer.json
    assert last["conversation_id"] is None
    assert titles(client, account) == []


def ids(client: Client, account: Account, conversation_id: str) -> list[str]:
    path = f"/api/conversations/{conversation_id}"
    found = client.call("GET", path, token=account.token).json["messages"]
    return [message["id"] for message in found]


def test_a_question_that_takes_the_place_of_one_needs_a_conversation(
    client: Client, model: OpenAISimulator
) -> None:
    answer = ask(client, account=client.register(), replaces="01ARZ3NDEKTSV4RRFFQ69G5FAV")

    assert (answer.status, answer.json["error"]["param"]) == (422, "replaces")
    assert model.requests == []


def test_only_a_question_of_the_same_conversation_gives_its_place(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    here, elsewhere = begun(client, account, "一"), begun(client, account, "二")
    before = spoken(client, account, here)
    question_elsewhere, _ = ids(client, account, elsewhere)
    _, own_answer = ids(client, account, here)

    for message in (question_elsewhere, own_answer, "x", "~", "云"):
        answer = ask(client, "三", account, conversation_id=here, replaces=message)
        assert (answer.status, answer.code) == (404, "not_found"), message

    assert spoken(client, account, here) == before


def test_a_question_takes_the_place_of_another_and_of_all_after_it(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say("一答", "二答", "三答", "新答")
    conversation_id = begun(client, account, "一问")
    for text in ("二问", "三问"):
        ask(client, text, account, conversation_id=conversation_id)
    second = ids(client, account, conversation_id)[2]

    answer = ask(client, "新问", account, conversation_id=conversation_id, replaces=second)

    assert answer.status == 200
    assert heard(model) == ["一问", "一答", "新问"]
    assert spoken(client, account, conversation_id) == [
        ("user", "一问"),
        ("assistant", "一答"),
        ("user", "新问"),
        ("assistant", "新答"),
    ]


def test_a_question_gives_its_place_only_to_one_that_is_answered(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    conversation_id = begun(client, account, "一问")
    before = spoken(client, account, conversation_id)
    first = ids(client, account, conversation_id)[0]
    model.script(*[Status(500, "internal_error", "The model is ill.")] * 3)

    answer = ask(client, "新问", account, conversation_id=conversation_id, replaces=first)

    assert answer.status == 502
    assert spoken(client, account, conversation_id) == before
