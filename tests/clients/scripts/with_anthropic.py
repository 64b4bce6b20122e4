"""Anthropic's SDK for Python: messages."""

from typing import Any

from anthropic import Anthropic
from driver import ADDRESS, QUESTION, serve
from driver import weather as forecast

TURNS: Any = [{"role": "user", "content": QUESTION}]
WEATHER: Any = {
    "name": "weather",
    "description": "The weather in a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
}


def client(key: str) -> Anthropic:
    return Anthropic(base_url=ADDRESS, api_key=key, max_retries=0)


def whole(model: str, key: str) -> dict[str, Any]:
    answer = client(key).messages.create(model=model, messages=TURNS, max_tokens=1000)
    block: Any = answer.content[0]
    return {"text": block.text}


def stream(model: str, key: str) -> dict[str, Any]:
    with client(key).messages.stream(model=model, messages=TURNS, max_tokens=1000) as stream:
        pieces = list(stream.text_stream)
        assert stream.get_final_text() == "".join(pieces)
    return {"pieces": pieces}


def tool(model: str, key: str) -> dict[str, Any]:
    create = client(key).messages.create
    first = create(model=model, messages=TURNS, tools=[WEATHER], max_tokens=1000)
    use: Any = first.content[-1]
    result: Any = {"type": "tool_result", "tool_use_id": use.id, "content": forecast(**use.input)}
    turns: Any = [
        *TURNS,
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": [result]},
    ]
    second: Any = create(model=model, messages=turns, tools=[WEATHER], max_tokens=1000)
    return {"text": second.content[0].text}


def count(model: str, key: str) -> dict[str, Any]:
    counted = client(key).messages.count_tokens(model=model, messages=TURNS)
    return {"tokens": counted.input_tokens}


serve(whole, stream, tool, count)
