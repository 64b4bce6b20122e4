"""Who offers models: the environment's providers, and those that administrators add."""

from urllib.parse import urlsplit

import msgspec

from shared import log
from shared.config import environment
from shared.database.transactions import Transaction
from shared.store import models
from shared.store.models import ProviderRow

DEFAULT, EMBEDDING = "default", "embedding"  # of the environment
STUDIO, IMAGES = "dashscope", "images"  # of the environment too
STUDIO_QUIRKS = "dashscope"  # of whoever is asked by DashScope's own protocol
_QUIRKS = (("aliyuncs.com", "qwen"), ("volces.com", "ark"))


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


def known(tx: Transaction) -> dict[str, Provider]:
    """All by name: the environment's, and those of the table."""
    own = filter(None, (of_environment(), for_embeddings(), of_studio(), of_images()))
    found = {provider.name: provider for provider in own}
    return found | {row.name: _read(row) for row in models.all_providers(tx)}


def of_environment() -> Provider | None:
    settings = environment.settings()
    url, key = settings.openai_url, settings.openai_key
    return _named(DEFAULT, url, key, settings.demonstration)


def for_embeddings() -> Provider | None:
    """None where the first one embeds too."""
    settings = environment.settings()
    return _named(EMBEDDING, settings.embedding_url, settings.embedding_key)


def of_studio() -> Provider | None:
    """Model Studio by its own protocol."""
    settings = environment.settings()
    url, key = settings.dashscope_url, settings.dashscope_key
    return Provider(STUDIO, url, key, STUDIO_QUIRKS) if key else None


def of_images() -> Provider | None:
    settings = environment.settings()
    return _named(IMAGES, settings.images_url, settings.images_key)


def _named(name: str, url: str, key: str, demonstration: bool = False) -> Provider | None:
    if not url:
        return None
    host = urlsplit(url).hostname or ""
    quirks = next((quirks for end, quirks in _QUIRKS if host.endswith(end)), "plain")
    return Provider(name, url, key, quirks, demonstration)


def _read(row: ProviderRow) -> Provider:
    key = environment.provider_key(row.key_variable, row.base_url)
    if row.key_variable and not environment.may_send(row.key_variable, row.base_url):
        log.write("warning", "key not bound to the host", provider=row.name, url=row.base_url)
    return Provider(row.name, row.base_url, key, row.quirks)
