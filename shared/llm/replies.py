"""What a model says, whole or piece by piece: passed on as it came, read as far as it can be.

Providers of the OpenAI protocol differ in every field, and what has come is paid for: so nothing
that is only passed on is checked, and what is read is read field by field.
"""

import json
from typing import Any

import msgspec

from shared.llm import errors, usage
from shared.llm.usage import Usage

Json = dict[str, Any]
_REASONING = ("reasoning_content", "reasoning")  # Qwen, Ark, DeepSeek; vLLM, OpenRouter, Ollama


class Piece(msgspec.Struct, frozen=True):
    """A piece of a streamed answer, with the provider's chunk that it came in."""

    content: str
    reasoning: str
    chunk: Json
    called: str = ""  # tools, as text


class Completion(msgspec.Struct, frozen=True):
    """A whole answer; `model` is the name that the provider gave, `reply` all that it said.

    Of a stream, `reply` has the usage alone, as the provider gave it, if it did.
    """

    content: str
    model: str
    finish_reason: str
    usage: Usage
    reply: Json


class Transcript:
    """What was said so far."""

    def __init__(self) -> None:
        self._content: list[str] = []
        self._called: list[str] = []
        self._thought: list[str] = []

    @property
    def begun(self) -> bool:
        return bool(self._content)

    @property
    def content(self) -> str:
        return "".join(self._content)

    @property
    def calls_tools(self) -> bool:
        return any(self._called)

    @property
    def says_something(self) -> bool:
        return any(self._content) or any(self._called) or any(self._thought)

    def add(self, piece: Piece) -> None:
        self._content.append(piece.content)
        self._called.append(piece.called)
        self._thought.append(piece.reasoning)

    def usage(self, question: Json, counted: Usage | None = None) -> Usage:
        """Its tokens as the provider `counted` them; estimated where it did not."""
        said = self.content + "".join(self._called)
        guess = usage.estimated(question, said, "".join(self._thought))
        return usage.completed(counted, guess) if counted else guess

    def completion(self, question: Json, model: str, finish_reason: str) -> Completion:
        """It as an answer that ended here."""
        return Completion(self.content, model, finish_reason, self.usage(question), {})


class Stream:
    """A streamed answer as it comes, chunk by chunk."""

    def __init__(self, question: Json, model: str) -> None:
        self._question, self._model = question, model
        self._heard = Transcript()
        self._counted: Usage | None = None
        self._told: Json = {}
        self._finish_reason = ""
        self.ended = False  # by [DONE]

    def take(self, text: str) -> Piece | None:
        """The data of one event, passed on if it has a choice; ProviderError for an error."""
        if text.strip() == "[DONE]":
            self.ended = True
            return None
        chunk = _object(text)
        if chunk.get("error"):
            raise errors.of_stream(chunk["error"])
        self._count(chunk)
        choice = _first_choice(chunk)
        if choice is None:
            return None
        self._finish_reason = _text(choice.get("finish_reason")) or self._finish_reason
        piece = _piece(choice.get("delta") or choice.get("message") or choice, chunk)
        self._heard.add(piece)
        return piece

    def end(self) -> Completion:
        """All of it; ProviderError when it was cut off before its end."""
        over = self._finish_reason or ((self.ended or self._counted) and self._heard.says_something)
        if not over:
            raise errors.cut("a stream without an end")
        reason = self._finish_reason or ("tool_calls" if self._heard.calls_tools else "stop")
        used = self._heard.usage(self._question, self._counted)
        return Completion(self._heard.content, self._model, reason, used, self._told)

    def _count(self, chunk: Json) -> None:
        """Counts come at the end, with every chunk, or in a choice; zeros may follow them."""
        self._model = _text(chunk.get("model")) or self._model
        choice = _first_choice(chunk) or {}
        for told in (choice.get("usage"), chunk.get("usage")):
            counted = usage.read(told)
            if counted:
                self._counted = usage.greater(self._counted, counted)
                self._told = {"usage": told}


def whole(raw: bytes, question: Json, model: str) -> Completion:
    """A whole answer; `model` where it does not name its own. ProviderError when it is none."""
    said = _object(raw.decode("utf-8", "replace"))
    if not said:
        raise errors.broken("an answer that is not JSON of the protocol")
    choice = _first_choice(said) or {}
    message = choice.get("message") or choice.get("delta") or choice.get("text")
    if not message and said.get("error"):
        raise errors.of_answer(said["error"])
    if not message:
        raise errors.broken("an answer without a message", paid=True)
    heard = Transcript()
    heard.add(_piece(message, said))
    used = heard.usage(question, usage.read(said.get("usage")) or usage.read(choice.get("usage")))
    reason = _text(choice.get("finish_reason")) or "stop"
    return Completion(heard.content, _text(said.get("model")) or model, reason, used, said)


def _piece(message: Any, chunk: Json) -> Piece:
    if not isinstance(message, dict):
        return Piece(_text(message), "", chunk)
    reasoning = next((said for name in _REASONING if (said := _text(message.get(name)))), "")
    content = _text(message.get("content")) or _text(message.get("text"))
    return Piece(content or _text(message.get("refusal")), reasoning, chunk, _called(message))


def _called(message: Json) -> str:
    """The tools that are called, as text."""
    calls = message.get("tool_calls")
    functions = (
        [call.get("function") for call in calls if isinstance(call, dict)]
        if (isinstance(calls, list))
        else []
    )
    functions.append(message.get("function_call"))
    told = [f for f in functions if isinstance(f, dict)]
    return "".join(_text(f.get("name")) + _serialised(f.get("arguments")) for f in told)


def _first_choice(said: Json) -> Json | None:
    choices = said.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else choices
    return first if isinstance(first, dict) else None


def _text(value: Any) -> str:
    """Text, also of parts: `[{"type": "text", "text": …}]`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_text, value))
    return _text(value.get("text")) if isinstance(value, dict) else ""


def _serialised(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode() if value else ""


def _object(text: str) -> Json:
    """The object in `text`; an empty one for blanks and for what is not JSON.

    Python's reader is asked where msgspec refuses: servers in Python write NaN.
    """
    try:
        said = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        said = _loosely(text)
    return said if isinstance(said, dict) else {}


def _loosely(text: str) -> Any:
    try:
        return json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
