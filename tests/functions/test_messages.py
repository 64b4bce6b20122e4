"""POST /v1/messages: Anthropic's protocol, what is refused, passed on and answered."""

import json
from typing import Any

import pytest

from shared.access import authentication
from shared.llm.transport import targets
from tests.administering import balance, offer, payer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator, api_key
from tests.simulators.openai import (
    Answer as Said,
)
from tests.simulators.openai import (
    Cut,
    ErrorInStream,
    NoUsage,
    OpenAISimulator,
    ToolCall,
)
from tests.simulators.openai_answers import THOUGHT
from tests.simulators.openai_statuses import (
    DATA_INSPECTION_FAILED,
    INTERNAL_ERROR,
    INVALID_API_KEY,
    LIMIT_REQUESTS,
)

PATH, COUNT = "/v1/messages", "/v1/messages/count_tokens"
HELLO = [{"role": "user", "content": "你好"}]
THINKS = {"type": "enabled", "budget_tokens": 500}
PNG = "iVBORw0KGgo="
WEATHER = {
    "name": "weather",
    "description": "What the weather is",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def ask(client: Client, account: Account | None, path: str = PATH, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "max_tokens": 1000, "messages": HELLO, **more}
    return client.call("POST", path, body, token=account.token if account else None)


def passed_on(model: OpenAISimulator) -> dict[str, Any]:
    body = model.requests[-1].body
    assert body is not None
    return body


def kind(answer: Answer) -> str:
    """The type of an error, whose shape is Anthropic's."""
    body = answer.json
    assert body.keys() == {"type", "error", "request_id"}
    assert (body["type"], body["error"].keys()) == ("error", {"type", "message"})
    assert body["request_id"] == answer.headers["request-id"]
    found: str = body["error"]["type"]
    return found


def turns(client: Client, model: OpenAISimulator, /, *messages: Any, **more: Any) -> list[Any]:
    """The messages as the provider gets them."""
    answer = ask(client, client.register(), messages=messages, **more)
    assert answer.status == 200, answer.body
    found: list[Any] = passed_on(model)["messages"]
    return found


def blocks_of(answer: Answer) -> list[dict[str, Any]]:
    """The blocks that the events of a stream add up to; none begins before another has ended."""
    found: list[dict[str, Any]] = []
    open_at: int | None = None
    for name, data in answer.events:
        assert data["type"] == name
        if name == "content_block_start":
            assert (open_at, data["index"]) == (None, len(found))
            found.append(dict(data["content_block"]))
            open_at = data["index"]
        elif name == "content_block_delta":
            assert data["index"] == open_at
            _grow(found[-1], data["delta"])
        elif name == "content_block_stop":
            assert data["index"] == open_at
            open_at = None
    assert open_at is None
    return found


def _grow(block: dict[str, Any], delta: dict[str, Any]) -> None:
    field = {"text_delta": "text", "thinking_delta": "thinking", "input_json_delta": "json"}
    name = field[delta["type"]]
    block[name] = block.get(name, "") + delta["partial_json" if name == "json" else name]


# refused


@pytest.mark.parametrize("path", [PATH, COUNT])
def test_nobody_gets_in_without_a_key(client: Client, model: OpenAISimulator, path: str) -> None:
    answer = ask(client, None, path)

    assert (answer.status, kind(answer)) == (401, "authentication_error")


@pytest.mark.parametrize(
    "body",
    [
        {"max_tokens": None},
        {"max_tokens": 0},
        {"messages": []},
        {"messages": ["hello"]},
        {"messages": [{"role": "tool", "content": "x"}]},
        {"messages": [{"role": "user", "content": [{"type": "server_tool_use"}]}]},
        {"messages": [{"role": "user", "content": [{"type": "image", "source": {}}]}]},
        {"messages": [{"role": "user", "content": [{"type": "document", "source": {
            "type": "base64", "media_type": "application/pdf", "data": ""}}]}]},
        {"system": 5},
        {"tools": [{"name": "a"}]},
        {"tools": [{"type": "web_search_20250305", "name": "web_search"}]},
        {"tools": [WEATHER], "tool_choice": {"type": "tool"}},
        {"tools": [WEATHER], "tool_choice": {"type": "some"}},
        {"thinking": {"type": "deep"}},
        {"mcp_servers": [{"url": "https://example.com"}]},
        {"temperature": 9},
    ],
)  # fmt: skip
def test_a_question_of_the_wrong_shape_is_an_invalid_request(
    client: Client, model: OpenAISimulator, body: dict[str, Any]
) -> None:
    answer = ask(client, client.register(), **body)

    assert (answer.status, kind(answer)) == (400, "invalid_request_error")


def test_a_tool_that_only_anthropic_has_is_refused_by_its_name(
    client: Client, model: OpenAISimulator
) -> None:
    tools = [WEATHER, {"type": "web_search_20250305", "name": "web_search"}]

    answer = ask(client, client.register(), tools=tools)

    assert "web_search_20250305" in answer.json["error"]["message"]
    assert model.requests == []


@pytest.mark.parametrize("path", [PATH, COUNT])
def test_an_unknown_model_is_not_found(client: Client, model: OpenAISimulator, path: str) -> None:
    answer = ask(client, client.register(), path, model="gpt-4o")

    assert (answer.status, kind(answer)) == (404, "not_found_error")


def test_an_unknown_path_is_told_in_the_same_shape(client: Client) -> None:
    answer = client.call("POST", "/v1/messages/batches", {}, token=client.register().token)

    assert (answer.status, kind(answer)) == (404, "not_found_error")


def test_without_any_model_nobody_need_try_again(client: Client) -> None:
    answer = ask(client, client.register())

    assert (answer.status, kind(answer)) == (500, "api_error")
    assert answer.headers["x-should-retry"] == "false"


def test_too_large_a_question_is_told_as_such(client: Client, model: OpenAISimulator) -> None:
    many = [{"role": "user", "content": "字" * 1_500_000}]

    answer = ask(client, client.register(), messages=many)

    assert (answer.status, kind(answer)) == (413, "request_too_large")


def test_who_cannot_pay_is_told_so(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    offer(client, admin, "dear")

    answer = ask(client, admin, model="dear")

    assert (answer.status, kind(answer)) == (402, "billing_error")
    assert model.requests == []


def test_too_many_calls_are_a_rate_limit(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(LIMITS="chat=1/60")
    account = client.register()
    ask(client, account)

    answer = ask(client, account)

    assert (answer.status, kind(answer)) == (429, "rate_limit_error")
    assert "retry-after" in answer.headers


def test_a_used_up_quota_need_not_be_tried_again(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")

    answer = ask(client, client.register())

    assert (answer.status, kind(answer)) == (429, "rate_limit_error")
    assert answer.headers["x-should-retry"] == "false"


@pytest.mark.parametrize(
    ("fault", "status", "expected"),
    [
        (DATA_INSPECTION_FAILED, 400, "invalid_request_error"),
        (INVALID_API_KEY, 500, "api_error"),
        (INTERNAL_ERROR, 500, "api_error"),
        (LIMIT_REQUESTS, 529, "overloaded_error"),
    ],
)
def test_a_provider_that_refuses_or_fails_is_told_by_anthropics_types(
    client: Client, model: OpenAISimulator, fault: Any, status: int, expected: str
) -> None:
    model.normally = fault
    account = client.register()

    whole, streamed = ask(client, account), ask(client, account, stream=True)

    assert (whole.status, kind(whole)) == (status, expected)
    name, data = streamed.events[-1]
    assert (name, data["type"], data["error"]["type"]) == ("error", "error", expected)


@pytest.mark.parametrize("fault", [Cut(after_chunks=3), ErrorInStream("internal_error", 3)])
def test_a_stream_that_breaks_ends_with_an_error_and_costs_nothing(
    client: Client, model: OpenAISimulator, configure: Configure, fault: Any
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.script(fault)

    answer = ask(client, admin, model="dear", stream=True)

    names = [name for name, _ in answer.events]
    assert (names[0], names[-1]) == ("message_start", "error")
    assert "message_stop" not in names
    assert balance(client, admin) == 9000


# who is calling


def test_a_key_may_come_in_the_header_of_anthropics_clients(
    client: Client, model: OpenAISimulator
) -> None:
    key = api_key(client, client.register())["key"]
    body = {"model": "qwen-sim", "max_tokens": 10, "messages": HELLO}
    headers = {"x-api-key": key, "anthropic-version": "2023-06-01", "anthropic-beta": "x"}

    assert client.call("POST", PATH, body, headers=headers).status == 200
    assert client.call("GET", "/v1/models", headers=headers).status == 200


def test_that_header_counts_on_v1_alone(client: Client) -> None:
    key = api_key(client, client.register())["key"]

    assert client.call("GET", "/api/auth/me", headers={"x-api-key": key}).status == 401


def test_a_wrong_bearer_is_not_made_good_by_it(client: Client, model: OpenAISimulator) -> None:
    key = api_key(client, client.register())["key"]
    headers = {"x-api-key": key, "Authorization": f"Bearer {authentication.KEY_START}wrong"}

    answer = client.call("GET", "/v1/models", headers=headers)

    assert answer.status == 401


# passed on


def test_a_question_reaches_the_provider_in_its_own_protocol(
    client: Client, model: OpenAISimulator
) -> None:
    ask(
        client,
        client.register(),
        system="Be brief.",
        temperature=0.5,
        top_p=0.9,
        top_k=5,
        stop_sequences=["END"],
        metadata={"user_id": "u"},
    )

    assert passed_on(model) == {
        "model": "qwen-sim",
        "messages": [{"role": "system", "content": "Be brief."}, *HELLO],
        "max_tokens": 1000,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 5,
        "stop": ["END"],
        "stream": False,
    }


def test_fields_that_are_not_passed_on_are_named(client: Client, model: OpenAISimulator) -> None:
    answer = ask(client, client.register(), metadata={"user_id": "u"}, service_tier="auto")

    assert answer.headers["x-ignored-fields"] == "metadata, service_tier"


def test_a_model_is_asked_for_no_more_than_it_can_answer(
    client: Client, model: OpenAISimulator
) -> None:
    ask(client, client.register(), max_tokens=64_000)

    assert passed_on(model)["max_tokens"] == 8_000


def test_the_system_prompt_may_come_in_blocks(client: Client, model: OpenAISimulator) -> None:
    system = [
        {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": "Be kind."},
    ]

    first, *_ = turns(client, model, *HELLO, system=system)

    assert first == {"role": "system", "content": "Be brief.\nBe kind."}


def test_blocks_without_pictures_become_plain_text(client: Client, model: OpenAISimulator) -> None:
    document = {"type": "text", "media_type": "text/plain", "data": "long"}
    content = [
        {"type": "text", "text": "Read this:", "cache_control": {"type": "ephemeral"}},
        {"type": "document", "title": "A page", "source": document},
    ]

    found = turns(client, model, {"role": "user", "content": content})

    assert found == [{"role": "user", "content": "Read this:\nA page\nlong"}]


def test_pictures_become_parts(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")
    content = [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}},
        {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
        {"type": "text", "text": "What is this?"},
    ]

    (found,) = turns(client, model, {"role": "user", "content": content}, model="qwen3-vl-plus")

    assert found["content"] == [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}},
        {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
        {"type": "text", "text": "What is this?"},
    ]


def test_calls_of_tools_and_their_results_go_on_as_messages(
    client: Client, model: OpenAISimulator
) -> None:
    called = [
        {"type": "thinking", "thinking": "Hm.", "signature": "s"},
        {"type": "redacted_thinking", "data": "x"},
        {"type": "text", "text": "I look."},
        {"type": "tool_use", "id": "t1", "name": "weather", "input": {"city": "北京"}},
        {"type": "tool_use", "id": "t2", "name": "weather", "input": {}},
    ]
    results = [
        {"type": "text", "text": "And now?"},
        {"type": "tool_result", "tool_use_id": "t1", "content": "sunny"},
        {"type": "tool_result", "tool_use_id": "t2", "is_error": True,
         "content": [{"type": "text", "text": "no city"}]},
    ]  # fmt: skip

    found = turns(
        client,
        model,
        *HELLO,
        {"role": "assistant", "content": called},
        {"role": "user", "content": results},
        tools=[WEATHER],
    )

    def function(arguments: str) -> dict[str, str]:
        return {"name": "weather", "arguments": arguments}

    assert found[1:] == [
        {"role": "assistant", "content": "I look.", "tool_calls": [
            {"id": "t1", "type": "function", "function": function('{"city":"北京"}')},
            {"id": "t2", "type": "function", "function": function("{}")},
        ]},
        {"role": "tool", "tool_call_id": "t1", "content": "sunny"},
        {"role": "tool", "tool_call_id": "t2", "content": "Error: no city"},
        {"role": "user", "content": "And now?"},
    ]  # fmt: skip


def test_a_picture_in_a_result_is_shown_behind_it(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL="qwen3-vl-plus")
    picture = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
    result = {"type": "tool_result", "tool_use_id": "t1", "content": [picture]}
    call = {"type": "tool_use", "id": "t1", "name": "weather", "input": {}}

    *_, told, shown = turns(
        client,
        model,
        *HELLO,
        {"role": "assistant", "content": [call]},
        {"role": "user", "content": [result, {"type": "text", "text": "See?"}]},
        model="qwen3-vl-plus",
    )

    assert (told["role"], told["content"]) == ("tool", "(no text)")
    assert [part["type"] for part in shown["content"]] == ["image_url", "text"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"type": "auto"}, {"tool_choice": "auto"}),
        ({"type": "any"}, {"tool_choice": "required"}),
        ({"type": "none"}, {"tool_choice": "none"}),
        (
            {"type": "tool", "name": "weather", "disable_parallel_tool_use": True},
            {
                "tool_choice": {"type": "function", "function": {"name": "weather"}},
                "parallel_tool_calls": False,
            },
        ),
    ],
)
def test_tools_and_their_choice_are_translated(
    client: Client, model: OpenAISimulator, choice: dict[str, Any], expected: dict[str, Any]
) -> None:
    ask(client, client.register(), tools=[WEATHER], tool_choice=choice)

    asked = passed_on(model)
    assert asked["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "weather",
                "description": "What the weather is",
                "parameters": WEATHER["input_schema"],
            },
        }
    ]
    assert {name: asked[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("quirks", "thinking", "expected"),
    [
        ("qwen", THINKS, {"enable_thinking": True, "thinking_budget": 500}),
        ("qwen", {"type": "disabled"}, {"enable_thinking": False}),
        ("qwen", {"type": "adaptive"}, {}),
        ("qwen", None, {}),
        ("ark", THINKS, {"thinking": {"type": "enabled"}}),
        ("plain", THINKS, {}),
    ],
)
def test_thinking_is_switched_in_the_words_of_the_provider(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    quirks: str,
    thinking: dict[str, Any] | None,
    expected: dict[str, Any],
) -> None:
    configure(SECOND_API_KEY="sk-sim")
    admin = administrator(client)
    supply(client, admin, model, "second", quirks=quirks)
    offer(client, admin, "thinker", provider="second")

    ask(client, admin, model="thinker", thinking=thinking, stream=True)

    asked = passed_on(model)
    names = ("enable_thinking", "thinking_budget", "thinking")
    assert {name: asked[name] for name in names if name in asked} == expected


def test_qwen_goes_on_from_the_beginning_of_an_answer(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(SECOND_API_KEY="sk-sim")
    admin = administrator(client)
    supply(client, admin, model, "second", quirks="qwen")
    offer(client, admin, "q", provider="second")

    ask(client, admin, model="q", messages=[*HELLO, {"role": "assistant", "content": "{"}])

    assert passed_on(model)["messages"][-1] == {
        "role": "assistant", "content": "{", "partial": True,
    }  # fmt: skip


# models


def test_a_name_of_anthropics_is_the_default_model(client: Client, model: OpenAISimulator) -> None:
    answer = ask(client, client.register(), model="claude-sonnet-4-5-20250929")

    assert (answer.status, answer.json["model"]) == (200, "qwen-sim")
    assert passed_on(model)["model"] == "qwen-sim"


def test_where_no_model_is_left_nobody_answers_to_it_either(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "qwen-sim", enabled=False)

    assert ask(client, admin, model="claude-sonnet-4-5").status == 500  # its `api_error`
    assert ask(client, admin, model="qwen-sim").status == 404


def test_an_administrator_may_give_that_name_to_a_model(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "claude-sonnet-4-5", upstream_name="qwen3-max")

    answer = ask(client, admin, model="claude-sonnet-4-5")

    assert answer.json["model"] == "claude-sonnet-4-5"
    assert passed_on(model)["model"] == "qwen3-max"


# answered


def test_an_answer_is_that_of_the_protocol(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。")

    answer = ask(client, client.register())

    given = answer.json
    assert given.pop("id").startswith("msg_")
    assert given == {
        "type": "message",
        "role": "assistant",
        "model": "qwen-sim",
        "content": [{"type": "text", "text": "你好，张三。"}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": 2,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "output_tokens": 6,
        },
    }
    assert answer.headers["request-id"] == answer.headers["x-request-id"]


def test_a_stream_is_the_events_of_the_protocol(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。")

    answer = ask(client, client.register(), stream=True)

    names = [name for name, _ in answer.events]
    assert names == [
        "message_start",
        "ping",
        "content_block_start",
        *["content_block_delta"] * 3,
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    start, end = answer.events[0][1]["message"], answer.events[-2][1]
    assert (start["content"], start["stop_reason"], start["role"]) == ([], None, "assistant")
    assert start["usage"]["input_tokens"] > 0
    assert blocks_of(answer) == [{"type": "text", "text": "你好，张三。"}]
    assert end["delta"] == {"stop_reason": "end_turn", "stop_sequence": None}
    assert (end["usage"]["input_tokens"], end["usage"]["output_tokens"]) == (2, 6)


def test_an_answer_that_was_cut_short_says_so(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。", "你好，张三。")
    account = client.register()

    whole = ask(client, account, max_tokens=2)
    streamed = ask(client, account, max_tokens=2, stream=True)

    assert whole.json["stop_reason"] == "max_tokens"
    assert streamed.events[-2][1]["delta"]["stop_reason"] == "max_tokens"


@pytest.mark.parametrize("stream", [False, True])
def test_calls_of_tools_are_blocks(client: Client, model: OpenAISimulator, stream: bool) -> None:
    calls = (ToolCall("weather", '{"city":"北京"}'), ToolCall("weather", "{}"))
    model.say(Said("I look.", tool_calls=calls))

    answer = ask(client, client.register(), tools=[WEATHER], stream=stream)

    found = blocks_of(answer) if stream else answer.json["content"]
    end = answer.events[-2][1]["delta"] if stream else answer.json
    inputs = [json.loads(b["json"]) if stream else b["input"] for b in found[1:]]
    assert found[0] == {"type": "text", "text": "I look."}
    assert [(b["type"], b["id"], b["name"]) for b in found[1:]] == [
        ("tool_use", "call_0", "weather"),
        ("tool_use", "call_1", "weather"),
    ]
    assert inputs == [{"city": "北京"}, {}]
    assert end["stop_reason"] == "tool_use"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("thinking", "shown"),
    [
        ({"type": "enabled", "budget_tokens": 100}, True),
        ({"type": "adaptive"}, True),
        (None, False),
    ],
)
def test_thoughts_are_shown_to_who_asked_for_them(
    client: Client, model: OpenAISimulator, stream: bool, thinking: Any, shown: bool
) -> None:
    model.say(Said("好。", reasoning=THOUGHT))

    answer = ask(client, client.register(), thinking=thinking, stream=stream)

    thought = {"type": "thinking", "thinking": THOUGHT, "signature": ""}
    text = {"type": "text", "text": "好。"}
    found = blocks_of(answer) if stream else answer.json["content"]
    assert found == ([thought, text] if shown else [text])


def test_arguments_that_are_no_object_come_within_one(
    client: Client, model: OpenAISimulator
) -> None:
    model.say(Said(tool_calls=(ToolCall("a", "{broken"), ToolCall("b", "[1]"))))

    content = ask(client, client.register(), tools=[WEATHER]).json["content"]

    assert [block["input"] for block in content] == [{"invalid_json": "{broken"}, {"value": [1]}]


@pytest.mark.parametrize("stream", [False, True])
def test_tokens_are_paid_as_counted_or_by_estimate(
    client: Client, model: OpenAISimulator, configure: Configure, stream: bool
) -> None:
    admin = payer(client, configure, 9000)
    model.say("六个字的回答", "六个字的回答")

    ask(client, admin, model="dear", stream=stream)
    assert balance(client, admin) == 9000 - 8

    model.script(NoUsage())
    ask(client, admin, model="dear", stream=stream)
    assert balance(client, admin) < 9000 - 8


def test_credits_are_in_the_headers(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.say("六个字的回答")

    answer = ask(client, admin, model="dear")

    assert answer.headers["x-credits-charged"] == "8"
    assert answer.headers["x-credits-remaining"] == "8992"


@pytest.mark.parametrize("stream", [False, True])
def test_a_repeated_question_is_answered_and_paid_once(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    account, headers = client.register(), {"Idempotency-Key": "once"}
    body = {"model": "qwen-sim", "max_tokens": 10, "messages": HELLO, "stream": stream}

    def call() -> Answer:
        return client.call("POST", PATH, body, token=account.token, headers=headers)

    assert call().body == call().body
    assert len(model.requests) == 1


# counted


def test_tokens_are_counted_without_asking_or_charging(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()

    def counted(**more: Any) -> int:
        body = {"model": "claude-sonnet-4-5", "messages": HELLO, **more}
        answer = client.call("POST", COUNT, body, token=account.token)
        assert answer.status == 200, answer.body
        found: int = answer.json["input_tokens"]
        return found

    few = counted()
    assert 0 < few < counted(system="Be brief and kind.") < counted(system="s" * 400)
    assert few < counted(tools=[WEATHER])
    assert model.requests == []


@pytest.mark.parametrize("path", [f"{PATH}/", f"{COUNT}/"])
def test_a_slash_at_the_end_is_taken(client: Client, model: OpenAISimulator, path: str) -> None:
    assert ask(client, client.register(), path).status == 200
