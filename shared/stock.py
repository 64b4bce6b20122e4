"""Providers and models as administrators see, change and try them."""

import time
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from shared import audit, breakers, calls, config, db, ids, models, times
from shared.audit import Act
from shared.auth import Caller
from shared.errors import InvalidRequest, NotFound
from shared.http import Body
from shared.meter import Ask
from shared.models import Model
from shared.price_list import Tier
from shared.store import models as rows
from shared.store.models import ModelRow, ProviderRow

_TRIAL = 30.0  # seconds
_LOCAL = ("127.0.0.1", "localhost", "::1")

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Capability = Literal["text", "vision", "tools", "reasoning"]
Amount = Annotated[int, msgspec.Meta(ge=0)]


class Supply(Body, kw_only=True):
    """A provider: its address, and the NAME of the variable that holds its key."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{1,40}$")]
    base_url: Annotated[str, msgspec.Meta(max_length=300)]
    key_variable: Annotated[str, msgspec.Meta(max_length=100)] = ""
    quirks: Literal["qwen", "ark", "plain"] = "plain"


class Price(msgspec.Struct, forbid_unknown_fields=True):
    """Credits per million tokens while the prompt has at most `up_to` tokens."""

    input: Amount
    output: Amount
    up_to: Annotated[int, msgspec.Meta(ge=1)] = 1_000_000_000
    cached: Amount | None = None
    reasoning: Amount | None = None


class Offer(Body, kw_only=True):
    """A model; `fallbacks` are asked in order when it fails."""

    id: Word
    provider: Word
    upstream_name: Word
    prices: Annotated[list[Price], msgspec.Meta(min_length=1, max_length=10)]
    description: Annotated[str, msgspec.Meta(max_length=300)] = ""
    capabilities: list[Capability] = msgspec.field(default_factory=lambda: ["text"])
    fallbacks: Annotated[list[Word], msgspec.Meta(max_length=5)] = msgspec.field(
        default_factory=list
    )
    context_length: Annotated[int, msgspec.Meta(ge=256)] = 32_000
    max_output: Annotated[int, msgspec.Meta(ge=16)] = 8_000
    enabled: bool = True


class SupplyShown(msgspec.Struct, frozen=True):
    """`key_set` says whether the variable holds a key; the key itself is never shown."""

    name: str
    base_url: str
    key_variable: str
    quirks: str
    key_set: bool


class OfferShown(msgspec.Struct, frozen=True):
    id: str
    provider: str
    upstream_name: str
    description: str
    prices: tuple[Tier, ...]
    capabilities: tuple[str, ...]
    fallbacks: tuple[str, ...]
    context_length: int
    max_output: int
    enabled: bool
    breaker: str


class Trial(msgspec.Struct, frozen=True):
    """How a model answered one short question."""

    ok: bool
    ms: int
    model: str
    said: str


def providers() -> list[SupplyShown]:
    with db.reading() as tx:
        return [_supply(row) for row in rows.all_providers(tx)]


def put_provider(act: Act, given: Supply) -> SupplyShown:
    _require_address(given.base_url)
    if given.key_variable and not config.KEY_VARIABLE.fullmatch(given.key_variable):
        raise InvalidRequest("key_variable_invalid", param="key_variable")
    row = ProviderRow(given.name, given.base_url, given.key_variable, given.quirks, times.now())
    with db.transaction() as tx:
        rows.put_provider(tx, row)
        rows.changed(tx)
        audit.note(tx, act, "providers.put", given.name, None, msgspec.to_builtins(given))
    return _supply(row)


def remove_provider(act: Act, name: str) -> None:
    with db.transaction() as tx:
        rows.remove_provider(tx, name)
        rows.changed(tx)
        audit.note(tx, act, "providers.remove", name, None, None)


def offers() -> list[OfferShown]:
    states = breakers.states()
    return [_offer(model, states) for model in models.catalogue().models.values()]


def add(act: Act, given: Offer) -> OfferShown:
    return _put(act, given, "models.add")


def replace(act: Act, name: str, given: Offer) -> OfferShown:
    if given.id != name:
        raise InvalidRequest("field_value", param="id", field="id")
    return _put(act, given, "models.change")


def remove(act: Act, name: str) -> None:
    with db.transaction() as tx:
        rows.remove_model(tx, name)
        rows.changed(tx)
        audit.note(tx, act, "models.remove", name, None, None)


def try_out(caller: Caller, name: str) -> Trial:
    """Ask a model one short question; it is charged like any other."""
    model = models.catalogue().models.get(name)
    if not model:
        raise NotFound()
    begun = time.monotonic()
    question = {"messages": [{"role": "user", "content": "你好"}], "max_tokens": 32}
    ask = Ask(ids.make(), caller, "test", "", model, question, begun + _TRIAL)
    outcome = calls.complete(ask)
    ms = int((time.monotonic() - begun) * 1000)
    return Trial(True, ms, outcome.completion.model, outcome.completion.content)


def _put(act: Act, given: Offer, action: str) -> OfferShown:
    row = _row(given)
    with db.transaction() as tx:
        if given.provider not in {p.name for p in rows.all_providers(tx)}:
            raise InvalidRequest("field_value", param="provider", field="provider")
        before = None
        if action == "models.add":
            rows.add_model(tx, row)
        else:
            before = msgspec.to_builtins(rows.get_model(tx, given.id))
            rows.replace_model(tx, row)
        rows.changed(tx)
        audit.note(tx, act, action, given.id, before, msgspec.to_builtins(given))
    return _offer(models.catalogue().models[given.id], breakers.states())


def _row(given: Offer) -> ModelRow:
    tiers = [Tier(p.up_to, p.input, p.output, p.cached, p.reasoning) for p in given.prices]
    return ModelRow(
        name=given.id,
        provider=given.provider,
        upstream_name=given.upstream_name,
        description=given.description,
        prices_json=_json(sorted(tiers)),
        capabilities_json=_json(given.capabilities),
        fallbacks_json=_json(given.fallbacks),
        context_length=given.context_length,
        max_output=given.max_output,
        enabled=int(given.enabled),
        created_at=times.now(),
    )


def _require_address(base_url: str) -> None:
    """https, or a server on this machine."""
    url = urlsplit(base_url)
    if not url.hostname or (url.scheme != "https" and url.hostname not in _LOCAL):
        raise InvalidRequest("field_value", param="base_url", field="base_url")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _supply(row: ProviderRow) -> SupplyShown:
    key_set = bool(config.provider_key(row.key_variable))
    return SupplyShown(row.name, row.base_url, row.key_variable, row.quirks, key_set)


def _offer(model: Model, states: dict[str, str]) -> OfferShown:
    return OfferShown(
        id=model.name,
        provider=model.provider.name,
        upstream_name=model.upstream_name,
        description=model.description,
        prices=model.tiers,
        capabilities=model.capabilities,
        fallbacks=model.fallbacks,
        context_length=model.context_length,
        max_output=model.max_output,
        enabled=model.enabled,
        breaker=states.get(f"{model.provider.name}/{model.upstream_name}", "closed"),
    )
