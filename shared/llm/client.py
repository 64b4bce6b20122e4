"""OpenAI-compatible chat with a model: Qwen (compatible mode), Ark, or a server of one's own."""

import random
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeVar

import msgspec

from shared.config import environment
from shared.errors import UpstreamError
from shared.http import sse
from shared.http.heartbeat import Heartbeat
from shared.llm import dialects, errors, usage
from shared.llm.errors import ProviderError
from shared.llm.transport import Answer, Call
from shared.llm.usage import Counts, Usage

T = TypeVar("T")
Json = dict[str, Any]

_ATTEMPTS = 3
_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0  # seconds
_LARGEST_ANSWER, _LARGEST_STREAM = 8_388_608, 67_108_864  # bytes
_PATH = "/chat/completions"


class Target(msgspec.Struct, frozen=True):
    """Where a model is asked; `quirks` names the dialect: qwen, ark or plain."""

    url: str
    key: str
    model: str
    quirks: str = "plain"
    traceparent: str = ""  # goes along with the question

    def __repr__(self) -> str:
        return f"Target({self.url!r}, {self.model!r})"


class Piece(msgspec.Struct, frozen=True):
    """A piece of a streamed answer, with the provider's chunk that it came in."""

    content: str
    reasoning: str
    chunk: Json
    called: str = ""  # tools, as text


class Completion(msgspec.Struct, frozen=True):
    """A whole answer; `model` is the name that the provider gave, `reply` all that it said.

    Of a stream, `reply` is the last chunk that says anything but text.
    """

    content: str
    model: str
    finish_reason: str
    usage: Usage
    reply: Json


class _Function(msgspec.Struct):
    name: str | None = None
    arguments: str | None = None


class _Called(msgspec.Struct):
    function: _Function | None = None


class _Message(msgspec.Struct):
    content: str | None = None
    reasoning_content: str | None = None
    tool_calls: list[_Called] | None = None

    @property
    def called(self) -> str:
        """The tools that are called, as text."""
        functions = [call.function for call in self.tool_calls or () if call.function]
        return "".join((f.name or "") + (f.arguments or "") for f in functions)

    @property
    def said(self) -> str:
        return (self.content or "") + self.called


class _Choice(msgspec.Struct):
    message: _Message | None = None
    delta: _Message | None = None
    finish_reason: str | None = None


class _Reply(msgspec.Struct):
    choices: list[_Choice] = []
    model: str | None = None
    usage: Counts | None = None
    error: Any = None


def complete(target: Target, question: Json, *, deadline: float) -> Completion:
    """The model's answer, before `deadline` (of time.monotonic); ApiError when there is none."""
    with Call(_bounded(deadline)) as call:
        return _insist(call, lambda: _complete(call, target, question))


def stream(
    target: Target, question: Json, *, deadline: float
) -> Generator[Piece | Completion | None]:
    """The answer as it comes: pieces, None while the model is silent, at the end the whole.

    Closing the iterator hangs up on the model, also while it has not yet begun to answer.
    """
    with (
        Call(_bounded(deadline)) as call,
        Heartbeat(_stream(call, target, question), call.hang_up) as pulse,
    ):
        yield from pulse


def cut_short(question: Json, said: str, model: str, thought: str = "") -> Completion:
    """What was said of an answer whose end nobody waited for, its usage estimated."""
    return Completion(said, model, "client_gone", usage.estimated(question, said, thought), {})


def _bounded(deadline: float) -> float:
    return min(deadline, time.monotonic() + environment.settings().llm_timeout)


def _complete(call: Call, target: Target, question: Json) -> Completion:
    with _open(call, target, dialects.question(target.quirks, question, stream=False)) as opened:
        raw, reply = _decoded(opened.read(_LARGEST_ANSWER))
    if not reply.choices or not reply.choices[0].message:
        raise errors.broken("an answer without choices")
    choice = reply.choices[0]
    message = choice.message or _Message()
    used = (
        usage.usage(reply.usage)
        if reply.usage
        else usage.estimated(question, message.said, message.reasoning_content or "")
    )
    reason = choice.finish_reason or "stop"
    return Completion(message.content or "", reply.model or target.model, reason, used, raw)


def _stream(call: Call, target: Target, question: Json) -> Iterator[Piece | Completion]:
    asked = dialects.question(target.quirks, question, stream=True)
    opened = _insist(call, lambda: _open(call, target, asked))
    with opened:
        try:
            yield from _pieces(opened, target, question)
        except sse.LineTooLong as e:
            raise UpstreamError() from e
        except ProviderError as e:
            raise e.error from e
        opened.finish()


def _open(call: Call, target: Target, question: Json) -> Answer:
    """Post the question; ProviderError unless the provider begins to answer with 200."""
    asked = {"model": target.model, **question}
    answer = call.post(_url(target.url), target.key, asked, target.traceparent)
    if answer.status != 200:
        with answer:
            body = answer.read(_LARGEST_ANSWER)
        raise errors.of_status(answer.status, body, answer.headers.get("Retry-After"))
    return answer


def _url(configured: str) -> str:
    base = configured.rstrip("/")
    return base if base.endswith(_PATH) else base + _PATH


def _pieces(opened: Answer, target: Target, question: Json) -> Iterator[Piece | Completion]:
    heard = _Heard()
    for text in sse.data(opened.chunks(_LARGEST_STREAM)):
        if text == "[DONE]":
            break
        if piece := heard.take(*_decoded(text.encode())):
            yield piece
    if not heard.finish_reason:
        raise errors.cut("a stream without an end")
    content = "".join(heard.said)
    used = (
        usage.usage(heard.counts)
        if heard.counts
        else usage.estimated(question, content + heard.called, heard.thought)
    )
    yield Completion(content, heard.model or target.model, heard.finish_reason, used, heard.last)


class _Heard:
    """What a stream has said so far."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.called = self.thought = ""
        self.model: str | None = None
        self.counts: Counts | None = None
        self.finish_reason: str | None = None
        self.last: Json = {}

    def take(self, chunk: Json, reply: _Reply) -> Piece | None:
        """Note one chunk, and pass it on if it has a choice. ProviderError for an error in it."""
        if reply.error:
            raise errors.of_stream(reply.error)
        self.model = reply.model or self.model
        self.counts = reply.usage or self.counts
        if not reply.choices:
            self.last = chunk
            return None
        self.finish_reason = reply.choices[0].finish_reason or self.finish_reason
        piece = reply.choices[0].delta or _Message()
        self.said.append(piece.content or "")
        self.called += piece.called
        self.thought += piece.reasoning_content or ""
        return Piece(piece.content or "", piece.reasoning_content or "", chunk, piece.called)


def _decoded(raw: bytes) -> tuple[Json, _Reply]:
    try:
        said = msgspec.json.decode(raw, type=dict[str, Any])
        return said, msgspec.convert(said, type=_Reply)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise errors.broken("an answer that is not JSON of the protocol") from e


def _insist(call: Call, attempt: Callable[[], T]) -> T:
    """Try a few times what may pass, with full jitter (AWS, "Exponential backoff and jitter")."""
    for number in range(_ATTEMPTS):
        try:
            return attempt()
        except ProviderError as e:
            pause = _pause(number) if e.wait is None else e.wait
            last = number == _ATTEMPTS - 1
            if last or call.over or not e.retryable or pause >= call.left:
                raise e.error from e
            call.wait(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _pause(number: int) -> float:
    return random.uniform(0, min(_LONGEST_BACKOFF, _BACKOFF * 2**number))  # noqa: S311
