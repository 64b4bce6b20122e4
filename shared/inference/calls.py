"""Calls to a model: metered, with fallbacks, whole or streamed."""

import contextlib
import time
from collections.abc import Generator, Iterator

import msgspec

from shared.errors import (
    ApiError,
    InsufficientCredits,
    InvalidRequest,
    QuotaExceeded,
    RequestRefused,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)
from shared.http import streams
from shared.inference import breakers
from shared.inference.metering import Ask, Bill, Meter, end_reason
from shared.instrumentation import Asking
from shared.llm import client
from shared.llm.catalogue import Model
from shared.llm.client import Completion, Piece

FAILS = (InsufficientCredits, QuotaExceeded, UpstreamError, UpstreamTimeout)
_PATIENCE = 20.0  # seconds that a model has to begin while another could be asked


class Outcome(msgspec.Struct, frozen=True):
    """A completed call: the answer, the model that gave it, and what it cost."""

    completion: Completion
    model: Model
    bill: Bill


def complete(ask: Ask) -> Outcome:
    """The whole answer, of the first model that gives one; ApiError when none does."""
    meter = Meter(ask)
    with _released_on_failure(meter):
        completion, model = _first_answer(ask)
        meter.first_byte()
    reason = _end_reason(completion)
    return Outcome(completion, model, meter.settle(model, completion.usage, reason))


def stream(ask: Ask) -> Generator[Piece | Outcome | None]:
    """The answer as it comes: pieces, None in silence, at the end the outcome.

    InsufficientCredits and QuotaExceeded are raised at once, before anything is streamed. Closing
    the stream hangs up on the model, and what was delivered until then is settled.
    """
    return streams.begun(_stream(Meter(ask), ask))


def _stream(meter: Meter, ask: Ask) -> Generator[Piece | Outcome | None]:
    heard = _Heard(ask)
    with _released_on_failure(meter), contextlib.closing(_pieces(ask)) as pieces:
        try:
            yield None
            for item, model in pieces:
                if isinstance(item, Completion):
                    heard.over = True
                    yield Outcome(item, model, meter.settle(model, item.usage, _end_reason(item)))
                    return
                if item:
                    meter.first_byte()
                    heard.take(item, model)
                yield item
        except GeneratorExit:
            pieces.close()  # hang up first: the books can wait
            if not heard.over:
                _settle_delivered(meter, heard)
            raise


class _Heard:
    """What a stream has said so far, and by whom."""

    def __init__(self, ask: Ask) -> None:
        self.model = ask.model
        self.said: list[str] = []
        self.thought: list[str] = []
        self.over = False

    def take(self, piece: Piece, model: Model) -> None:
        self.model = model
        self.said.append(piece.content + piece.called)
        self.thought.append(piece.reasoning)
        piece.chunk["model"] = model.name


def _settle_delivered(meter: Meter, heard: _Heard) -> None:
    """The provider has counted the prompt and what it said, if it had begun at all."""
    if not heard.said:
        return meter.fail("client_gone")
    said, thought = "".join(heard.said), "".join(heard.thought)
    completion = client.cut_short(meter.ask.question, said, heard.model.name, thought)
    meter.settle(heard.model, completion.usage, "client_gone")
    return None


@contextlib.contextmanager
def _released_on_failure(meter: Meter) -> Iterator[None]:
    try:
        yield
    except ApiError as e:
        meter.fail(end_reason(e))
        raise


def _first_answer(ask: Ask) -> tuple[Completion, Model]:
    for model, last in _candidates(ask):
        deadline = ask.deadline if last else min(ask.deadline, time.monotonic() + _PATIENCE)
        try:
            with _judged(ask, model) as asking:
                target = _target(model, asking)
                return client.complete(target, ask.question, deadline=deadline), model
        except ApiError as e:
            if last or not _worth_another(e):
                raise
    raise _all_resting()


def _pieces(ask: Ask) -> Generator[tuple[Piece | Completion | None, Model]]:
    """Pieces of the first model that begins to answer, with that model."""
    for model, last in _candidates(ask):
        begun, patience = False, None if last else _PATIENCE
        try:
            with (
                _judged(ask, model) as asking,
                contextlib.closing(_patiently(ask, _target(model, asking), patience)) as items,
            ):
                for item in items:
                    begun = begun or item is not None
                    if isinstance(item, Completion):  # nobody comes back after the last item
                        breakers.succeeded(_name(model))
                        asking.ended("ok")
                    yield item, model
                return
        except ApiError as e:
            if last or begun or not _worth_another(e):
                raise
    raise _all_resting()


def _patiently(
    ask: Ask, target: client.Target, patience: float | None
) -> Generator[Piece | Completion | None]:
    """A model's stream; UpstreamTimeout when it has not begun within `patience` seconds."""
    begun = time.monotonic()
    waiting = patience is not None
    with contextlib.closing(client.stream(target, ask.question, deadline=ask.deadline)) as items:
        for item in items:
            waiting = waiting and item is None
            if waiting and time.monotonic() - begun > (patience or 0):
                raise UpstreamTimeout()
            yield item


def _candidates(ask: Ask) -> Iterator[tuple[Model, bool]]:
    """The model and its fallbacks, each if its breaker is not open, and whether it is the last.

    A breaker is asked only when its model is about to be: a probe has to be made.
    """
    every = ask.candidates
    for place, candidate in enumerate(every):
        if breakers.lets_through(_name(candidate)):
            yield candidate, not any(breakers.is_ready(_name(m)) for m in every[place + 1 :])


@contextlib.contextmanager
def _judged(ask: Ask, model: Model) -> Iterator[Asking]:
    """Let the model's breaker and who watches know how it went.

    To the breaker, the client's own faults say nothing.
    """
    asking = Asking(model.provider.name, model.name, ask.traceparent)
    judge, outcome = breakers.spared, "client_gone"
    try:
        yield asking
        judge, outcome = breakers.succeeded, "ok"
    except ApiError as e:
        judge, outcome = breakers.failed if _worth_another(e) else breakers.spared, e.code
        raise
    finally:
        judge(_name(model))
        asking.ended(outcome)


def _worth_another(error: ApiError) -> bool:
    return not isinstance(error, InvalidRequest | RequestRefused)


def _all_resting() -> Unavailable:
    return Unavailable("all_resting", headers={"Retry-After": str(int(breakers.REST))})


def _name(model: Model) -> str:
    return f"{model.provider.name}/{model.upstream_name}"


def _target(model: Model, asking: Asking) -> client.Target:
    provider = model.provider
    return client.Target(
        provider.base_url,
        provider.key,
        model.upstream_name,
        provider.quirks,
        asking.traceparent,
    )


def _end_reason(completion: Completion) -> str:
    return "length" if completion.finish_reason == "length" else "done"
