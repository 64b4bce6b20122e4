"""The answers of the OpenAI simulator."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulators.openai import Answer, OpenAISimulator, Status, ToolCall
from tests.simulators.openai_client import chat, events, joined


@pytest.fixture
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator() as simulator:
        yield simulator


def test_a_chat_gets_the_default_answer_in_the_shape_of_the_protocol(sim: OpenAISimulator) -> None:
    answer = chat(sim)

    body = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert body["object"] == "chat.completion"
    assert body["model"] == "qwen-plus"
    assert body["id"].startswith("chatcmpl-")
    message = {"role": "assistant", "content": "你好！有什么可以帮你？"}
    assert body["choices"] == [
        {"message": message, "finish_reason": "stop", "index": 0, "logprobs": None}
    ]


def test_what_is_said_comes_in_order_and_then_the_default_again(sim: OpenAISimulator) -> None:
    sim.say("你好", "再见")

    texts = [chat(sim).json()["choices"][0]["message"]["content"] for _ in range(3)]

    assert texts == ["你好", "再见", "你好！有什么可以帮你？"]


def test_usage_counts_one_token_for_each_character_and_a_hundred_for_a_picture(
    sim: OpenAISimulator,
) -> None:
    sim.say("四个字啊")
    picture = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    content = [picture, {"type": "text", "text": "看图"}]
    messages = [{"role": "system", "content": "你是医生"}, {"role": "user", "content": content}]

    usage = chat(sim, model="qwen3-vl-plus", messages=messages).json()["usage"]

    assert usage["prompt_tokens"] == 4 + 100 + 2
    assert usage["completion_tokens"] == 4
    assert usage["total_tokens"] == 110


def test_a_stream_has_a_role_then_pieces_then_a_finish_then_done(sim: OpenAISimulator) -> None:
    answer = chat(sim, stream=True)

    chunks = events(answer)
    assert answer.headers["Content-Type"] == "text/event-stream;charset=UTF-8"
    assert chunks[0]["choices"][0]["delta"] == {"content": "", "role": "assistant"}
    assert len(chunks) > 4
    assert joined(chunks, "content") == "你好！有什么可以帮你？"
    assert [c["choices"][0]["finish_reason"] for c in chunks][-2:] == [None, "stop"]
    assert {c["object"] for c in chunks} == {"chat.completion.chunk"}


def test_a_stream_tells_its_usage_only_when_asked(sim: OpenAISimulator) -> None:
    silent = events(chat(sim, stream=True))
    asked = events(chat(sim, stream=True, stream_options={"include_usage": True}))

    assert [c["usage"] for c in silent] == [None] * len(silent)
    assert asked[-1]["choices"] == []
    assert asked[-1]["usage"]["total_tokens"] == 2 + 11


@pytest.mark.parametrize(
    "switch", [{"enable_thinking": True}, {"thinking": {"type": "enabled"}}], ids=["qwen", "ark"]
)
def test_thinking_comes_before_the_text_and_counts_as_output(
    sim: OpenAISimulator, switch: dict[str, Any]
) -> None:
    sim.say(Answer("正文", reasoning="想想"))

    chunks = events(chat(sim, stream=True, stream_options={"include_usage": True}, **switch))

    assert joined(chunks, "reasoning_content") == "想想"
    assert joined(chunks, "content") == "正文"
    assert chunks[1]["choices"][0]["delta"] == {"content": None, "reasoning_content": "想想"}
    assert chunks[-1]["usage"]["completion_tokens"] == 4
    assert chunks[-1]["usage"]["completion_tokens_details"] == {"reasoning_tokens": 2}


def test_an_answer_without_thoughts_thinks_when_the_request_asks_for_it(
    sim: OpenAISimulator,
) -> None:
    chunks = events(chat(sim, stream=True, enable_thinking=True))

    assert joined(chunks, "reasoning_content")
    assert joined(chunks, "content") == "你好！有什么可以帮你？"


def test_thoughts_stand_beside_the_content_without_a_stream(sim: OpenAISimulator) -> None:
    sim.say(Answer("正文", reasoning="想想"))

    message = chat(sim).json()["choices"][0]["message"]

    assert message == {"role": "assistant", "content": "正文", "reasoning_content": "想想"}


def test_a_tool_call_is_answered_with_and_without_a_stream(sim: OpenAISimulator) -> None:
    sim.say(*2 * [Answer(tool_calls=(ToolCall("weather", '{"city":"北京"}'),))])

    whole = chat(sim).json()["choices"][0]
    chunks = events(chat(sim, stream=True))

    (called,) = whole["message"]["tool_calls"]
    assert called["function"] == {"name": "weather", "arguments": '{"city":"北京"}'}
    assert whole["finish_reason"] == chunks[-1]["choices"][0]["finish_reason"] == "tool_calls"
    assert chunks[1]["choices"][0]["delta"]["tool_calls"] == [called]


def test_max_tokens_cuts_the_answer_and_says_so(sim: OpenAISimulator) -> None:
    sim.say("一二三四五")

    body = chat(sim, max_tokens=3).json()

    assert body["choices"][0]["message"]["content"] == "一二三"
    assert body["choices"][0]["finish_reason"] == "length"
    assert body["usage"]["completion_tokens"] == 3


def test_the_models_are_listed(sim: OpenAISimulator) -> None:
    headers = {"Authorization": "Bearer sk-sim"}

    body = requests.get(f"{sim.url}/models", headers=headers, timeout=10).json()

    assert body["object"] == "list"
    assert "qwen-plus" in [model["id"] for model in body["data"]]


def test_a_wrong_or_missing_key_is_refused_and_consumes_nothing(sim: OpenAISimulator) -> None:
    sim.script(Status(500, "internal_error", "boom"))
    missing = requests.get(f"{sim.url}/models", timeout=10)

    wrong = chat(sim, key="sk-wrong")

    assert (wrong.status_code, missing.status_code) == (401, 401)
    assert wrong.json()["error"]["code"] == "invalid_api_key"
    assert wrong.json()["error"]["type"] == "invalid_request_error"
    assert chat(sim).status_code == 500


def test_an_unknown_path_is_not_found(sim: OpenAISimulator) -> None:
    headers = {"Authorization": "Bearer sk-sim"}

    assert requests.get(f"{sim.url}/nothing", headers=headers, timeout=10).status_code == 404
