"""Models and their providers: from the environment, the price list, and the administrator."""

import threading
from urllib.parse import urlsplit

import msgspec

from shared import log, times
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest, Unavailable
from shared.llm import price_list, prices
from shared.llm.price_list import Listed
from shared.llm.prices import Tier
from shared.store import models
from shared.store.models import ModelRow, ProviderRow

DEFAULT_PROVIDER, EMBEDDING_PROVIDER = "default", "embedding"  # of the environment
_QUIRKS = (("aliyuncs.com", "qwen"), ("volces.com", "ark"))
_FRESH = 5_000  # milliseconds


class Provider(msgspec.Struct, frozen=True):
    """`quirks` names the dialect of the protocol: qwen, ark or plain.

    `demonstrates` is whether its answers only show how the product works: the local model's.
    """

    name: str
    base_url: str
    key: str
    quirks: str
    demonstrates: bool = False

    def __repr__(self) -> str:
        return f"Provider({self.name!r}, {self.base_url!r})"


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

    def price(self, prompt: int, output: int, cached: int = 0, reasoning: int = 0) -> int:
        """Credits for so many tokens."""
        return prices.price(self.tiers, prompt, output, cached, reasoning)

    def most(self, prompt: int, output: int) -> int:
        """The greatest price for so many tokens."""
        return prices.most(self.tiers, prompt, output)


class Catalogue(msgspec.Struct, frozen=True):
    """All models by name; `default` is the one that chats when nobody says which."""

    version: tuple[object, ...]
    default: str
    models: dict[str, Model]

    def find(self, name: str | None) -> Model | None:
        found = self.models.get(self.default if name is None else name)
        return found if found and found.enabled else None

    def enabled(self) -> list[Model]:
        return [model for model in self.models.values() if model.enabled]


_cached: Catalogue | None = None
_checked_at = 0  # milliseconds since 1970
_lock = threading.Lock()


def current() -> Catalogue:
    """The models now: a change holds at once in the process that made it, elsewhere in 5 s."""
    kept = _cached
    same = kept and kept.version[0] == environment.settings()
    if kept and same and 0 <= times.now() - _checked_at < _FRESH:
        return kept
    return refresh()


def refresh() -> Catalogue:
    """The models as they are in the tables; read only when an administrator has changed them."""
    global _cached, _checked_at
    now = times.now()
    with transactions.asking() as tx:
        version = (environment.settings(), models.version(tx))
    fresh = _cached
    if not fresh or fresh.version != version:
        with transactions.reading() as tx:
            fresh = _read(tx, version)
    with _lock:
        _cached, _checked_at = fresh, now
    return fresh


def get(name: str | None) -> Model:
    """The model to ask; Unavailable when there is none at all, InvalidRequest for an unknown."""
    known = current()
    if not known.models:
        raise Unavailable("no_model")
    found = known.find(name)
    if not found:
        raise InvalidRequest("unknown_model", param="model", name=name or known.default)
    require_words(found)
    return found


def require_words(model: Model) -> None:
    """InvalidRequest for a model that answers with vectors."""
    if model.embeds:
        raise InvalidRequest("only_embeds", param="model", name=model.name)


def chain(model: Model, *, seeing: bool) -> list[Model]:
    """The model, and its fallbacks in their order: with `seeing` only those that can see."""
    if not model.fallbacks:
        return [model]
    known = current()
    found = (known.find(name) for name in model.fallbacks)
    alike = (other for other in found if other and other.embeds == model.embeds)
    return [model, *(other for other in alike if other.sees or not seeing)]


def providers(tx: Transaction) -> dict[str, Provider]:
    """All by name: the environment's, and those of the table."""
    own = filter(None, (_environment_provider(), _embedding_provider()))
    found = {provider.name: provider for provider in own}
    return found | {row.name: _provider(row) for row in models.all_providers(tx)}


def _read(tx: Transaction, version: tuple[object, ...]) -> Catalogue:
    found = {model.name: model for model in _from_environment()}
    known = providers(tx)
    for row in models.all_models(tx):
        if row.provider in known:
            found[row.name] = _model(row, known[row.provider])
    chatting = [name for name, model in found.items() if not model.embeds]
    default = environment.settings().openai_model
    return Catalogue(version, default if default in chatting else next(iter(chatting), ""), found)


def _environment_provider() -> Provider | None:
    settings = environment.settings()
    url, key = settings.openai_url, settings.openai_key
    return _named(DEFAULT_PROVIDER, url, key, settings.demonstration)


def _embedding_provider() -> Provider | None:
    """None where the first one embeds too."""
    settings = environment.settings()
    return _named(EMBEDDING_PROVIDER, settings.embedding_url, settings.embedding_key)


def _named(name: str, url: str, key: str, demonstration: bool = False) -> Provider | None:
    if not url:
        return None
    host = urlsplit(url).hostname or ""
    quirks = next((quirks for end, quirks in _QUIRKS if host.endswith(end)), "plain")
    return Provider(name, url, key, quirks, demonstration)


def _from_environment() -> list[Model]:
    """The configured models, and at Model Studio all that the price list knows."""
    provider, settings = _environment_provider(), environment.settings()
    listed: dict[str, Listed] = {}
    if provider:
        name = settings.openai_model
        listed[name] = price_list.QWEN.get(name, price_list.UNLISTED)
        listed |= price_list.QWEN if provider.quirks == "qwen" else {}
    found = [_listed(name, entry, provider) for name, entry in listed.items() if provider]
    embedder = _embedding_provider() or provider
    if settings.embedding_model and embedder:
        name = settings.embedding_model
        found.append(
            _listed(name, price_list.QWEN.get(name, price_list.UNLISTED_EMBEDDING), embedder)
        )
    return found


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


def _provider(row: ProviderRow) -> Provider:
    key = environment.provider_key(row.key_variable, row.base_url)
    if row.key_variable and not environment.may_send(row.key_variable, row.base_url):
        log.write("warning", "key not bound to the host", provider=row.name, url=row.base_url)
    return Provider(row.name, row.base_url, key, row.quirks)


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
