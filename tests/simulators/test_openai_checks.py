"""What the OpenAI simulator refuses and accepts."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulators.openai import OpenAISimulator, Stall

HELLO = {"role": "user", "content": "你好"}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}


@pytest.fixture(scope="module")
def sim() -> Iterator[OpenAISimulator]:
    with OpenAISimulator() as simulator:
        yield simulator


def post(sim: OpenAISimulator, body: Any) -> requests.Response:
    headers = {"Authorization": "Bearer sk-sim"}
    return requests.post(f"{sim.url}/chat/completions", json=body, headers=headers, timeout=10)


def asking(**fields: Any) -> dict[str, Any]:
    return {"model": "qwen-plus", "messages": [HELLO], **fields}


def saying(*messages: Any, model: str = "qwen3-vl-plus") -> dict[str, Any]:
    return {"model": model, "messages": list(messages)}


def seeing(url: str) -> dict[str, Any]:
    picture = {"type": "image_url", "image_url": {"url": url}}
    return saying({"role": "user", "content": [picture]})


REFUSED = {
    "no object": ([], "Required body invalid"),
    "no model": ({"messages": [HELLO]}, "model"),
    "no messages": ({"model": "qwen-plus"}, "messages"),
    "an empty list": (saying(), "messages"),
    "a message that is text": (saying("你好"), "Role"),
    "an unknown role": (saying({"role": "developer", "content": "x"}, HELLO), "Role"),
    "no content": (saying({"role": "user"}), "content"),
    "empty content": (saying({"role": "user", "content": ""}), "content"),
    "an assistant at the end": (saying(HELLO, {"role": "assistant", "content": "x"}), "last"),
    "parts for a text model": (
        saying({"role": "user", "content": [PICTURE]}, model="qwen-plus"),
        "input content must be a string.",
    ),
    "an unknown part": (saying({"role": "user", "content": [{"type": "x"}]}), "content"),
    "a part that is text": (saying({"role": "user", "content": ["x"]}), "content"),
    "a file url": (seeing("file:///etc/passwd"), "URL"),
    "an enormous picture": (seeing("data:image/png;base64," + "A" * 10_485_760), "data-uri"),
    "no tokens": (asking(max_tokens=0), "Range of max_tokens"),
    "too hot": (asking(temperature=2), "Temperature"),
    "no probability": (asking(top_p=0), "top_p"),
    "text as temperature": (asking(temperature="1"), "Temperature"),
    "usage of no stream": (asking(stream_options={"include_usage": True}), "stream_options"),
    "thinking without a stream": (asking(enable_thinking=True), "enable_thinking"),
    "JSON without the word": (asking(response_format={"type": "json_object"}), "'json'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_simulator_refuses(sim: OpenAISimulator, name: str) -> None:
    body, words = REFUSED[name]

    answer = post(sim, body)

    error = answer.json()["error"]
    assert answer.status_code == 400
    assert (error["code"], error["type"]) == ("invalid_parameter_error", "invalid_request_error")
    assert words in error["message"]


CALL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
ACCEPTED = {
    "a picture": saying({"role": "user", "content": [PICTURE, {"type": "text", "text": "?"}]}),
    "a picture by address": seeing("https://example.com/a.png"),
    "the result of a tool": saying(
        HELLO,
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "content": "晴", "tool_call_id": "1"},
    ),
    "a beginning to continue": saying(
        HELLO, {"role": "assistant", "content": "从前", "partial": True}
    ),
    "JSON": saying({"role": "system", "content": "Answer in JSON."}, HELLO, model="qwen-plus")
    | {"response_format": {"type": "json_object"}},
    "all the numbers": asking(max_tokens=100, temperature=0, top_p=1, seed=1, stop=["。"]),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_simulator_accepts(sim: OpenAISimulator, name: str) -> None:
    assert post(sim, ACCEPTED[name]).status_code == 200


def test_a_refused_request_leaves_the_script_alone(sim: OpenAISimulator) -> None:
    sim.script(Stall())

    assert post(sim, asking(top_p=2)).status_code == 400
    with pytest.raises(requests.ReadTimeout):
        requests.post(
            f"{sim.url}/chat/completions",
            json=asking(),
            headers={"Authorization": "Bearer sk-sim"},
            timeout=0.2,
        )
