"""POST /v1/responses: what is refused, asked of the model, and answered, whole or as events."""

import json
from typing import Any

import pytest
from openai.types.responses import Response as OpenAIResponse
from openai.types.responses import ResponseStreamEvent
from pydantic import TypeAdapter

from shared.llm.transport import targets
from tests.administering import balance, offer, payer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators import openai
from tests.simulators.openai import (
    Cut,
    ErrorInStream,
    Fault,
    NoUsage,
    OpenAISimulator,
    StallAfter,
    ToolCall,
    Truncated,
)
from tests.simulators.openai_statuses import CONTEXT_OVERFLOW, DATA_INSPECTION_FAILED

PATH = "/v1/responses"
EVENTS: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)
WEATHER = {"type": "function", "name": "weather", "parameters": {"type": "object"}}
SAID = {"role": "user", "content": "你好"}
CALL = {"type": "function_call", "call_id": "c1", "name": "weather", "arguments": "{}"}
RESULT = {"type": "function_call_output", "call_id": "c1", "output": "晴"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def ask(client: Client, account: Account | None, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "input": "你好", **more}
    return client.call("POST", PATH, body, token=account.token if account else None)


def told(client: Client, account: Account, **more: Any) -> list[Any]:
    """The events of a stream, each as OpenAI's own client would have it, numbered in order."""
    answer = ask(client, account, stream=True, **more)
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    for place, (name, data) in enumerate(answer.events):
        assert (data["type"], data["sequence_number"]) == (name, place)
        EVENTS.validate_python(data)
    return [data for _, data in answer.events]


def types(events: list[Any]) -> list[str]:
    """Without those that only repeat the one before."""
    found = [event["type"].removeprefix("response.") for event in events]
    return [name for place, name in enumerate(found) if found[place - 1 : place] != [name]]


def passed_on(model: OpenAISimulator) -> dict[str, Any]:
    body = model.requests[-1].body
    assert body is not None
    return body


def texts(response: Any) -> str:
    said = [item for item in response["output"] if item["type"] == "message"]
    return "".join(part["text"] for item in said for part in item["content"])


# refused


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": None}, "model"),
        ({"input": None}, "input"),
        ({"input": []}, "input"),
        ({"input": ["x"]}, "input[0]"),
        ({"input": [{}]}, "input[0].type"),
        ({"input": [{"type": "web_search_call"}]}, "input[0].type"),
        ({"input": [{"role": "robot", "content": "x"}]}, "input[0].role"),
        ({"input": [{"role": "user"}]}, "input[0].content"),
        ({"input": [{"role": "user", "content": [{"type": "x"}]}]}, "input[0].content[0].type"),
        ({"input": [{"role": "user", "content": [5]}]}, "input[0].content[0].type"),
        ({"input": [{"role": "user", "content": [{"type": ["x"]}]}]}, "input[0].content[0].type"),
        (
            {"input": [{"role": "user", "content": [{"type": "input_text"}]}]},
            "input[0].content[0].text",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_file", "file_id": "f"}]}]},
            "input[0].content[0].type",
        ),
        (
            {"input": [{"role": "user", "content": [{"type": "input_image", "file_id": "f"}]}]},
            "input[0].content[0].file_id",
        ),
        (
            {"input": [{"role": "assistant", "content": [{"type": "input_image"}]}]},
            "input[0].content[0].type",
        ),
        ({"input": [{**CALL, "arguments": {}}]}, "input[0].arguments"),
        ({"input": [{**CALL, "name": None}]}, "input[0].name"),
        ({"input": [SAID, RESULT]}, "input[1].call_id"),
        ({"input": [{"type": "item_reference", "id": "msg_1"}]}, "input[0].id"),
        ({"tools": [{"type": "web_search"}]}, "tools[0].type"),
        ({"tools": [WEATHER, {"type": "code_interpreter"}]}, "tools[1].type"),
        ({"tools": [{"type": "custom", "name": "x"}]}, "tools[0].type"),
        ({"tools": [{"type": "function"}]}, "tools[0].name"),
        (
            {"tools": [{"type": "namespace", "name": "n", "tools": [{"type": "mcp"}]}]},
            "tools[0].tools[0].type",
        ),
        ({"tools": [WEATHER], "tool_choice": {"type": "file_search"}}, "tool_choice.type"),
        ({"tools": [WEATHER], "tool_choice": "perhaps"}, "tool_choice"),
        ({"text": {"format": {"type": "json_schema", "name": "x"}}}, "text.format.schema"),
        ({"text": {"format": {"type": "xml"}}}, "text.format.type"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"metadata": {"a": 1}}, "metadata[...]"),
        ({"background": True}, "background"),
        ({"conversation": "conv_1"}, "conversation"),
        ({"prompt": {"id": "pmpt_1"}}, "prompt"),
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
    ],
)
def test_what_is_not_offered_is_refused_by_its_name(
    client: Client, model: OpenAISimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), **body)

    assert answer.status == 400, answer.body
    assert answer.json["error"]["param"] == param
    assert answer.json["error"]["type"] == "invalid_request_error"
    assert model.requests == []


@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model_is_not_found(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    answer = ask(client, client.register(), model="gpt-5", stream=stream)

    assert (answer.status, answer.code) == (404, "model_not_found")


@pytest.mark.parametrize("stream", [False, True])
def test_who_cannot_pay_is_refused_before_the_model_is_asked(
    client: Client, model: OpenAISimulator, configure: Configure, stream: bool
) -> None:
    admin = payer(client, configure, 19)

    answer = ask(client, admin, model="dear", max_output_tokens=20, stream=stream)

    assert (answer.status, answer.code) == (429, "insufficient_quota")
    assert model.requests == []
    assert balance(client, admin) == 19


# what the provider refuses, and how it fails


@pytest.mark.parametrize(
    ("fault", "code", "failed"),
    [
        (Cut(after_chunks=3), "upstream_error", "server_error"),
        (ErrorInStream("internal_error", 3), "upstream_error", "server_error"),
        (StallAfter(3), "upstream_timeout", "server_error"),
        (DATA_INSPECTION_FAILED, "content_filter", "invalid_prompt"),
        (CONTEXT_OVERFLOW, "context_length_exceeded", "context_length_exceeded"),
    ],
)
def test_a_stream_that_fails_says_so_in_its_last_events(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    fault: Fault,
    code: str,
    failed: str,
) -> None:
    configure(LLM_TIMEOUT="1", ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.script(fault)

    answer = ask(client, admin, model="dear", stream=True)

    *_, (_, error), (last, data) = answer.events
    assert (error["type"], error["code"]) == ("error", code)
    assert last == "response.failed"
    assert data["sequence_number"] == error["sequence_number"] + 1 == len(answer.events) - 1
    assert data["response"]["status"] == "failed"
    assert data["response"]["error"]["code"] == failed
    assert balance(client, admin) == 9000


def test_a_whole_answer_that_fails_is_the_error(client: Client, model: OpenAISimulator) -> None:
    model.script(CONTEXT_OVERFLOW)

    answer = ask(client, client.register())

    assert (answer.status, answer.code) == (400, "context_length_exceeded")


# what the model is asked


def test_a_text_is_a_message_of_the_user(client: Client, model: OpenAISimulator) -> None:
    assert ask(client, client.register(), instructions="Be brief.").status == 200

    assert passed_on(model) == {
        "model": "qwen-sim",
        "stream": False,
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "你好"},
        ],
    }


def test_items_are_the_messages_of_a_chat(client: Client, model: OpenAISimulator) -> None:
    items = [
        {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "A"}]},
        {"role": "system", "content": "B"},
        {"role": "user", "content": [{"type": "input_text", "text": t} for t in ("1", "2")]},
        {"role": "assistant", "content": [{"type": "output_text", "text": "ok"}]},
        CALL,
        {**CALL, "call_id": "c2"},
        RESULT,
        {**RESULT, "call_id": "c2", "output": [{"type": "input_text", "text": "雨"}]},
        SAID,
    ]

    answer = ask(client, client.register(), input=items)

    function = {"name": "weather", "arguments": "{}"}
    calls = [{"id": name, "type": "function", "function": function} for name in ("c1", "c2")]
    assert answer.status == 200, answer.body
    assert passed_on(model)["messages"] == [
        {"role": "system", "content": "A\n\nB"},
        {"role": "user", "content": "1\n2"},
        {"role": "assistant", "content": "ok", "tool_calls": calls},
        {"role": "tool", "tool_call_id": "c1", "content": "晴"},
        {"role": "tool", "tool_call_id": "c2", "content": "雨"},
        SAID,
    ]


def test_pictures_are_passed_on(client: Client, model: OpenAISimulator) -> None:
    picture = {"type": "input_image", "image_url": "https://example.com/a.png", "detail": "low"}
    parts = [{"type": "input_text", "text": "?"}, picture, {**picture, "detail": "auto"}]
    answer = ask(client, client.register(), input=[{"role": "user", "content": parts}])

    assert answer.status == 200, answer.body
    url = {"url": "https://example.com/a.png"}
    assert passed_on(model)["messages"][0]["content"] == [
        {"type": "text", "text": "?"},
        {"type": "image_url", "image_url": {**url, "detail": "low"}},
        {"type": "image_url", "image_url": url},
    ]


def test_what_steers_the_answer_is_said_in_a_chats_words(
    client: Client, model: OpenAISimulator
) -> None:
    schema = {"type": "object"}
    answer = ask(
        client,
        client.register(),
        max_output_tokens=50,
        temperature=0.5,
        top_p=0.9,
        tools=[{**WEATHER, "strict": False, "description": None}],
        tool_choice={"type": "function", "name": "weather"},
        parallel_tool_calls=False,
        text={"format": {"type": "json_schema", "name": "City", "schema": schema, "strict": True}},
        reasoning={"effort": "low"},
        enable_thinking=False,
    )

    assert answer.status == 200, answer.body
    function = {"name": "weather", "parameters": {"type": "object"}, "strict": False}
    asked = passed_on(model)
    assert {name: asked[name] for name in asked if name not in ("model", "messages", "stream")} == {
        "max_tokens": 50,
        "temperature": 0.5,
        "top_p": 0.9,
        "tools": [{"type": "function", "function": function}],
        "tool_choice": {"type": "function", "function": {"name": "weather"}},
        "parallel_tool_calls": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "City", "schema": schema, "strict": True},
        },
        "reasoning_effort": "low",
        "enable_thinking": False,
    }


def test_only_the_tools_that_are_allowed_are_offered(
    client: Client, model: OpenAISimulator
) -> None:
    allowed = {"type": "allowed_tools", "mode": "required", "tools": [WEATHER]}

    answer = ask(
        client, client.register(), tools=[WEATHER, {**WEATHER, "name": "b"}], tool_choice=allowed
    )

    assert answer.status == 200, answer.body
    assert [tool["function"]["name"] for tool in passed_on(model)["tools"]] == ["weather"]
    assert passed_on(model)["tool_choice"] == "required"


def test_without_tools_nothing_is_said_of_them(client: Client, model: OpenAISimulator) -> None:
    ask(client, client.register(), tools=[], tool_choice="auto", parallel_tool_calls=True)

    assert set(passed_on(model)) == {"model", "messages", "stream"}


def test_what_nobody_reads_is_named(client: Client, model: OpenAISimulator) -> None:
    answer = ask(
        client,
        client.register(),
        service_tier="auto",
        prompt_cache_key="k",
        truncation="auto",
        user=None,
        tools=[WEATHER, {"type": "web_search", "external_web_access": False}],
    )

    assert answer.headers["x-ignored-fields"] == (
        "prompt_cache_key, service_tier, tools[1], truncation"
    )


def test_what_no_header_can_name_is_not_named(client: Client, model: OpenAISimulator) -> None:
    odd = ["a\r\nSet-Cookie: b=c", "名", "", "x" * 65, "a b", "a,b"]
    answer = ask(client, client.register(), **dict.fromkeys(odd, 1), seen=1)
    many = ask(client, client.register(), **dict.fromkeys(map("f{}".format, range(1000)), 1))

    assert answer.headers["x-ignored-fields"] == "seen"
    assert "set-cookie" not in answer.headers
    assert len(many.headers["x-ignored-fields"].split(", ")) == 32


def test_thoughts_go_back_to_the_model_within_a_question_alone(
    client: Client, model: OpenAISimulator
) -> None:
    thought = {"type": "reasoning", "summary": [{"type": "summary_text", "text": "hm"}]}
    first = [SAID, thought, CALL, RESULT]

    ask(client, client.register(), input=first)
    within = passed_on(model)["messages"]
    ask(client, client.register(), input=[*first, SAID])
    after = passed_on(model)["messages"]

    assert within[1]["reasoning_content"] == "hm"
    assert "reasoning_content" not in after[1]


def test_encrypted_thoughts_are_read_again_and_only_for_their_user(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say(openai.Answer("晴", reasoning="hm, rain?"))
    given = ask(client, account, store=False, include=["reasoning.encrypted_content"]).json
    encrypted = given["output"][0]["encrypted_content"]
    thought = {"type": "reasoning", "summary": [], "encrypted_content": encrypted}
    items = [SAID, thought, CALL, RESULT]

    ask(client, account, input=items)
    own = passed_on(model)["messages"][1]
    ask(client, client.register(), input=items)
    others = passed_on(model)["messages"][1]
    ask(client, account, input=[SAID, {**thought, "encrypted_content": "gAAAA"}, CALL, RESULT])

    assert "rain?" not in encrypted
    assert own["reasoning_content"] == "hm, rain?"
    assert "reasoning_content" not in others
    assert "reasoning_content" not in passed_on(model)["messages"][1]


# answered


def test_a_whole_answer_is_a_response(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。")

    answer = ask(client, client.register(), metadata={"a": "b"}, instructions="Be brief.")

    given = answer.json
    assert answer.status == 200
    OpenAIResponse.model_validate(given, strict=False)
    assert given["id"].startswith("resp_")
    assert (given["object"], given["status"], given["model"]) == (
        "response",
        "completed",
        "qwen-sim",
    )
    assert (given["metadata"], given["instructions"]) == ({"a": "b"}, "Be brief.")
    (message,) = given["output"]
    assert message["id"].startswith("msg_")
    assert (message["role"], message["status"]) == ("assistant", "completed")
    assert texts(given) == "你好，张三。"
    assert given["usage"] == {
        "input_tokens": 11,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": 6,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 17,
    }


def test_a_streamed_answer_comes_in_the_documented_events(
    client: Client, model: OpenAISimulator
) -> None:
    model.say("一二三四")

    events = told(client, client.register())

    assert types(events) == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    deltas = [event["delta"] for event in events if event["type"] == "response.output_text.delta"]
    assert deltas == ["一二", "三四"]
    first, last = events[0]["response"], events[-1]["response"]
    assert (first["status"], first["output"], first["usage"]) == ("in_progress", [], None)
    assert (last["status"], texts(last), last["id"]) == ("completed", "一二三四", first["id"])
    assert last["output"] == [events[-2]["item"]]
    assert last["usage"]["total_tokens"] == 6


@pytest.mark.parametrize(
    ("reasoning", "names"),
    [
        (
            None,
            ["content_part.added", "reasoning_text.delta", "reasoning_text.done"],
        ),
        (
            {"summary": "auto"},
            [
                "reasoning_summary_part.added",
                "reasoning_summary_text.delta",
                "reasoning_summary_text.done",
            ],
        ),
    ],
)
def test_thoughts_come_first_as_text_or_as_a_summary(
    client: Client, model: OpenAISimulator, reasoning: Any, names: list[str]
) -> None:
    account = client.register()
    model.say(openai.Answer("晴", reasoning="想一想"), openai.Answer("晴", reasoning="想一想"))

    events = told(client, account, reasoning=reasoning)
    whole = ask(client, account, reasoning=reasoning).json

    assert types(events)[3:6] == names
    thought, message = events[-1]["response"]["output"]
    part = (thought["summary"] or thought["content"])[0]
    assert (thought["type"], part["text"], message["type"]) == ("reasoning", "想一想", "message")
    assert bool(thought["summary"]) is bool(reasoning)
    assert [item["type"] for item in whole["output"]] == ["reasoning", "message"]
    assert whole["usage"]["output_tokens_details"]["reasoning_tokens"] == 3


def test_tools_are_called_side_by_side(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    called = openai.Answer(
        "看看", tool_calls=(ToolCall("weather", '{"a":1}'), ToolCall("weather", '{"a":2}'))
    )
    model.say(called, called)

    events = told(client, account, tools=[WEATHER])
    whole = ask(client, account, tools=[WEATHER]).json

    assert types(events)[8:-1] == [
        "output_item.added",
        "function_call_arguments.delta",
        "output_item.added",
        "function_call_arguments.delta",
        "function_call_arguments.done",
        "output_item.done",
        "function_call_arguments.done",
        "output_item.done",
    ]
    for response in (events[-1]["response"], whole):
        message, *calls = response["output"]
        assert message["type"] == "message"
        assert [call["arguments"] for call in calls] == ['{"a":1}', '{"a":2}']
        assert [call["call_id"] for call in calls] == ["call_0", "call_1"]
        assert {call["name"] for call in calls} == {"weather"}
    assert whole["status"] == "completed"


def test_functions_of_a_namespace_keep_it(client: Client, model: OpenAISimulator) -> None:
    account, long = client.register(), "a_tool_of_a_server_with_a_name_that_is_far_too_long_for_it"
    tools = [
        {"type": "namespace", "name": "agents", "tools": [{**WEATHER, "name": "spawn"}]},
        {"type": "namespace", "name": "servers", "tools": [{**WEATHER, "name": long}]},
    ]
    ask(client, account, tools=tools)
    one, other = (tool["function"]["name"] for tool in passed_on(model)["tools"])
    model.say(openai.Answer(tool_calls=(ToolCall(one, "{}"), ToolCall(other, "{}"))))

    output = ask(client, account, tools=tools).json["output"]
    results = [{**RESULT, "call_id": call["call_id"]} for call in output]
    again = ask(client, account, tools=tools, input=[SAID, *output, *results])

    assert (one, len(other)) == ("agents__spawn", 64)
    assert [(call["namespace"], call["name"]) for call in output] == [
        ("agents", "spawn"),
        ("servers", long),
    ]
    assert again.status == 200, again.body
    calls = passed_on(model)["messages"][1]["tool_calls"]
    assert [call["function"]["name"] for call in calls] == [one, other]


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_that_was_cut_short_is_incomplete(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    account = client.register()
    model.say("一二三四")
    model.script(Truncated())

    if stream:
        last = told(client, account)[-1]
        assert last["type"] == "response.incomplete"
        response = last["response"]
    else:
        response = ask(client, account).json

    assert response["status"] == "incomplete"
    assert response["incomplete_details"] == {"reason": "max_output_tokens"}
    assert response["output"][-1]["status"] == "incomplete"


def test_usage_is_estimated_where_the_provider_says_none(
    client: Client, model: OpenAISimulator
) -> None:
    model.say("一二三四")
    model.script(NoUsage())

    assert ask(client, client.register()).json["usage"]["output_tokens"] > 0


def test_credits_are_charged_and_told(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.say("六个字的回答", "六个字的回答")

    whole = ask(client, admin, model="dear")
    streamed = told(client, admin, model="dear")[-1]["response"]

    assert whole.headers["x-credits-charged"] == "8"
    assert whole.headers["x-credits-remaining"] == "8992"
    assert whole.json["credits"] == {"charged": 8, "remaining": 8992}
    assert streamed["credits"] == {"charged": 8, "remaining": 8984}
    query = {"group_by": "endpoint"}
    usage = client.call("GET", "/api/admin/usage", token=admin.token, query=query).json
    assert "responses" in json.dumps(usage)


def test_the_same_key_gets_the_first_answer_again(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say("一", "二")
    body, headers = {"model": "qwen-sim", "input": "你好"}, {"Idempotency-Key": "k"}

    first, second = (
        client.call("POST", PATH, body, token=account.token, headers=headers) for _ in range(2)
    )

    assert second.body == first.body
    assert second.headers["idempotency-replayed"] == "true"


def test_a_question_of_codex_is_answered(client: Client, model: OpenAISimulator) -> None:
    """The shape of Codex CLI 0.171, with the tools that it offers to a model it does not know."""
    text = [{"type": "input_text", "text": "say hi"}]
    model.say(openai.Answer("hi", reasoning="hm"))

    events = told(
        client,
        client.register(),
        input=[
            {"type": "message", "id": "msg_1", "role": "developer", "content": text},
            {"type": "message", "id": "msg_2", "role": "developer", "content": text},
            {"type": "message", "id": "msg_3", "role": "user", "content": text},
        ],
        tools=[
            {**WEATHER, "strict": False, "description": "…"},
            {"type": "namespace", "name": "multi_agent_v1", "description": "…", "tools": [WEATHER]},
            {"type": "web_search", "external_web_access": False},
        ],
        tool_choice="auto",
        parallel_tool_calls=True,
        reasoning={"summary": "auto"},
        store=False,
        include=["reasoning.encrypted_content"],
        prompt_cache_key="01a2205a",
        client_metadata={"thread_id": "01a2205a"},
    )

    thought, message = events[-1]["response"]["output"]
    assert events[-1]["response"]["store"] is False
    assert thought["summary"][0]["text"] == "hm"
    assert thought["encrypted_content"]
    assert message["content"][0]["text"] == "hi"
