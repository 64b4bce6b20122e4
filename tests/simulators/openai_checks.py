"""What the real service refuses in a request for a chat."""

import json
from collections.abc import Iterator
from typing import Any

from tests.simulators.openai_statuses import Status, invalid

ROLES = {"system", "user", "assistant", "tool"}
TEXT_ONLY = {"qwen-turbo", "qwen-plus", "qwen-flash", "qwen-max", "qwen3-max"}
LONGEST_DATA_URL = 10 * 1024 * 1024
LONGEST_ANSWER = 65_536


def refusal(body: dict[str, Any]) -> Status | None:
    """The first objection to *body*, or None."""
    message = next(_objections(body), None)
    return None if message is None else invalid(message)


def _objections(body: dict[str, Any]) -> Iterator[str]:
    if not _is_text(body.get("model")):
        yield "you must provide a model parameter"
    yield from _of_messages(body.get("messages"), body.get("model") in TEXT_ONLY)
    yield from _of_numbers(body)
    yield from _of_switches(body)


def _of_messages(messages: object, text_only: bool) -> Iterator[str]:
    if not isinstance(messages, list) or not messages:
        yield "[] is too short - 'messages'"
        return
    for message in messages:
        yield from _of_message(message, text_only)
    last = messages[-1]
    if last["role"] not in {"user", "tool"} and not last.get("partial"):
        yield "The last message must be from the user or a tool."


def _of_message(message: object, text_only: bool) -> Iterator[str]:
    if not isinstance(message, dict) or message.get("role") not in ROLES:
        yield f"Role specification invalid, please use one of {sorted(ROLES)}."
        return
    content = message.get("content")
    if isinstance(content, list) and content:
        yield from _of_parts(content, text_only)
    elif not _is_text(content) and not message.get("tool_calls"):
        yield "The content field is a required field."


def _of_parts(parts: list[Any], text_only: bool) -> Iterator[str]:
    if text_only:
        yield "input content must be a string."
    for part in parts:
        yield from _of_part(part if isinstance(part, dict) else {})


def _of_part(part: dict[str, Any]) -> Iterator[str]:
    if part.get("type") == "text" and isinstance(part.get("text"), str):
        return
    picture = part.get("image_url")
    url = picture.get("url") if isinstance(picture, dict) else None
    if part.get("type") != "image_url" or not isinstance(url, str):
        yield "Unexpected item in 'content', please use text and image_url."
    elif not url.startswith(("http://", "https://", "data:image/")):
        yield "The provided URL does not appear to be valid. Ensure it is correctly formatted."
    elif url.startswith("data:") and len(url) > LONGEST_DATA_URL:
        yield f"Exceeded limit on max bytes per data-uri item : {LONGEST_DATA_URL}"


def _of_numbers(body: dict[str, Any]) -> Iterator[str]:
    if not _within(body.get("max_tokens"), 1, LONGEST_ANSWER):
        yield f"Range of max_tokens should be [1, {LONGEST_ANSWER}]"
    if not _within(body.get("temperature"), 0, 1.999):
        yield "Temperature should be in [0.0, 2.0)"
    if not _within(body.get("top_p"), 0.0001, 1):
        yield "Range of top_p should be (0.0, 1.0]"


def _of_switches(body: dict[str, Any]) -> Iterator[str]:
    streams = body.get("stream") is True
    if body.get("stream_options") and not streams:
        yield "The 'stream_options' parameter is only allowed when 'stream' is enabled."
    if body.get("enable_thinking") is True and not streams:
        yield "parameter.enable_thinking must be set to false for non-streaming calls"
    shape = body.get("response_format") or {}
    if shape.get("type") == "json_object" and "json" not in _lower(body["messages"]):
        yield (
            "'messages' must contain the word 'json' in some form,"
            " to use 'response_format' of type 'json_object'."
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _within(value: object, low: float, high: float) -> bool:
    return value is None or (isinstance(value, int | float) and low <= value <= high)


def _lower(messages: list[dict[str, Any]]) -> str:
    return json.dumps([message.get("content") for message in messages]).lower()
