"""A whole answer, joined from the chunks of a stream: for models that answer by stream alone."""

from collections.abc import Iterable
from typing import Any

import msgspec

from shared.llm.replies import Completion, Json, Piece

_OF_ALL = ("id", "created", "system_fingerprint")  # which each chunk repeats


def joined(items: Iterable[Piece | Completion | None]) -> Completion:
    """What the stream said, as if it had been asked for as a whole."""
    message: Json = {"role": "assistant", "content": ""}
    calls: dict[int, Json] = {}
    last: Json = {}
    for item in items:
        if isinstance(item, Completion):
            return _completed(item, _with_calls(message, calls), last)
        if item:
            last = item.chunk
            _add(message, "content", item.content)
            _add(message, "reasoning_content", item.reasoning)
            _add_calls(calls, item.chunk)
    raise AssertionError("unreachable: a stream ends with its completion, or raises")


def _completed(end: Completion, message: Json, last: Json) -> Completion:
    choice = {"index": 0, "message": message, "finish_reason": end.finish_reason}
    reply: Json = {name: last[name] for name in _OF_ALL if name in last}
    reply |= {"object": "chat.completion", "model": end.model, "choices": [choice]}
    return msgspec.structs.replace(end, reply=reply | end.reply)


def _with_calls(message: Json, calls: dict[int, Json]) -> Json:
    return {**message, "tool_calls": [calls[n] for n in sorted(calls)]} if calls else message


def _add(table: Json, name: str, text: Any) -> None:
    if isinstance(text, str) and text:
        table[name] = (table.get(name) or "") + text


def _add_calls(calls: dict[int, Json], chunk: Json) -> None:
    """Tool calls come in pieces too, each with the place of its call."""
    delta = chunk["choices"][0].get("delta") if isinstance(chunk.get("choices"), list) else None
    told = delta.get("tool_calls") if isinstance(delta, dict) else None
    for piece in told if isinstance(told, list) else ():
        if isinstance(piece, dict) and isinstance(function := piece.get("function"), dict):
            place = piece.get("index")
            call = calls.setdefault(
                place if isinstance(place, int) else len(calls), {"type": "function"}
            )
            known: Json = call.setdefault("function", {"name": "", "arguments": ""})
            _add(call, "id", piece.get("id") if "id" not in call else None)
            _add(known, "name", function.get("name"))
            _add(known, "arguments", function.get("arguments"))
