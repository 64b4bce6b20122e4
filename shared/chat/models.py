"""The models as everybody sees them."""

import msgspec

from shared.http.response import Response, render
from shared.llm import catalogue
from shared.llm.catalogue import Model

_FRESH = 300  # seconds that a client, not a cache for all, may keep the list


class Prices(msgspec.Struct, frozen=True):
    """Credits per million tokens of a short prompt and its answer."""

    input: int
    output: int


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
    response = render(ModelList([_card(model) for model in catalogue.current().enabled()]))
    response.headers["Cache-Control"] = f"private, max-age={_FRESH}"
    return response


def _card(model: Model) -> Card:
    return Card(
        id=model.name,
        name=model.name,
        description=model.description,
        capabilities=model.capabilities,
        context_length=model.context_length,
        prices=Prices(model.tiers[0].input, model.tiers[0].output),
        demonstration=model.demonstrates,
    )
