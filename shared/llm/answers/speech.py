"""What the choices of an answer say, or of a chunk of one: text, thoughts, calls of tools.

Providers of the OpenAI protocol differ in every field: each is read as far as it can be.
"""

from typing import Any

import msgspec

Json = dict[str, Any]
_REASONING = ("reasoning_content", "reasoning")  # Qwen, Ark, DeepSeek; vLLM, OpenRouter, Ollama


class ToolCall(msgspec.Struct, frozen=True):
    """A call of a tool, or a piece of one; `place` tells the pieces of parallel calls apart."""

    place: int | None
    id: str
    name: str
    arguments: str


class Speech(msgspec.Struct, frozen=True):
    content: str = ""
    reasoning: str = ""
    refusal: str = ""
    calls: tuple[ToolCall, ...] = ()

    @property
    def called(self) -> str:
        """The tools that are called, as text."""
        return "".join(call.name + call.arguments for call in self.calls)


class Places:
    """Gives each piece of a call the place of its call, also where the provider names none."""

    def __init__(self) -> None:
        self._of_ids: dict[str, int] = {}
        self._last = -1

    def of(self, call: ToolCall) -> int:
        if call.place is not None:
            self._last = call.place
        elif call.id in self._of_ids:
            self._last = self._of_ids[call.id]
        elif call.id or call.name or self._last < 0:
            self._last += 1
        if call.id:
            self._of_ids[call.id] = self._last
        return self._last


def choices(said: Json) -> list[Json]:
    """Those of an answer or a chunk; most have one, and chunks that only count have none."""
    found = said.get("choices")
    several = found if isinstance(found, list) else [found]
    return [choice for choice in several if isinstance(choice, dict)]


def message(choice: Json) -> Any:
    """What a choice says, whole or a piece of it."""
    return choice.get("delta") or choice.get("message") or choice.get("text")


def read(choice: Json) -> Speech:
    said = message(choice)
    if not isinstance(said, dict):
        return Speech(text_of(said))
    content = text_of(said.get("content")) or text_of(said.get("text"))
    reasoning = next((thought for name in _REASONING if (thought := text_of(said.get(name)))), "")
    return Speech(content, reasoning, text_of(said.get("refusal")), tuple(_calls(said)))


def text_of(value: Any) -> str:
    """Text, also of parts: `[{"type": "text", "text": …}]`."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(text_of, value))
    return text_of(value.get("text")) if isinstance(value, dict) else ""


def _calls(said: Json) -> list[ToolCall]:
    told = said.get("tool_calls")
    found = [_call(call) for call in told if _is_call(call)] if isinstance(told, list) else []
    if isinstance(said.get("function_call"), dict):  # before there were tools
        found.append(_call({"index": 0, "function": said["function_call"]}))
    return found


def _is_call(call: Any) -> bool:
    return isinstance(call, dict) and isinstance(call.get("function"), dict)


def _call(told: Json) -> ToolCall:
    place, function = told.get("index"), told["function"]
    return ToolCall(
        place if isinstance(place, int) and place >= 0 else None,
        text_of(told.get("id")),
        text_of(function.get("name")),
        _serialised(function.get("arguments")),
    )


def _serialised(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode() if value else ""
