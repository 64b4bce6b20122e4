"""Whole answers as Anthropic's protocol shows them, and what they have in common with streams."""

from typing import Any

import msgspec

from shared.inference.ask import Ask, Outcome
from shared.llm import demonstration
from shared.llm.answers import speech
from shared.llm.answers.replies import Json
from shared.llm.answers.speech import Speech, ToolCall
from shared.llm.answers.usage import Usage

_REASONS = {
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "content_filter": "refusal",
}


class Ending(msgspec.Struct, frozen=True):
    """Why an answer ended; `stopped_by` is the stop sequence, of providers that tell it."""

    finish_reason: str
    calls_tools: bool
    stopped_by: str | None = None

    @property
    def fields(self) -> Json:
        if self.stopped_by is not None:
            return {"stop_reason": "stop_sequence", "stop_sequence": self.stopped_by}
        reason = _REASONS.get(self.finish_reason)
        if self.calls_tools and reason is None:
            reason = "tool_use"
        return {"stop_reason": reason or "end_turn", "stop_sequence": None}


def message(ask: Ask, outcome: Outcome, *, thinking: bool) -> Json:
    choice = next(iter(speech.choices(outcome.completion.reply)), {})
    said = speech.read(choice)
    ending = Ending(outcome.completion.finish_reason, bool(said.calls), stopped_by(choice))
    return {
        **head(ask, outcome.model.name),
        "content": list(_content(ask, said, thinking=thinking)),
        **ending.fields,
        "usage": usage(outcome.completion.usage),
        **demonstration.fields(outcome.model.demonstrates),
    }


def head(ask: Ask, model: str) -> Json:
    return {"id": f"msg_{ask.id}", "type": "message", "role": "assistant", "model": model}


def usage(used: Usage) -> Json:
    """Anthropic counts what came from a cache beside the input, not in it."""
    return {
        "input_tokens": used.prompt_tokens - used.cached_tokens,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": used.cached_tokens,
        "output_tokens": used.completion_tokens,
    }


def stopped_by(choice: Json) -> str | None:
    """vLLM and SGLang tell; others end with `stop` whatever stopped them."""
    told = choice.get("stop_reason") or choice.get("matched_stop")
    return told if isinstance(told, str) and choice.get("finish_reason") == "stop" else None


def tool_use(ask: Ask, place: int, call: ToolCall) -> Json:
    """A block that calls a tool, before its input; some providers give calls no id."""
    name = call.id or f"toolu_{ask.id}_{place}"
    return {"type": "tool_use", "id": name, "name": call.name, "input": {}}


def _content(ask: Ask, said: Speech, *, thinking: bool) -> list[Json]:
    found: list[Json] = []
    if thinking and said.reasoning:
        found.append({"type": "thinking", "thinking": said.reasoning, "signature": ""})
    if text := said.content or said.refusal:
        found.append({"type": "text", "text": text})
    calls = enumerate(said.calls)
    return found + [
        {**tool_use(ask, place, call), "input": _input(call.arguments)} for place, call in calls
    ]


def _input(arguments: str) -> Any:
    """An object in any case, as clients expect; what is none stands in one."""
    try:
        found = msgspec.json.decode(arguments or "{}")
    except (msgspec.DecodeError, RecursionError):
        return {"invalid_json": arguments}
    return found if isinstance(found, dict) else {"value": found}
