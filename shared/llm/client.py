"""OpenAI-compatible chat with a model: Qwen (compatible mode), Ark, or a server of one's own."""

import random
import time
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

import msgspec

from shared.config import environment
from shared.errors import RequestRefused, UpstreamError
from shared.http import sse
from shared.http.heartbeat import Heartbeat
from shared.llm import dialects, errors, replies
from shared.llm.errors import ProviderError
from shared.llm.joining import joined
from shared.llm.replies import Completion, Json, Piece
from shared.llm.transport import Answer, Call

T = TypeVar("T")

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


def complete(target: Target, question: Json, *, deadline: float) -> Completion:
    """The model's answer, before `deadline` (of time.monotonic); ApiError when there is none.

    Of a model that answers by stream alone, it is joined from one.
    """
    if dialects.needs_stream(target.quirks, question):
        return joined(stream(target, question, deadline=deadline))
    try:
        with Call(_bounded(deadline)) as call:
            return _insist(call, lambda: _complete(call, target, question))
    except RequestRefused as e:
        if not dialects.wants_stream(str(e.facts.get("said"))):
            raise
    return joined(stream(target, question, deadline=deadline))


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


def _bounded(deadline: float) -> float:
    return min(deadline, time.monotonic() + environment.settings().llm_timeout)


def _complete(call: Call, target: Target, question: Json) -> Completion:
    with _open(call, target, dialects.question(target.quirks, question, stream=False)) as opened:
        raw = opened.read(_LARGEST_ANSWER)
    return replies.whole(raw, question, target.model)


def _stream(call: Call, target: Target, question: Json) -> Iterator[Piece | Completion]:
    asked = dialects.question(target.quirks, question, stream=True)
    opened = _insist(call, lambda: _open(call, target, asked))
    with opened:
        try:
            yield from _pieces(opened, replies.Stream(question, target.model))
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


def _pieces(opened: Answer, heard: replies.Stream) -> Iterator[Piece | Completion]:
    for text in sse.data(opened.chunks(_LARGEST_STREAM)):
        if piece := heard.take(text):
            yield piece
        if heard.ended:
            break
    yield heard.end()


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
