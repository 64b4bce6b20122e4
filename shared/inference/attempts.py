"""One model is asked: its breaker and whoever watches hear how it went, and patience ends."""

import contextlib
import time
from collections.abc import Generator
from types import TracebackType
from typing import Self

from shared.errors import ApiError, InvalidRequest, ServerEnds
from shared.inference import breakers
from shared.inference.ask import Ask
from shared.instrumentation import Asking
from shared.llm import client, demonstration
from shared.llm.answers.replies import Completion, Json, Piece
from shared.llm.catalogue import Model
from shared.llm.transport.targets import Target

Item = Piece | Completion | None


def make(ask: Ask, model: Model, *, whole: bool, patience: float | None) -> Generator[Item]:
    """What the model says: pieces, at the end the completion; None when its reader has left.

    UpstreamTimeout when it has not begun within `patience` seconds (None: until the deadline).
    """
    with _Verdict(ask, model) as verdict:
        target = _target(model, verdict.traceparent)
        said = (_whole if whole else _streamed)(ask, ask.told(model), target, patience)
        with contextlib.closing(said) as items:
            for item in items:
                if isinstance(item, Completion):  # nobody comes back after the last item
                    verdict.tell(None)
                    item.reply.update(demonstration.fields(model.demonstrates))
                elif item:
                    item.chunk.update(demonstration.fields(model.demonstrates), model=model.name)
                yield item


def breaker(model: Model) -> str:
    """The name of the model's circuit breaker."""
    return f"{model.provider.name}/{model.upstream_name}"


def worth_another(error: ApiError) -> bool:
    """Whether another model may do better: the caller's own faults and ours go along to each."""
    return not isinstance(error, InvalidRequest | ServerEnds)


class _Verdict:
    """How a call went, told once; what is nobody's fault but the caller's spares the breaker."""

    def __init__(self, ask: Ask, model: Model) -> None:
        self._breaker, self._told = breaker(model), False
        self._asking = Asking(model.provider.name, model.name, ask.traceparent)
        self.traceparent = self._asking.traceparent

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tell(error)

    def tell(self, error: BaseException | None) -> None:
        if self._told:
            return
        self._told = True
        if error is None:
            breakers.succeeded(self._breaker)
        elif isinstance(error, ApiError) and worth_another(error):
            breakers.failed(self._breaker)
        else:
            breakers.spared(self._breaker)
        gone = error.code if isinstance(error, ApiError) else "client_gone"
        self._asking.ended("ok" if error is None else gone)


def _target(model: Model, traceparent: str) -> Target:
    provider = model.provider
    return Target(
        provider.base_url, provider.key, model.upstream_name, provider.quirks, traceparent
    )


def _whole(ask: Ask, question: Json, target: Target, patience: float | None) -> Generator[Item]:
    until = ask.deadline
    if patience is not None:
        until = min(until, time.monotonic() + patience)
    yield ask.complete(target, question, until)


def _streamed(ask: Ask, question: Json, target: Target, patience: float | None) -> Generator[Item]:
    said = client.stream(target, question, deadline=ask.deadline, patience=patience)
    with contextlib.closing(said) as items:
        yield from items
