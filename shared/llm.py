"""OpenAI-compatible chat with a model: Qwen (compatible mode), Ark, or a server of one's own."""

import random
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from shared import config, estimate, refusals, sse
from shared.errors import Unavailable, UpstreamError
from shared.heartbeat import Pulse
from shared.refusals import Refusal
from shared.upstream import Answer, Call

T = TypeVar("T")
Messages = list[dict[str, Any]]

_ATTEMPTS = 3
_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0  # seconds
_LARGEST_ANSWER, _LARGEST_STREAM = 8_388_608, 67_108_864  # bytes
_PATH = "/chat/completions"


class Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of a streamed answer."""

    content: str = ""
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole answer; `model` is the name that the provider gave."""

    content: str
    model: str
    finish_reason: str
    usage: Usage


class _Message(msgspec.Struct):
    content: str | None = None
    reasoning_content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message | None = None
    delta: _Message | None = None
    finish_reason: str | None = None


class _Reply(msgspec.Struct):
    choices: list[_Choice] = []
    model: str | None = None
    usage: Usage | None = None
    error: Any = None


def complete(messages: Messages, *, deadline: float) -> Completion:
    """The model's answer, before `deadline` (of time.monotonic); ApiError when there is none."""
    with Call(_bounded(deadline)) as call:
        return _insist(call, lambda: _complete(call, messages))


def stream(messages: Messages, *, deadline: float) -> Generator[Delta | Completion | None]:
    """The answer as it comes: deltas, None while the model is silent, at the end the whole.

    Closing the iterator hangs up on the model, also while it has not yet begun to answer.
    """
    with (
        Call(_bounded(deadline)) as call,
        Pulse(_stream(call, messages), call.hang_up) as pulse,
    ):
        yield from pulse


def _bounded(deadline: float) -> float:
    return min(deadline, time.monotonic() + config.settings().llm_timeout)


def _complete(call: Call, messages: Messages) -> Completion:
    with _open(call, messages, stream=False) as opened:
        reply = _decoded(opened.read(_LARGEST_ANSWER))
    if not reply.choices or not reply.choices[0].message:
        raise refusals.broken("an answer without choices")
    choice = reply.choices[0]
    content = (choice.message.content or "") if choice.message else ""
    return _completion(content, choice.finish_reason or "stop", reply, messages)


def _stream(call: Call, messages: Messages) -> Iterator[Delta | Completion]:
    opened = _insist(call, lambda: _open(call, messages, stream=True))
    with opened:
        try:
            yield from _deltas(opened, messages)
        except sse.LineTooLong as e:
            raise UpstreamError() from e
        except Refusal as e:
            raise e.error from e
        opened.finish()


def _open(call: Call, messages: Messages, *, stream: bool) -> Answer:
    """Post the question; Refusal unless the provider begins to answer with 200."""
    settings = config.settings()
    if not settings.openai_url:
        raise Unavailable("no_model")
    question: dict[str, Any] = {"model": settings.openai_model, "messages": messages}
    if stream:
        question |= {"stream": True, "stream_options": {"include_usage": True}}
    answer = call.post(_url(settings.openai_url), settings.openai_key, question)
    if answer.status != 200:
        with answer:
            body = answer.read(_LARGEST_ANSWER)
        raise refusals.of_status(answer.status, body, answer.headers.get("Retry-After"))
    return answer


def _url(configured: str) -> str:
    base = configured.rstrip("/")
    return base if base.endswith(_PATH) else base + _PATH


def _deltas(opened: Answer, messages: Messages) -> Iterator[Delta | Completion]:
    heard = _Heard()
    for text in sse.data(opened.chunks(_LARGEST_STREAM)):
        if text == "[DONE]":
            break
        if delta := heard.take(_decoded(text.encode())):
            yield delta
    if not heard.finish_reason:
        raise refusals.cut("a stream without an end")
    yield _completion("".join(heard.said), heard.finish_reason, heard.last, messages)


class _Heard:
    """What a stream has said so far."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.last = _Reply()
        self.finish_reason: str | None = None

    def take(self, reply: _Reply) -> Delta | None:
        """Note one chunk; its delta if it says something. Refusal for an error in the stream."""
        if reply.error:
            raise refusals.of_stream(reply.error)
        self.last.model = reply.model or self.last.model
        self.last.usage = reply.usage or self.last.usage
        if not reply.choices:
            return None
        self.finish_reason = reply.choices[0].finish_reason or self.finish_reason
        piece = reply.choices[0].delta or _Message()
        self.said.append(piece.content or "")
        delta = Delta(piece.content or "", piece.reasoning_content or "")
        return delta if delta.content or delta.reasoning else None


def _decoded(raw: bytes) -> _Reply:
    try:
        return msgspec.json.decode(raw, type=_Reply)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise refusals.broken("an answer that is not JSON of the protocol") from e


def _completion(content: str, reason: str, reply: _Reply, messages: Messages) -> Completion:
    model = reply.model or config.settings().openai_model
    return Completion(content, model, reason, reply.usage or estimated_usage(messages, content))


def estimated_usage(messages: Messages, content: str) -> Usage:
    """Usage where the provider gave none."""
    asked = estimate.prompt_tokens(str(message["content"]) for message in messages)
    said = estimate.tokens(content)
    return Usage(asked, said, asked + said)


def _insist(call: Call, attempt: Callable[[], T]) -> T:
    """Try a few times what may pass, with full jitter (AWS, "Exponential backoff and jitter")."""
    for number in range(_ATTEMPTS):
        try:
            return attempt()
        except Refusal as e:
            pause = _pause(number) if e.wait is None else e.wait
            last = number == _ATTEMPTS - 1
            if last or call.over or not e.retryable or pause >= call.left:
                raise e.error from e
            call.wait(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _pause(number: int) -> float:
    return random.uniform(0, min(_LONGEST_BACKOFF, _BACKOFF * 2**number))  # noqa: S311
