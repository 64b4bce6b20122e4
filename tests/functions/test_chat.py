"""POST /api/chat: what is refused, what reaches the model, what is answered."""

from typing import Any

import pytest

from shared.chat import personas
from shared.i18n.locales import Locale
from tests.client import Client
from tests.conftest import Configure
from tests.functions.questions import ask, question
from tests.simulators.openai import OpenAISimulator, Truncated

USER = {"role": "user", "content": "你好"}
DATA_URL = "data:image/png;base64,iVBORw0KGgo="


def refused(client: Client, **body: Any) -> tuple[int, str | None]:
    """The status, and the field that is at fault."""
    answer = client.call("POST", "/api/chat", question() | body)
    return answer.status, answer.json["error"]["param"]


@pytest.mark.parametrize(
    ("messages", "place"),
    [
        ([], "messages"),
        ([USER] * 101, "messages"),
        ({}, "messages"),
        ([5], "messages[0]"),
        ([{"content": "x"}], "messages[0].role"),
        ([{"role": "user"}], "messages[0].content"),
        ([{"role": "tool", "content": "x"}], "messages[0].role"),
        ([{"role": "user", "content": None}], "messages[0].content"),
        ([{"role": "user", "content": 5}], "messages[0].content"),
        ([{"role": "user", "content": ""}], "messages[0].content"),
        ([{"role": "user", "content": " \n\t"}], "messages[0].content"),
        ([{"role": "user", "content": []}], "messages[0].content"),
        ([USER, {"role": "user", "content": "x", "name": "y"}], "messages[1].name"),
        ([{"role": "user", "content": [{"type": "audio"}]}], "messages[0].content[0].type"),
        ([{"role": "user", "content": [{"type": "text"}]}], "messages[0].content[0].text"),
        ([USER, {"role": "assistant", "content": "x"}], "messages[1].role"),
        ([{"role": "system", "content": "x"}], "messages[0].role"),
    ],
)
def test_messages_of_the_wrong_shape_are_refused_at_their_place(
    client: Client, messages: Any, place: str
) -> None:
    assert refused(client, messages=messages) == (422, place)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "nobody"),
        ("type", ""),
        ("type", "x" * 101),
        ("model", "another-model"),
        ("stream", "yes"),
        ("stream", 1),
        ("locale", "x" * 36),
        ("conversation_id", 5),
        ("project", "x" * 101),
    ],
)
def test_other_fields_of_the_wrong_shape_are_refused_by_name(
    client: Client, model: OpenAISimulator, field: str, value: Any
) -> None:
    assert refused(client, **{field: value}) == (422, field)
    assert model.requests == []


def test_text_beyond_64_kilobytes_in_all_is_refused(client: Client) -> None:
    half = {"role": "user", "content": "云" * 10_923}

    assert refused(client, messages=[half, half]) == (422, "messages")


def test_longest_text_reaches_the_model(client: Client, model: OpenAISimulator) -> None:
    text = "x" * 65_536

    assert ask(client, text).status == 200
    assert model.requests[0].body is not None
    assert model.requests[0].body["messages"][-1]["content"] == text


def test_bad_token_is_refused_rather_than_taken_for_nobody(
    client: Client, model: OpenAISimulator
) -> None:
    answer = client.call("POST", "/api/chat", question(), token="bad")

    assert (answer.status, answer.code) == (401, "invalid_token")
    assert model.requests == []


def test_without_a_model_the_answer_names_the_settings(client: Client) -> None:
    answer = ask(client, locale="en")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "DASHSCOPE_API_KEY" in answer.json["error"]["message"]
    assert "OPENAI_API_URL" in answer.json["error"]["message"]


def test_answer_says_all_that_is_known_of_it(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。")

    answer = ask(client)

    assert answer.status == 200
    given = answer.json
    assert len(given["id"]) == 26
    assert given["conversation_id"] is None
    assert given["message"] == {"role": "assistant", "content": "你好，张三。"}
    assert given["model"] == "qwen-sim"
    assert given["finish_reason"] == "stop"
    assert given["usage"]["completion_tokens"] == 6
    assert given["usage"]["total_tokens"] == given["usage"]["prompt_tokens"] + 6
    assert given["credits"] == {"charged": 0, "remaining": None}


def test_credits_that_remain_are_the_users(
    client: Client, configure: Configure, model: Any
) -> None:
    configure(SIGNUP_CREDITS="70")

    answer = ask(client, account=client.register())

    assert answer.json["credits"] == {"charged": 0, "remaining": 70}


def test_answer_that_the_model_cut_short_says_so(client: Client, model: OpenAISimulator) -> None:
    model.script(Truncated())

    assert ask(client).json["finish_reason"] == "length"


def test_configured_model_may_be_named(client: Client, model: OpenAISimulator) -> None:
    assert ask(client, model="qwen-sim").status == 200


@pytest.mark.parametrize("name", personas.names())
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_persona_reaches_the_model_as_its_system_prompt(
    client: Client, model: OpenAISimulator, name: str, locale: Locale
) -> None:
    assert ask(client, type=name, locale=locale).status == 200

    (call,) = model.requests
    assert call.body is not None
    system, asked = call.body["messages"]
    assert system == {"role": "system", "content": personas.prompt(name, locale)}
    assert asked == USER


@pytest.mark.parametrize(
    ("locale", "chinese", "english"),
    [
        ("zh", "来文是中文，译成英文", "来文是英文，译成中文"),
        ("en", "translate Chinese into English", "English into Chinese"),
    ],
)
def test_translator_goes_by_the_language_of_the_text_whatever_its_readers(
    locale: Locale, chinese: str, english: str
) -> None:
    prompt = personas.prompt("translator", locale)

    assert chinese in prompt
    assert english in prompt


def test_sentence_without_a_locale_is_asked_to_be_translated(
    client: Client, model: OpenAISimulator
) -> None:
    asked = {"type": "translator", "messages": [{"role": "user", "content": "Good morning"}]}

    client.call("POST", "/api/chat", asked)

    (call,) = model.requests
    assert call.body is not None
    assert "来文是英文，译成中文" in call.body["messages"][0]["content"]


def test_persona_speaks_the_language_of_the_header_where_the_body_says_none(
    client: Client, model: OpenAISimulator
) -> None:
    client.call("POST", "/api/chat", question(), headers={"Accept-Language": "en-US"})
    client.call("POST", "/api/chat", question())

    first, second = (call.body["messages"][0]["content"] for call in model.requests if call.body)
    assert first == personas.prompt("chat", "en")
    assert second == personas.prompt("chat", "zh")


def test_picture_for_a_model_that_cannot_see_is_refused(
    client: Client, model: OpenAISimulator
) -> None:
    picture = {"type": "image_url", "image_url": {"url": DATA_URL}}

    assert refused(client, messages=[{"role": "user", "content": [picture]}]) == (422, "messages")
    assert model.requests == []


def test_conversation_and_parts_reach_the_model_as_they_are(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")
    parts = [
        {"type": "text", "text": "这是什么？"},
        {"type": "image_url", "image_url": {"url": DATA_URL, "detail": "low"}},
    ]
    messages = [
        {"role": "system", "content": "请简短。"},
        {"role": "user", "content": "a\u0000b"},
        {"role": "assistant", "content": "好的"},
        {"role": "user", "content": parts},
    ]

    assert client.call("POST", "/api/chat", {"messages": messages}).status == 200

    assert model.requests[0].body is not None
    assert model.requests[0].body["messages"][1:] == messages


def test_hundred_messages_are_taken(client: Client, model: OpenAISimulator) -> None:
    assert client.call("POST", "/api/chat", {"messages": [USER] * 100}).status == 200


def test_provider_is_asked_with_its_key_and_model(client: Client, model: OpenAISimulator) -> None:
    ask(client)

    (call,) = model.requests
    assert call.headers["authorization"] == "Bearer sk-sim"
    assert call.body is not None
    assert call.body["model"] == "qwen-sim"
    assert call.body.get("stream") is not True


def test_log_has_neither_prompt_nor_answer_nor_token(
    client: Client, model: OpenAISimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    model.say("eine geheime Antwort")

    ask(client, "a secret question", account)
    ask(client, "a secret question", account, stream=True)
    ask(client, "a secret question", account, surprise=1)

    logged = capsys.readouterr().out
    assert "/api/chat" in logged
    for secret in ("a secret question", "geheime", account.token, "sk-sim"):
        assert secret not in logged
