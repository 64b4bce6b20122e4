"""/v1: the OpenAI protocol, what is refused, passed on and answered."""

import json
from typing import Any

import pytest

from shared.inference import breakers
from shared.llm.transport import targets
from shared.protocols import asks
from tests.administering import QUESTION, balance, offer, payer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator, api_key
from tests.simulators import openai
from tests.simulators.openai import (
    Chunking,
    Cut,
    DataPrefixed400,
    ErrorInStream,
    Fault,
    NoUsage,
    OpenAISimulator,
    StallAfter,
    ToolCall,
    Truncated,
)
from tests.simulators.openai_statuses import (
    ARREARAGE,
    CONTEXT_OVERFLOW,
    DATA_INSPECTION_FAILED,
    INTERNAL_ERROR,
    INVALID_API_KEY,
    LIMIT_REQUESTS,
)

PATH = "/v1/chat/completions"
WEATHER = {
    "type": "function",
    "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}},
}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def ask(client: Client, account: Account | None, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "messages": QUESTION, **more}
    return client.call("POST", PATH, body, token=account.token if account else None)


def data(answer: Answer) -> list[Any]:
    """The data of the events, of which the last is [DONE]."""
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    lines = [line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    assert lines.pop() == "[DONE]"
    return [json.loads(line) for line in lines]


def said(chunks: list[Any], field: str = "content") -> str:
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    return "".join(choice["delta"].get(field) or "" for choice in choices)


def passed_on(model: OpenAISimulator) -> dict[str, Any]:
    """What the provider was asked last."""
    body = model.requests[-1].body
    assert body is not None
    return body


# refused


@pytest.mark.parametrize(
    "content",
    [
        [{"type": ["a"]}],
        [{"type": {}}],
        [["a"]],
        [None],
        {"type": []},
        5,
        [{"type": 1, "text": []}],
    ],
)
def test_content_of_no_known_shape_is_no_fault_of_ours(
    client: Client, model: OpenAISimulator, content: Any
) -> None:
    messages = [{"role": "user", "content": content}]

    assert ask(client, client.register(), messages=messages).status < 500


@pytest.mark.parametrize(("method", "path"), [("POST", PATH), ("GET", "/v1/models")])
def test_nobody_gets_in_without_a_token_or_key(client: Client, method: str, path: str) -> None:
    body: Any = {} if method == "POST" else None

    nobody = client.call(method, path, body)
    stranger = client.call(method, path, body, token="sk-unknown")

    assert (nobody.status, nobody.code) == (401, "invalid_api_key")
    assert (stranger.status, stranger.code) == (401, "invalid_api_key")
    assert "www-authenticate" in nobody.headers
    error = nobody.json["error"]
    assert set(error) == {"code", "message", "type", "param", "request_id"}
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": None}, "model"),
        ({"model": 5}, "model"),
        ({"messages": []}, "messages"),
        ({"messages": "hello"}, "messages"),
        ({"messages": ["hello"]}, "messages[0]"),
        ({"messages": [{}]}, "messages[0].role"),
        ({"messages": [*QUESTION, {"role": 5, "content": "x"}]}, "messages[1].role"),
        ({"messages": QUESTION * 2001}, "messages"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": "many"}, "max_tokens"),
        ({"max_completion_tokens": -1}, "max_completion_tokens"),
        ({"stream": "yes"}, "stream"),
        ({"stream_options": []}, "stream_options"),
        ({"stream_options": {"include_usage": 5}}, "stream_options.include_usage"),
        ({"n": 5}, "n"),
        ({"n": "2"}, "n"),
        ({"n": 0}, "n"),
    ],
)
def test_a_question_of_the_wrong_shape_is_refused_by_its_field(
    client: Client, model: OpenAISimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), **body)

    assert (answer.status, answer.code) == (400, "invalid_request")
    assert answer.json["error"]["param"] == param
    assert answer.json["error"]["type"] == "invalid_request_error"
    assert model.requests == []


@pytest.mark.parametrize("missing", ["model", "messages"])
def test_a_question_without_what_it_needs_is_refused(
    client: Client, model: OpenAISimulator, missing: str
) -> None:
    body = {"model": "qwen-sim", "messages": QUESTION}
    del body[missing]

    answer = client.call("POST", PATH, body, token=client.register().token)

    assert (answer.status, answer.json["error"]["param"]) == (400, missing)


@pytest.mark.parametrize("name", ["gpt-4o", "", "qwen-sim ", "QWEN-SIM"])
@pytest.mark.parametrize("stream", [False, True])
def test_an_unknown_model_is_not_found(
    client: Client, model: OpenAISimulator, name: str, stream: bool
) -> None:
    answer = ask(client, client.register(), model=name, stream=stream)

    assert (answer.status, answer.code) == (404, "model_not_found")
    assert answer.json["error"]["param"] == "model"
    assert answer.headers["content-type"] == "application/json"


def test_a_model_that_is_switched_off_is_not_found(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "hidden", enabled=False)

    answer = ask(client, admin, model="hidden")
    found = client.call("GET", "/v1/models/hidden", token=admin.token)

    assert (answer.status, answer.code) == (404, "model_not_found")
    assert (found.status, found.code) == (404, "model_not_found")


def test_a_body_beyond_twenty_megabytes_is_refused(client: Client, model: OpenAISimulator) -> None:
    raw = b'{"x": "' + b"x" * asks.LARGEST_BODY + b'"}'
    headers = {"Content-Type": "application/json"}

    answer = client.call("POST", PATH, raw=raw, headers=headers, token=client.register().token)

    assert (answer.status, answer.code) == (413, "payload_too_large")


@pytest.mark.parametrize("stream", [False, True])
def test_who_cannot_pay_is_refused_before_the_model_is_asked(
    client: Client, model: OpenAISimulator, configure: Configure, stream: bool
) -> None:
    admin = payer(client, configure, 19)

    answer = ask(client, admin, model="dear", max_tokens=20, stream=stream)

    assert (answer.status, answer.code) == (429, "insufficient_quota")
    assert answer.json["error"]["type"] == "insufficient_quota"
    assert answer.headers["x-should-retry"] == "false"
    assert model.requests == []
    assert balance(client, admin) == 19


# what the provider refuses, and how it fails


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (DATA_INSPECTION_FAILED, 400, "content_filter"),
        (DataPrefixed400(), 400, "content_filter"),
        (CONTEXT_OVERFLOW, 400, "context_length_exceeded"),
        (INVALID_API_KEY, 502, "upstream_error"),
        (ARREARAGE, 502, "upstream_error"),
    ],
)
def test_a_refusal_of_the_provider_is_an_error_that_costs_nothing(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    fault: Fault,
    status: int,
    code: str,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    account, admin = client.register(), administrator(client)
    offer(client, admin, "dear")
    model.script(fault, fault)

    whole = ask(client, account, model="dear")
    streamed = ask(client, account, model="dear", stream=True)

    assert (whole.status, whole.code) == (status, code)
    (event,) = data(streamed)
    assert (streamed.status, event["error"]["code"]) == (200, code)
    assert event["error"]["request_id"] == streamed.headers["x-request-id"]
    assert balance(client, account) == 9000


def test_a_parameter_that_the_provider_refuses_is_named_to_the_caller(
    client: Client, model: OpenAISimulator
) -> None:
    account, wanted = client.register(), {"response_format": {"type": "json_object"}}

    whole = ask(client, account, **wanted)
    (event,) = data(ask(client, account, stream=True, **wanted))

    assert (whole.status, whole.code) == (400, "invalid_request")
    for error in (whole.json["error"], event["error"]):
        assert "must contain the word 'json'" in error["message"]
        assert error["type"] == "invalid_request_error"


def test_what_callers_ask_wrongly_opens_no_breaker(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    for _ in range(breakers.FAILURES + 1):
        assert ask(client, account, temperature=9).status == 400

    assert ask(client, account).status == 200


@pytest.mark.parametrize(
    "content",
    [
        None,
        5,
        ["x"],
        [5, None],
        [{"type": "text"}],
        [{"type": "text", "text": 5}],
        [{"type": "image_url"}],
        [{"type": "audio"}],
        [[]],
    ],
)
def test_content_of_an_odd_shape_is_the_providers_to_judge(
    client: Client, model: OpenAISimulator, content: Any
) -> None:
    answer = ask(client, client.register(), messages=[{"role": "user", "content": content}])

    assert answer.status in (200, 400), answer.body


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Cut(after_chunks=3), "upstream_error"),
        (Cut(after_chunks=3, clean=True), "upstream_error"),
        (ErrorInStream("internal_error", 3), "upstream_error"),
        (ErrorInStream("data_inspection_failed", 3), "content_filter"),
        (ErrorInStream("invalid_parameter_error", 3), "invalid_request"),
        (StallAfter(3), "upstream_timeout"),
    ],
)
def test_a_stream_that_breaks_ends_with_its_error_and_done(
    client: Client, model: OpenAISimulator, configure: Configure, fault: Fault, code: str
) -> None:
    configure(LLM_TIMEOUT="1", ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.script(fault)

    answer = ask(client, admin, model="dear", stream=True)

    *chunks, last = data(answer)
    assert answer.status == 200
    assert len(chunks) == 3
    assert set(last) == {"error"}
    assert last["error"]["code"] == code
    assert balance(client, admin) == 9000


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (INTERNAL_ERROR, 502, "upstream_error"),
        (LIMIT_REQUESTS, 503, "unavailable"),
    ],
)
def test_a_provider_that_fails_is_an_error_whole_or_streamed(
    client: Client,
    model: OpenAISimulator,
    fault: Fault,
    status: int,
    code: str,
) -> None:
    account = client.register()
    model.normally = fault

    whole = ask(client, account)
    (event,) = data(ask(client, account, stream=True))

    assert (whole.status, whole.code, event["error"]["code"]) == (status, code, code)


# answered


def test_an_answer_is_that_of_the_protocol(client: Client, model: OpenAISimulator) -> None:
    model.say("你好，张三。")

    answer = ask(client, client.register())

    assert answer.status == 200
    given = answer.json
    assert given["id"].startswith("chatcmpl-")
    assert given["object"] == "chat.completion"
    assert given["model"] == "qwen-sim"
    (choice,) = given["choices"]
    assert choice["message"] == {"role": "assistant", "content": "你好，张三。"}
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert given["usage"]["prompt_tokens"] == 2
    assert given["usage"]["completion_tokens"] == 6
    assert given["usage"]["total_tokens"] == 8


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


def test_without_the_credit_system_nothing_is_charged(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(SIGNUP_CREDITS="5")
    admin = administrator(client)
    offer(client, admin, "dear")

    answer = ask(client, admin, model="dear")

    assert answer.headers["x-credits-charged"] == "0"
    assert answer.headers["x-credits-remaining"] == "5"


def test_an_api_key_does_what_a_token_does(client: Client, model: OpenAISimulator) -> None:
    owner = client.register()
    key = api_key(client, owner)["key"]

    answer = client.call("POST", PATH, {"model": "qwen-sim", "messages": QUESTION}, token=key)

    assert answer.status == 200


def test_fields_that_we_do_not_know_are_the_providers_to_judge(
    client: Client, model: OpenAISimulator
) -> None:
    more = {"user": "somebody", "metadata": {"a": "b"}, "translation_options": {"to": "zh"}}

    answer = ask(client, client.register(), **more)

    assert answer.status == 200
    assert "x-ignored-fields" not in answer.headers
    sent = passed_on(model)
    assert {name: sent[name] for name in more} == more


def test_what_steers_the_answer_is_passed_on_as_it_is(
    client: Client, model: OpenAISimulator
) -> None:
    steering: dict[str, Any] = {
        "max_tokens": 50,
        "temperature": 0.3,
        "top_p": 0.9,
        "top_k": 5,
        "stop": ["\n", "。"],
        "presence_penalty": 0.1,
        "frequency_penalty": -0.1,
        "repetition_penalty": 1.1,
        "logit_bias": {"50256": -100},
        "seed": 42,
        "logprobs": True,
        "top_logprobs": 3,
        "tools": [WEATHER],
        "tool_choice": "auto",
        "parallel_tool_calls": False,
        "response_format": {"type": "text"},
        "reasoning_effort": "low",
        "enable_thinking": False,
        "thinking_budget": 100,
        "enable_search": False,
    }

    assert ask(client, client.register(), **steering).status == 200

    assert passed_on(model) == {
        "model": "qwen-sim",
        "messages": QUESTION,
        "stream": False,
        **steering,
    }


def test_null_is_as_if_nothing_were_said(client: Client, model: OpenAISimulator) -> None:
    nothing = dict.fromkeys(
        ("stream", "stream_options", "n", "max_tokens", "seed", "stop", "tools", "temperature")
    )

    assert ask(client, client.register(), **nothing).status == 200
    assert set(passed_on(model)) == {"model", "messages", "stream"}


def test_one_choice_may_be_asked_for_and_is_what_providers_give(
    client: Client, model: OpenAISimulator
) -> None:
    assert ask(client, client.register(), n=1).status == 200
    assert "n" not in passed_on(model)


def test_up_to_four_choices_come_whole_and_are_paid_by_their_usage(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    admin = payer(client, configure, 100)
    model.say("六个字的回答")

    answer = ask(client, admin, model="dear", n=4, max_tokens=20)

    assert [choice["index"] for choice in answer.json["choices"]] == [0, 1, 2, 3]
    assert {choice["message"]["content"] for choice in answer.json["choices"]} == {"六个字的回答"}
    assert balance(client, admin) == 100 - 2 - 4 * 6


def test_the_reservation_covers_all_choices(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    admin = payer(client, configure, 60)

    assert ask(client, admin, model="dear", n=3, max_tokens=20).status == 429
    assert ask(client, admin, model="dear", n=2, max_tokens=20).status == 200


def test_choices_are_streamed_side_by_side(client: Client, model: OpenAISimulator) -> None:
    model.say("一二三四")

    chunks = data(ask(client, client.register(), n=2, stream=True))

    of_each = [
        "".join(
            choice["delta"].get("content") or ""
            for chunk in chunks
            for choice in chunk["choices"]
            if choice["index"] == place
        )
        for place in (0, 1)
    ]
    assert of_each == ["一二三四", "一二三四"]


def test_choices_without_usage_are_estimated_together(
    client: Client, model: OpenAISimulator
) -> None:
    model.script(NoUsage(), NoUsage())

    one = ask(client, client.register()).json["usage"]["completion_tokens"]
    two = ask(client, client.register(), n=2).json["usage"]["completion_tokens"]

    assert 1.5 * one < two <= 2 * one


def test_a_call_of_a_tool_comes_back_and_its_result_goes_on(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()
    model.say(openai.Answer(tool_calls=(ToolCall("weather", '{"city":"杭州"}'),)), "晴。")

    first = ask(client, account, tools=[WEATHER]).json["choices"][0]
    (call,) = first["message"]["tool_calls"]
    turns = [
        *QUESTION,
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": call["id"], "content": '{"weather":"晴"}'},
    ]
    second = ask(client, account, messages=turns, tools=[WEATHER])

    assert first["finish_reason"] == "tool_calls"
    assert call["function"] == {"name": "weather", "arguments": '{"city":"杭州"}'}
    assert passed_on(model)["messages"] == turns
    assert second.json["choices"][0]["message"]["content"] == "晴。"


def test_a_call_of_a_tool_is_streamed(client: Client, model: OpenAISimulator) -> None:
    model.say(openai.Answer(tool_calls=(ToolCall("weather", "{}"), ToolCall("time", "{}"))))

    chunks = data(ask(client, client.register(), tools=[WEATHER], stream=True))

    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    names = [c["function"]["name"] for delta in deltas for c in delta.get("tool_calls", [])]
    assert names == ["weather", "time"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_a_shape_of_the_answer_is_passed_on(client: Client, model: OpenAISimulator) -> None:
    shape = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}

    ask(client, client.register(), response_format=shape)

    assert passed_on(model)["response_format"] == shape


def test_pictures_reach_the_model_as_they_are(client: Client, model: OpenAISimulator) -> None:
    picture = {"url": "data:image/png;base64," + "A" * 2_000_000, "detail": "low"}
    parts = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": picture}]
    turns = [{"role": "user", "content": parts}]

    assert ask(client, client.register(), messages=turns).status == 200
    assert passed_on(model)["messages"] == turns


def test_thoughts_are_passed_back(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say(*[openai.Answer("答案", reasoning="想一想")] * 2)

    whole = ask(client, account).json["choices"][0]["message"]
    chunks = data(ask(client, account, stream=True))

    assert (whole["reasoning_content"], whole["content"]) == ("想一想", "答案")
    assert (said(chunks, "reasoning_content"), said(chunks)) == ("想一想", "答案")


@pytest.mark.parametrize(
    ("quirks", "wanted", "expected"),
    [
        ("qwen", True, {"enable_thinking": True}),
        ("plain", True, {"enable_thinking": True}),
        ("ark", True, {"thinking": {"type": "enabled"}}),
        ("ark", False, {"thinking": {"type": "disabled"}}),
    ],
)
def test_thinking_is_asked_for_in_the_providers_dialect(
    client: Client, configure: Configure, quirks: str, wanted: bool, expected: dict[str, Any]
) -> None:
    configure(SECOND_API_KEY="sk-second")
    admin = administrator(client)
    with OpenAISimulator(key="sk-second") as second:
        supply(client, admin, second, "other", quirks=quirks)
        offer(client, admin, "thinker", provider="other", upstream_name="upstream-thinker")

        chunks = data(ask(client, admin, model="thinker", enable_thinking=wanted, stream=True))

        told = passed_on(second)
    thinking = {name: told[name] for name in ("enable_thinking", "thinking") if name in told}
    assert thinking == expected
    assert bool(said(chunks, "reasoning_content")) == wanted
    assert told["model"] == "upstream-thinker"
    assert {chunk["model"] for chunk in chunks} == {"thinker"}


def test_an_answer_that_was_cut_short_says_so(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.script(Truncated(), Truncated())

    whole = ask(client, account).json["choices"][0]
    chunks = data(ask(client, account, stream=True))

    assert whole["finish_reason"] == "length"
    assert chunks[-1]["choices"][0]["finish_reason"] == "length"


# streamed


def test_a_stream_is_chunks_of_the_protocol(client: Client, model: OpenAISimulator) -> None:
    model.say("春眠不觉晓")

    answer = ask(client, client.register(), stream=True)

    chunks = data(answer)
    assert said(chunks) == "春眠不觉晓"
    assert chunks[0]["choices"][0]["delta"]["role"] == "assistant"
    assert [c["choices"][0]["finish_reason"] for c in chunks] == [None] * (len(chunks) - 1) + [
        "stop"
    ]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert {chunk["model"] for chunk in chunks} == {"qwen-sim"}
    assert all(chunk["usage"] is None for chunk in chunks)
    assert answer.headers["x-accel-buffering"] == "no"
    assert "no-store" in answer.headers["cache-control"]


def test_usage_comes_last_for_who_asks_for_it(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.say("六个字的回答")

    options = {"include_usage": True}
    *chunks, last = data(ask(client, admin, model="dear", stream=True, stream_options=options))

    assert all(chunk["usage"] is None for chunk in chunks)
    assert last["choices"] == []
    assert (last["model"], last["id"]) == ("dear", chunks[0]["id"])
    assert last["usage"]["prompt_tokens"] == 2
    assert last["usage"]["total_tokens"] == 8
    assert last["credits"] == {"charged": 8, "remaining": 8992}


@pytest.mark.parametrize("options", [{}, {"include_usage": False}, None])
def test_the_provider_is_asked_for_usage_also_when_the_caller_is_not(
    client: Client, model: OpenAISimulator, options: dict[str, Any] | None
) -> None:
    chunks = data(ask(client, client.register(), stream=True, stream_options=options))

    assert passed_on(model)["stream_options"] == {"include_usage": True}
    assert all(chunk["choices"] for chunk in chunks)


def test_usage_is_estimated_where_the_provider_says_none(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="900000")
    admin = administrator(client)
    offer(client, admin, "dear")
    model.script(NoUsage(), NoUsage())
    model.say(
        openai.Answer("答" * 100, reasoning="想" * 100),
        openai.Answer(tool_calls=(ToolCall("weather", '{"city": "' + "x" * 300 + '"}'),)),
    )

    options = {"include_usage": True}
    spoken = data(ask(client, admin, model="dear", stream=True, stream_options=options))[-1]
    called = data(ask(client, admin, model="dear", stream=True, stream_options=options))[-1]

    assert 100 <= spoken["usage"]["completion_tokens"] <= 300, "thoughts count too"
    assert 60 <= called["usage"]["completion_tokens"] <= 150, "and so do calls of tools"
    assert spoken["credits"]["charged"] == spoken["usage"]["total_tokens"]


@pytest.mark.parametrize(
    "fault", [Chunking((1,)), Chunking((3, 7), crlf=True), Chunking((1000,), comments=True)]
)
def test_a_stream_is_the_same_however_its_bytes_are_cut(
    client: Client, model: OpenAISimulator, fault: Fault
) -> None:
    model.script(fault)
    model.say("春眠不觉晓，处处闻啼鸟。")

    assert said(data(ask(client, client.register(), stream=True))) == "春眠不觉晓，处处闻啼鸟。"


# models


def test_models_are_listed_as_the_protocol_does(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "maker/large-2:v1")
    offer(client, admin, "hidden", enabled=False)

    answer = client.call("GET", "/v1/models", token=admin.token)

    assert answer.status == 200
    assert answer.json["object"] == "list"
    assert [entry["id"] for entry in answer.json["data"]] == ["qwen-sim", "maker/large-2:v1"]
    for entry in answer.json["data"]:
        assert set(entry) == {"id", "object", "created", "owned_by"}
        assert entry["object"] == "model"


def test_a_model_is_found_by_its_name_whatever_is_in_it(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "maker/large-2:v1")

    answer = client.call("GET", "/v1/models/maker/large-2:v1", token=admin.token)
    missing = client.call("GET", "/v1/models/maker/small", token=admin.token)

    assert (answer.status, answer.json["id"]) == (200, "maker/large-2:v1")
    assert (missing.status, missing.code) == (404, "model_not_found")
    assert ask(client, admin, model="maker/large-2:v1").json["model"] == "maker/large-2:v1"


def test_without_a_provider_there_are_no_models(client: Client) -> None:
    account = client.register()

    assert client.call("GET", "/v1/models", token=account.token).json["data"] == []
    assert ask(client, account).code == "model_not_found"


# neither prompt nor answer


def test_what_is_said_is_neither_kept_nor_logged(
    client: Client, model: OpenAISimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    model.say("eine geheime Antwort", "eine geheime Antwort")

    for stream in (False, True):
        ask(client, account, messages=[{"role": "user", "content": "a secret"}], stream=stream)

    logged = capsys.readouterr().out
    assert PATH in logged
    assert "secret" not in logged
    assert "geheim" not in logged
    listed = client.call("GET", "/api/conversations", token=account.token)
    assert listed.json["data"] == []


@pytest.mark.parametrize("path", ["/v1/chat/completions/", "/v1/models/"])
def test_a_slash_at_the_end_is_taken(client: Client, model: OpenAISimulator, path: str) -> None:
    account = client.register()
    body = None if "models" in path else {"model": "qwen-sim", "messages": QUESTION}

    answer = client.call("POST" if body else "GET", path, body, token=account.token)

    assert answer.status == 200, answer.body


def test_a_path_that_is_not_offered_names_what_is(client: Client) -> None:
    answer = client.call("POST", "/v1/nothing/of/this", {}, token=client.register().token)

    assert (answer.status, answer.code) == (404, "not_found")
    assert "/v1/chat/completions" in answer.json["error"]["message"]


def test_models_say_since_when_they_are_there(client: Client, model: OpenAISimulator) -> None:
    listed = client.call("GET", "/v1/models", token=client.register().token).json["data"]

    assert all(1_700_000_000 < each["created"] < 2_000_000_000 for each in listed)
