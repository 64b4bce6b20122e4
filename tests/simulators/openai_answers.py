"""What a chat with the simulated model says: one JSON body, or the events of a stream."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.simulators.openai_wire import Reply

GREETING = "你好！有什么可以帮你？"
THOUGHT = "用户想聊聊，先想一想再回答。"
EVENTS = "text/event-stream;charset=UTF-8"
PIECE = 2  # characters in one chunk of a stream
PICTURE_TOKENS = 100
DONE = b"data: [DONE]\n\n"


@dataclass(frozen=True)
class ToolCall:
    name: str
    arguments: str  # JSON, as the model writes it


@dataclass(frozen=True)
class Answer:
    """Without *reasoning* of its own an answer still thinks if the request asks for it."""

    text: str = ""
    reasoning: str = ""
    tool_calls: tuple[ToolCall, ...] = ()


class Chat:
    """A valid request; its answer is taken from the queue only when somebody needs it."""

    def __init__(self, body: dict[str, Any], id: str, take: Callable[[], Answer]) -> None:
        self.body = body
        self.streams = body.get("stream") is True
        self.id = id
        self._take = take

    @cached_property
    def answer(self) -> Answer:
        answer = self._take()
        if not answer.reasoning and _thinks(self.body):
            return Answer(answer.text, THOUGHT, answer.tool_calls)
        return answer

    @property
    def _choices(self) -> int:
        """All say the same."""
        return int(self.body.get("n") or 1)

    def reply(self, *, usage: bool = True, limit: int | None = None) -> Reply:
        """*limit* cuts the text after so many characters, as max_tokens does."""
        text, finish = self._cut(limit)
        if self.streams:
            events = self._events(text, finish, usage and self._wants_usage())
            return Reply(200, tuple(events), EVENTS, chunked=True)
        return Reply(200, (self._whole(text, finish, usage),))

    def event(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        """Choices come in turns, a chunk for each."""
        return b"".join(
            self._chunk(
                [{"delta": delta, "finish_reason": finish, "index": n, "logprobs": None}], None
            )
            for n in range(self._choices)
        )

    def whole(self, message: dict[str, Any], finish: str) -> dict[str, Any]:
        """The JSON of an answer, without its usage."""
        return {
            "choices": [
                {"message": message, "finish_reason": finish, "index": n, "logprobs": None}
                for n in range(self._choices)
            ],
            "object": "chat.completion",
            "created": int(time.time()),
            "system_fingerprint": None,
            "model": self.body["model"],
            "id": self.id,
        }

    def _cut(self, limit: int | None) -> tuple[str, str]:
        answer, body = self.answer, self.body
        limit = limit or body.get("max_tokens") or body.get("max_completion_tokens")
        if limit and len(answer.text) > limit:
            return answer.text[:limit], "length"
        return answer.text, "tool_calls" if answer.tool_calls else "stop"

    def _whole(self, text: str, finish: str, usage: bool) -> bytes:
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if self.answer.reasoning:
            message["reasoning_content"] = self.answer.reasoning
        if self.answer.tool_calls:
            message["tool_calls"] = list(_tool_calls(self.answer))
        body = self.whole(message, finish)
        if usage:
            body["usage"] = self._usage(text)
        return compact(body)

    def _events(self, text: str, finish: str, usage: bool) -> Iterable[bytes]:
        thinks = {"reasoning_content": None} if self.answer.reasoning else {}
        yield self.event({"content": None if thinks else "", "role": "assistant", **thinks})
        for piece in _pieces(self.answer.reasoning):
            yield self.event({"content": None, "reasoning_content": piece})
        for piece in _pieces(text):
            yield self.event({"content": piece, **thinks})
        for tool_call in _tool_calls(self.answer):
            yield self.event({"content": None, "tool_calls": [tool_call]})
        yield self.event({"content": "", **thinks}, finish)
        if usage:
            yield self._chunk([], self._usage(text))
        yield DONE

    def _chunk(self, choices: list[dict[str, Any]], usage: dict[str, Any] | None) -> bytes:
        body = {
            "choices": choices,
            "object": "chat.completion.chunk",
            "usage": usage,
            "created": int(time.time()),
            "system_fingerprint": None,
            "model": self.body["model"],
            "id": self.id,
        }
        return data_line(compact(body))

    def _wants_usage(self) -> bool:
        return bool((self.body.get("stream_options") or {}).get("include_usage"))

    def _usage(self, text: str) -> dict[str, Any]:
        """One token for each character in or out, and PICTURE_TOKENS for each picture."""
        reasoning = len(self.answer.reasoning)
        called = sum(len(call.name + call.arguments) for call in self.answer.tool_calls)
        prompt = sum(_tokens(message.get("content")) for message in self.body["messages"])
        completion = (len(text) + reasoning + called) * self._choices
        return {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": reasoning},
        }


def compact(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def data_line(body: bytes) -> bytes:
    return b"data: " + body + b"\n\n"


def _thinks(body: dict[str, Any]) -> bool:
    """Qwen's switch, then that of Doubao Ark."""
    ark = body.get("thinking") or {}
    return body.get("enable_thinking") is True or ark.get("type") == "enabled"


def _pieces(text: str) -> Iterable[str]:
    return (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def _tool_calls(answer: Answer) -> Iterable[dict[str, Any]]:
    for index, call in enumerate(answer.tool_calls):
        function = {"name": call.name, "arguments": call.arguments}
        yield {"index": index, "id": f"call_{index}", "type": "function", "function": function}


def _tokens(content: str | list[dict[str, Any]] | None) -> int:
    if not isinstance(content, list):
        return len(content or "")
    return sum(len(part["text"]) if "text" in part else PICTURE_TOKENS for part in content)
