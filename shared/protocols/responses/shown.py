"""A response as its client sees it: as it begins, and as it ends."""

from typing import Any

import msgspec

from shared import times
from shared.inference.ask import Ask
from shared.llm import demonstration
from shared.llm.answers.replies import Completion, Json
from shared.llm.answers.usage import Usage
from shared.llm.catalogue import Model
from shared.protocols.responses.question import Question, Reasoning

_ENDS = {  # by the finish reason of a chat: the status, and why it is incomplete
    "length": ("incomplete", "max_output_tokens"),
    "content_filter": ("incomplete", "content_filter"),
    "sensitive": ("incomplete", "content_filter"),  # Zhipu
    "client_gone": ("cancelled", None),
    "interrupted": ("failed", None),
}


def begun(question: Question, ask: Ask, *, stored: bool) -> Json:
    """With what was asked, as OpenAI repeats it."""
    return {
        "id": f"resp_{ask.id}",
        "object": "response",
        "created_at": times.now() // 1000,
        "completed_at": None,
        "status": "in_progress",
        "background": False,
        "error": None,
        "incomplete_details": None,
        "model": ask.model.name,
        "output": [],
        "store": stored,
        "usage": None,
        **_asked(question),
        **demonstration.fields(ask.model.demonstrates),
    }


def _asked(question: Question) -> Json:
    choice, parallel = question.tool_choice, question.parallel_tool_calls
    return {
        "instructions": question.instructions,
        "max_output_tokens": question.max_output_tokens,
        "metadata": question.metadata or {},
        "parallel_tool_calls": True if parallel is None else parallel,
        "previous_response_id": question.previous_response_id,
        "reasoning": msgspec.to_builtins(question.reasoning or Reasoning()),
        "temperature": question.temperature,
        "text": _text(question),
        "tool_choice": "auto" if choice is None else choice,
        "tools": question.tools or [],
        "top_p": question.top_p,
        "truncation": "disabled",
        "user": None,
    }


def status(completion: Completion) -> str:
    return _end(completion)[0]


def ended(response: Json, completion: Completion, model: Model, output: list[Json]) -> Json:
    state, why = _end(completion)
    return {
        **response,
        "status": state,
        "completed_at": times.now() // 1000 if state == "completed" else None,
        "incomplete_details": {"reason": why} if why else None,
        "error": _broke() if state == "failed" else None,
        "model": model.name,
        "output": output,
        "usage": _usage(completion.usage),
        **demonstration.fields(model.demonstrates),
    }


def _end(completion: Completion) -> tuple[str, str | None]:
    return _ENDS.get(completion.finish_reason, ("completed", None))


def _broke() -> Json:
    return {"code": "server_error", "message": "The stream broke off."}


def _text(question: Question) -> Any:
    said: Json = msgspec.to_builtins(question.text) if question.text else {}
    kind = question.text.format.type if question.text and question.text.format else "text"
    return {**said, "format": {**said.get("format", {}), "type": kind}}


def _usage(used: Usage) -> Json:
    return {
        "input_tokens": used.prompt_tokens,
        "input_tokens_details": {"cached_tokens": used.cached_tokens, "cache_write_tokens": 0},
        "output_tokens": used.completion_tokens,
        "output_tokens_details": {"reasoning_tokens": used.reasoning_tokens},
        "total_tokens": used.total_tokens,
    }
