"""Calls to a model: metered, with fallbacks, whole or streamed."""

import contextlib
from collections.abc import Generator, Iterator

from shared.errors import (
    ApiError,
    InsufficientCredits,
    Moderated,
    QuotaExceeded,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)
from shared.http import streams
from shared.inference import attempts, breakers, screening
from shared.inference.ask import Ask, Outcome
from shared.inference.attempts import Item
from shared.inference.metering import Meter
from shared.llm.answers.replies import Completion, Piece
from shared.llm.catalogue import Model
from shared.moderation.screen import Screen

FAILS = (InsufficientCredits, QuotaExceeded, UpstreamError, UpstreamTimeout)
_PATIENCE = 20.0  # seconds that a model has to begin while another could be asked


def complete(ask: Ask) -> Outcome:
    """The whole answer, of the first model that gives one; ApiError when none does."""
    *_, outcome = _metered(ask, whole=True)
    assert isinstance(outcome, Outcome)  # noqa: S101  what ends without one has raised
    return outcome


def stream(ask: Ask) -> Generator[Piece | Outcome | None]:
    """The answer as it comes: pieces, None in silence, at the end the outcome.

    InsufficientCredits and QuotaExceeded are raised at once, before anything is streamed. Closing
    the stream hangs up on the model, and what was delivered until then is settled.
    """
    return streams.begun(_metered(ask, whole=False))


def _metered(ask: Ask, *, whole: bool) -> Generator[Piece | Outcome | None]:
    """Reserved before, settled or released after: leaving hangs up first, the books can wait."""
    with Meter(ask) as meter:
        screen = screening.of(ask)
        begun = False
        try:
            if screen:
                yield from screening.let_in(ask, screen, whole=whole)
            yield None
            begun = not whole
            with contextlib.closing(_seen(ask, screen, whole=whole)) as items:
                yield from _settled(meter, items)
        except Moderated as e:
            if not (begun or e.answer):
                raise
            if not begun:
                yield None
            yield from screening.told(ask, meter.refuse(e), e, whole=whole)


def _settled(
    meter: Meter, items: Iterator[tuple[Item, Model] | None]
) -> Generator[Piece | Outcome | None]:
    for item, model in (pair or (None, meter.ask.model) for pair in items):
        if isinstance(item, Completion):
            yield meter.settle(model, item)
            return
        if item:
            meter.hear(model, item)
        yield item


def _seen(ask: Ask, screen: Screen | None, *, whole: bool) -> Generator[tuple[Item, Model] | None]:
    """What models say, as far as it may be seen."""
    items: Generator[tuple[Item, Model] | None] = _answers(ask, whole=whole)
    return screening.cleared(items, screen, whole=whole) if screen else items


def _answers(ask: Ask, *, whole: bool) -> Generator[tuple[Item, Model] | None]:
    """What the first model says that begins to answer, with that model."""
    for model, last in _candidates(ask):
        begun = False
        attempt = attempts.make(ask, model, whole=whole, patience=None if last else _PATIENCE)
        try:
            with contextlib.closing(attempt) as items:
                for item in items:
                    begun = begun or item is not None
                    yield item, model
                return
        except ApiError as e:
            if last or begun or not attempts.worth_another(e):
                raise
    raise Unavailable("all_resting", headers={"Retry-After": str(int(breakers.REST))})


def _candidates(ask: Ask) -> Iterator[tuple[Model, bool]]:
    """The model and its fallbacks, each if its breaker is not open, and whether it is the last.

    A breaker is asked only when its model is about to be: a probe has to be made.
    """
    every = ask.candidates
    for place, candidate in enumerate(every):
        if breakers.lets_through(attempts.breaker(candidate)):
            others = every[place + 1 :]
            yield candidate, not any(breakers.is_ready(attempts.breaker(m)) for m in others)
