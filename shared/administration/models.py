"""Models as administrators see, change and try them."""

import time
from typing import Annotated, Literal

import msgspec

from shared import ids, times
from shared.access import audit
from shared.access.audit import Actor
from shared.access.authentication import Caller
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import ApiError, InvalidRequest, NotFound, UpstreamError
from shared.http.request import Body
from shared.inference import breakers, calls
from shared.inference.ask import Ask
from shared.inference.embedding import EmbeddingAsk
from shared.llm import catalogue, providers
from shared.llm.catalogue import Model
from shared.llm.errors import ProviderError
from shared.llm.prices import Tier
from shared.store import models as rows
from shared.store.models import ModelRow

LEAST_CONTEXT, LEAST_OUTPUT = 256, 16  # tokens
_TRIAL = 30.0  # seconds
_TO_ANSWER = {"messages": [{"role": "user", "content": "你好"}], "max_tokens": 32}
_TO_EMBED = {"input": ["你好"]}
_TRIABLE = ("text", "embedding")

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
OfWords = Literal["text", "vision", "tools", "reasoning"]
Capability = OfWords | Literal["embedding", "image", "video", "rerank", "transcription", "speech"]
Amount = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]


class Price(msgspec.Struct, forbid_unknown_fields=True):
    """Credits per million tokens while the prompt has at most `up_to` tokens; of what draws or
    films, credits for a `unit` (a picture, a second) of at most `up_to` pixels."""

    input: Amount
    output: Amount
    up_to: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)] = 1_000_000_000
    cached: Amount | None = None
    reasoning: Amount | None = None
    unit: Amount | None = None


class ModelEntry(Body, kw_only=True):
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
    context_length: Annotated[int, msgspec.Meta(ge=LEAST_CONTEXT, le=1_000_000_000)] = 32_000
    max_output: Annotated[int, msgspec.Meta(ge=LEAST_OUTPUT, le=1_000_000_000)] = 8_000
    enabled: bool = True


class ModelShown(msgspec.Struct, frozen=True):
    id: str
    provider: str
    upstream_name: str
    description: str
    prices: list[Price]
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


def found() -> list[ModelShown]:
    states = breakers.states()
    return [_shown(model, states) for model in catalogue.current().models.values()]


def add(actor: Actor, given: ModelEntry) -> ModelShown:
    return _put(actor, given, "models.add")


def replace(actor: Actor, name: str, given: ModelEntry) -> ModelShown:
    if given.id != name:
        raise InvalidRequest("field_value", param="id", field="id")
    return _put(actor, given, "models.change")


def remove(actor: Actor, name: str) -> None:
    def drop(tx: Transaction) -> None:
        rows.changed(tx)
        before = rows.get_model(tx, name)
        rows.remove_model(tx, name)
        audit.note(tx, actor, "models.remove", name, _seen(before), None)

    transactions.atomically(drop)
    catalogue.refresh()


def try_out(caller: Caller, name: str) -> Trial:
    """Ask a model one short question; it is charged like any other. UpstreamError with the
    provider's own words, and its request id, when it does not answer; InvalidRequest for one that
    draws, or does something else that a question does not show."""
    model = catalogue.current().models.get(name)
    if not model:
        raise NotFound()
    if model.kind not in _TRIABLE:
        raise InvalidRequest("no_words", param="id", name=name, kind=model.kind)
    alone, begun = msgspec.structs.replace(model, fallbacks=()), time.monotonic()
    kind, question = (EmbeddingAsk, _TO_EMBED) if model.embeds else (Ask, _TO_ANSWER)
    ask = kind(ids.make(), caller, "test", "", alone, question, begun + _TRIAL)
    try:
        outcome = calls.complete(ask)
    except ApiError as e:
        if not isinstance(e.__cause__, ProviderError):
            raise
        raise UpstreamError("trial_failed", said=e.__cause__.detail) from e.__cause__
    ms = int((time.monotonic() - begun) * 1000)
    return Trial(True, ms, outcome.completion.model, outcome.completion.content)


def _put(actor: Actor, given: ModelEntry, action: str) -> ModelShown:
    def keep(tx: Transaction) -> None:
        rows.changed(tx)
        if given.provider not in providers.known(tx):
            raise InvalidRequest("field_value", param="provider", field="provider")
        row, before = _row(given), None
        if action == "models.add":
            rows.add_model(tx, row)
        else:
            before = rows.get_model(tx, given.id)
            row = msgspec.structs.replace(row, created_at=before.created_at)
            rows.replace_model(tx, row)
        audit.note(tx, actor, action, given.id, _seen(before), _seen(row))

    transactions.atomically(keep)
    return _shown(catalogue.refresh().models[given.id], breakers.states())


def _seen(row: ModelRow | None) -> dict[str, object] | None:
    """A row as the audit shows it."""
    return msgspec.structs.asdict(row) if row else None


def _row(given: ModelEntry) -> ModelRow:
    tiers = [Tier(p.up_to, p.input, p.output, p.cached, p.reasoning, p.unit) for p in given.prices]
    return ModelRow(
        name=given.id,
        provider=given.provider,
        upstream_name=given.upstream_name,
        description=given.description,
        prices_json=_json(sorted(tiers, key=lambda tier: tier.up_to)),
        capabilities_json=_json(given.capabilities),
        fallbacks_json=_json(given.fallbacks),
        context_length=given.context_length,
        max_output=given.max_output,
        enabled=int(given.enabled),
        created_at=times.now(),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _shown(model: Model, states: dict[str, str]) -> ModelShown:
    return ModelShown(
        id=model.name,
        provider=model.provider.name,
        upstream_name=model.upstream_name,
        description=model.description,
        prices=[
            Price(t.input, t.output, t.up_to, t.cached, t.reasoning, t.unit) for t in model.tiers
        ],
        capabilities=model.capabilities,
        fallbacks=model.fallbacks,
        context_length=model.context_length,
        max_output=model.max_output,
        enabled=model.enabled,
        breaker=states.get(f"{model.provider.name}/{model.upstream_name}", "closed"),
    )
