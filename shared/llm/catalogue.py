"""Models and their providers: from the environment, the price list, and the administrator."""

import itertools
import threading
from typing import NamedTuple

import msgspec

from shared import times
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest, Unavailable
from shared.llm import beside_words, price_list, prices, providers
from shared.llm.price_list import Listed
from shared.llm.prices import Tier
from shared.llm.providers import Provider
from shared.store import models
from shared.store.models import ModelRow

_FRESH = 5_000  # milliseconds


class Model(msgspec.Struct, frozen=True):
    name: str
    provider: Provider
    upstream_name: str
    description: str
    capabilities: tuple[str, ...]
    tiers: tuple[Tier, ...]
    context_length: int
    max_output: int
    fallbacks: tuple[str, ...]
    enabled: bool
    created_at: int = price_list.AS_OF  # milliseconds since 1970

    @property
    def demonstrates(self) -> bool:
        return self.provider.demonstrates

    @property
    def sees(self) -> bool:
        return "vision" in self.capabilities

    @property
    def embeds(self) -> bool:
        """Whether it answers with vectors, and not with words."""
        return "embedding" in self.capabilities

    @property
    def kind(self) -> str:
        """What it answers with: `text`, or the capability by which it does something else."""
        return next((one for one in beside_words.KINDS if one in self.capabilities), "text")

    @property
    def is_of_studio(self) -> bool:
        return self.provider.quirks == providers.STUDIO_QUIRKS

    def unit(self, pixels: int = 0) -> int | None:
        """Credits for a picture, or a second, of so many pixels; None where it is unknown."""
        return prices.unit(self.tiers, pixels)

    def price(self, prompt: int, output: int, cached: int = 0, reasoning: int = 0) -> int:
        """Credits for so many tokens."""
        return prices.price(self.tiers, prompt, output, cached, reasoning)

    def most(self, prompt: int, output: int) -> int:
        """The greatest price for so many tokens."""
        return prices.most(self.tiers, prompt, output)


class Catalogue(msgspec.Struct, frozen=True):
    """All models by name; `default` is the one that chats when nobody says which, "" where none
    does."""

    version: tuple[object, ...]
    default: str
    models: dict[str, Model]

    def find(self, name: str | None) -> Model | None:
        found = self.models.get(self.default if name is None else name)
        return found if found and found.enabled else None

    def first(self, kind: str, name: str | None) -> Model | None:
        """The one by that name, whatever its kind; without a name, the first of that kind."""
        if name is not None:
            return self.find(name)
        return next((model for model in self.enabled() if model.kind == kind), None)

    def enabled(self) -> list[Model]:
        return [model for model in self.models.values() if model.enabled]


class _Kept(NamedTuple):
    """What the tables said, by which reading, and when that began in milliseconds since 1970."""

    catalogue: Catalogue
    reading: int
    read_at: int

    @property
    def holds(self) -> bool:
        fresh = 0 <= times.now() - self.read_at < _FRESH
        return fresh and self.catalogue.version[0] == environment.settings()


_cached: _Kept | None = None
_lock = threading.Lock()
_readings = itertools.count()


def current() -> Catalogue:
    """The models now: a change holds at once in the process that made it, elsewhere in 5 s."""
    kept = _cached
    return kept.catalogue if kept and kept.holds else refresh()


def refresh() -> Catalogue:
    """The models as they are in the tables; read only when an administrator has changed them.

    Readings overlap, so that nobody waits for a database that hangs for somebody else; one that
    began earlier may have seen less, and never takes the place of a later one.
    """
    global _cached
    reading, now = next(_readings), times.now()
    kept = _Kept(_read(), reading, now)
    with _lock:
        if not _cached or _cached.reading < reading:
            _cached = kept
        return _cached.catalogue


def get(name: str | None) -> Model:
    """The model to ask; Unavailable when there is none at all, InvalidRequest for an unknown."""
    known = current()
    if not known.models or not (name or known.default):
        raise Unavailable("no_model")
    found = known.find(name)
    if not found:
        raise InvalidRequest("unknown_model", param="model", name=name)
    require_words(found)
    return found


def require_words(model: Model) -> None:
    """InvalidRequest for a model that answers with vectors, pictures …"""
    if model.embeds:
        raise InvalidRequest("only_embeds", param="model", name=model.name)
    if model.kind != "text":
        raise InvalidRequest("no_words", param="model", name=model.name, kind=model.kind)


def chain(model: Model, *, seeing: bool) -> list[Model]:
    """The model, and its fallbacks in their order: with `seeing` only those that can see."""
    if not model.fallbacks:
        return [model]
    known = current()
    found = (known.find(name) for name in model.fallbacks)
    alike = (other for other in found if other and other.kind == model.kind)
    return [model, *(other for other in alike if other.sees or not seeing)]


def _read() -> Catalogue:
    known = _cached
    with transactions.asking() as tx:
        version = (environment.settings(), models.version(tx))
    if known and known.catalogue.version == version:
        return known.catalogue
    with transactions.reading() as tx:
        return _made(tx, version)


def _made(tx: Transaction, version: tuple[object, ...]) -> Catalogue:
    found = {model.name: model for model in _from_environment()}
    known = providers.known(tx)
    for row in models.all_models(tx):
        if row.provider in known:
            found[row.name] = _model(row, known[row.provider])
    chatting = [one.name for one in found.values() if one.kind == "text" and one.enabled]
    default = environment.settings().openai_model
    return Catalogue(version, default if default in chatting else next(iter(chatting), ""), found)


def _from_environment() -> list[Model]:
    """The configured models, and at Model Studio all that the price list knows."""
    provider, settings = providers.of_environment(), environment.settings()
    listed: dict[str, Listed] = {}
    if provider:
        name = settings.openai_model
        listed[name] = price_list.QWEN.get(name, price_list.UNLISTED)
        listed |= price_list.QWEN if provider.quirks == "qwen" else {}
    found = [_listed(name, entry, provider) for name, entry in listed.items() if provider]
    embedder = providers.for_embeddings() or provider
    if settings.embedding_model and embedder:
        name = settings.embedding_model
        found.append(
            _listed(name, price_list.QWEN.get(name, price_list.UNLISTED_EMBEDDING), embedder)
        )
    return [*found, *(_listed(*entry) for entry in beside_words.offered())]


def _listed(name: str, entry: Listed, provider: Provider) -> Model:
    return Model(
        name=name,
        provider=provider,
        upstream_name=name,
        description=entry.description,
        capabilities=entry.capabilities,
        tiers=entry.tiers,
        context_length=entry.context_length,
        max_output=entry.max_output,
        fallbacks=(),
        enabled=True,
    )


def _model(row: ModelRow, provider: Provider) -> Model:
    return Model(
        name=row.name,
        provider=provider,
        upstream_name=row.upstream_name,
        description=row.description,
        capabilities=msgspec.json.decode(row.capabilities_json, type=tuple[str, ...]),
        tiers=msgspec.json.decode(row.prices_json, type=tuple[Tier, ...]),
        context_length=row.context_length,
        max_output=row.max_output,
        fallbacks=msgspec.json.decode(row.fallbacks_json, type=tuple[str, ...]),
        enabled=bool(row.enabled),
        created_at=row.created_at,
    )
