"""Where a model is asked, and how: under a deadline, and again where that may help."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from shared.config import environment
from shared.llm import errors
from shared.llm.errors import ProviderError
from shared.llm.transport.post import Answer, Call

T = TypeVar("T")

CHAT, EMBEDDINGS, RERANK = "/chat/completions", "/embeddings", "/rerank"
_ATTEMPTS = 3
_BACKOFF, _LONGEST_BACKOFF = 0.5, 8.0  # seconds
_LARGEST_ERROR = 8_388_608  # bytes


class Target(msgspec.Struct, frozen=True):
    """Where a model is asked; `quirks` names the dialect: qwen, ark or plain."""

    url: str
    key: str
    model: str
    quirks: str = "plain"
    traceparent: str = ""  # goes along with the question

    def __repr__(self) -> str:
        return f"Target({self.url!r}, {self.model!r})"

    def address(self, path: str) -> str:
        """Of `path` below the provider's base URL, which may be configured with CHAT behind it."""
        return self.url.rstrip("/").removesuffix(CHAT) + path


def bounded(deadline: float) -> float:
    """`deadline`, or what the deployment allows one answer."""
    allowed = environment.settings().llm_timeout
    return min(deadline, time.monotonic() + allowed) if allowed else deadline


def begun(call: Call, target: Target, path: str, question: dict[str, Any]) -> Answer:
    """Post the question; ProviderError unless the provider begins to answer with 200."""
    asked = {"model": target.model, **question}
    answer = call.post(target.address(path), target.key, asked, target.traceparent)
    if answer.status != 200:
        with answer:
            body = answer.read(_LARGEST_ERROR)
        raise errors.of_status(answer.status, body, answer.headers.get("Retry-After"))
    return answer


def insist(call: Call, attempt: Callable[[], T]) -> T:
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
