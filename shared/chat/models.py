"""The models as everybody sees them."""

import msgspec

from shared.http.response import Response, render
from shared.llm import catalogue
from shared.llm.catalogue import Model

_FRESH = 300  # seconds that a client, not a cache for all, may keep the list


class Unit(msgspec.Struct, frozen=True):
    """Credits for a picture, or for a second, while it has at most so many pixels."""

    up_to: int
    credits: int


class Prices(msgspec.Struct, frozen=True, omit_defaults=True):
    """Credits per million tokens of a short prompt and its answer; by the piece where it is no
    text: a picture, a second of film or sound."""

    input: int
    output: int
    units: list[Unit] = []


class Card(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str
    capabilities: tuple[str, ...]
    context_length: int
    prices: Prices
    demonstration: bool


class ModelList(msgspec.Struct, frozen=True):
    data: list[Card]


def page() -> Response:
    """The one that answers who names none comes first."""
    known = catalogue.current()
    offered = sorted(known.enabled(), key=lambda model: model.name != known.default)
    response = render(ModelList([_card(model) for model in offered]))
    response.headers["Cache-Control"] = f"private, max-age={_FRESH}"
    return response


def _card(model: Model) -> Card:
    return Card(
        id=model.name,
        name=model.name,
        description=model.description,
        capabilities=model.capabilities,
        context_length=model.context_length,
        prices=_prices(model),
        demonstration=model.demonstrates,
    )


def _prices(model: Model) -> Prices:
    units = [Unit(tier.up_to, tier.unit) for tier in model.tiers if tier.unit is not None]
    return Prices(model.tiers[0].input, model.tiers[0].output, units)
