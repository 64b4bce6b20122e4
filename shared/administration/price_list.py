"""The list prices that a version came with, from which an administrator adds models."""

import msgspec

from shared import times
from shared.administration.models import LEAST_CONTEXT, LEAST_OUTPUT, Price
from shared.llm import price_list, studio_prices
from shared.llm.price_list import Listed


class ListedModel(msgspec.Struct, frozen=True):
    """What the list says of a model: its name is also that at the provider."""

    id: str
    description: str
    prices: list[Price]
    capabilities: tuple[str, ...]
    context_length: int
    max_output: int


class PriceList(msgspec.Struct, frozen=True):
    """`as_of` says when the prices were looked up."""

    as_of: str
    data: list[ListedModel]


def shipped() -> PriceList:
    every = price_list.QWEN | studio_prices.STUDIO
    return PriceList(
        times.iso(price_list.AS_OF), [_listed(name, one) for name, one in every.items()]
    )


def _listed(name: str, one: Listed) -> ListedModel:
    prices = [Price(t.input, t.output, t.up_to, t.cached, t.reasoning, t.unit) for t in one.tiers]
    return ListedModel(
        id=name,
        description=one.description,
        prices=prices,
        capabilities=one.capabilities,
        context_length=max(one.context_length, LEAST_CONTEXT),
        max_output=max(one.max_output, LEAST_OUTPUT),
    )
