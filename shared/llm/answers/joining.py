"""A whole answer, joined from the chunks of a stream: for models that answer by stream alone."""

from collections.abc import Iterable

import msgspec

from shared.llm.answers import speech
from shared.llm.answers.replies import Completion, Json, Piece
from shared.llm.answers.speech import Places, Speech, ToolCall, text_of

_OF_ALL = ("id", "created", "system_fingerprint")  # which each chunk repeats


class _Choice:
    """One of the choices, of which chunks bring a piece each."""

    def __init__(self) -> None:
        self._message: Json = {"role": "assistant", "content": ""}
        self._calls: dict[int, Json] = {}
        self._places = Places()
        self._finish_reason = ""

    def add(self, choice: Json) -> None:
        said: Speech = speech.read(choice)
        _add(self._message, "content", said.content)
        _add(self._message, "reasoning_content", said.reasoning)
        _add(self._message, "refusal", said.refusal)
        for call in said.calls:
            self._call(call)
        self._finish_reason = text_of(choice.get("finish_reason")) or self._finish_reason

    def whole(self, place: int, otherwise: str) -> Json:
        calls = [self._calls[n] for n in sorted(self._calls)]
        message = {**self._message, "tool_calls": calls} if calls else self._message
        reason = self._finish_reason or otherwise
        return {"index": place, "message": message, "finish_reason": reason}

    def _call(self, call: ToolCall) -> None:
        known = self._calls.setdefault(
            self._places.of(call),
            {"type": "function", "function": {"name": "", "arguments": ""}},
        )
        if call.id:
            known.setdefault("id", call.id)
        _add(known["function"], "name", call.name)
        _add(known["function"], "arguments", call.arguments)


def joined(items: Iterable[Piece | Completion | None]) -> Completion:
    """What the stream said, as if it had been asked for as a whole."""
    choices: dict[int, _Choice] = {}
    last: Json = {}
    for item in items:
        if isinstance(item, Completion):
            return _completed(item, choices, last)
        if item:
            last = item.chunk
            _add_choices(choices, item.chunk)
    raise AssertionError("unreachable: a stream ends with its completion, or raises")


def _add_choices(choices: dict[int, _Choice], chunk: Json) -> None:
    for choice in speech.choices(chunk):
        place = choice.get("index")
        choices.setdefault(place if isinstance(place, int) else 0, _Choice()).add(choice)


def _completed(end: Completion, choices: dict[int, _Choice], last: Json) -> Completion:
    reply: Json = {name: last[name] for name in _OF_ALL if name in last}
    whole = [choices[place].whole(place, end.finish_reason) for place in sorted(choices)]
    reply |= {"object": "chat.completion", "model": end.model, "choices": whole}
    return msgspec.structs.replace(end, reply=reply | end.reply)


def _add(table: Json, name: str, text: str) -> None:
    if text:
        table[name] = (table.get(name) or "") + text
