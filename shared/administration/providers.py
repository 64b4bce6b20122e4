"""Providers as administrators see and change them."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.config import environment, key_hosts
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest
from shared.http.request import Body
from shared.llm import catalogue, providers
from shared.llm.providers import Provider
from shared.store import models as rows
from shared.store.models import ProviderRow

_LOCAL = ("127.0.0.1", "localhost", "::1")


class ProviderEntry(Body, kw_only=True):
    """A provider: its address, and the NAME of the variable that holds its key."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{1,40}$")]
    base_url: Annotated[str, msgspec.Meta(max_length=300)]
    key_variable: Annotated[str, msgspec.Meta(max_length=100)] = ""
    quirks: Literal["qwen", "ark", "plain", "dashscope"] = "plain"


class ProviderShown(msgspec.Struct, frozen=True):
    """`key_set` says whether the variable holds a key; the key itself is never shown."""

    name: str
    base_url: str
    key_variable: str
    quirks: str
    key_set: bool


def found() -> list[ProviderShown]:
    with transactions.reading() as tx:
        known, variables = providers.known(tx), {p.name: p for p in rows.all_providers(tx)}
    return [_shown(provider, variables.get(name)) for name, provider in known.items()]


def put(actor: Actor, given: ProviderEntry) -> ProviderShown:
    if given.name == providers.DEFAULT:
        raise InvalidRequest("field_value", param="name", field="name")
    _require_address(given.base_url)
    if given.key_variable:
        _require_bound(given.key_variable, given.base_url)
    row = ProviderRow(given.name, given.base_url, given.key_variable, given.quirks, times.now())

    def keep(tx: Transaction) -> ProviderShown:
        rows.changed(tx)
        before = rows.find_provider(tx, given.name)
        rows.put_provider(tx, row)
        audit.note(tx, actor, "providers.put", given.name, _seen(before), _seen(row))
        return _shown(providers.known(tx)[given.name], row)

    shown = transactions.atomically(keep)
    catalogue.refresh()
    return shown


def remove(actor: Actor, name: str) -> None:
    def drop(tx: Transaction) -> None:
        rows.changed(tx)
        before = rows.find_provider(tx, name)
        rows.remove_provider(tx, name)
        audit.note(tx, actor, "providers.remove", name, _seen(before), None)

    transactions.atomically(drop)
    catalogue.refresh()


def _require_address(base_url: str) -> None:
    if not _is_address(base_url):
        raise InvalidRequest("field_value", param="base_url", field="base_url")


def _require_bound(variable: str, base_url: str) -> None:
    if not key_hosts.KEY_VARIABLE.fullmatch(variable):
        raise InvalidRequest("key_variable_invalid", param="key_variable")
    if not environment.may_send(variable, base_url):
        host, setting = urlsplit(base_url).hostname, key_hosts.setting(variable)
        raise InvalidRequest("key_not_bound", param="key_variable", host=host, setting=setting)


def _is_address(base_url: str) -> bool:
    """https, or a server on this machine; nothing that may hold credentials, which would be shown,
    and nothing behind the path, to which ours is added."""
    try:
        url = urlsplit(base_url)
        valid = bool(url.hostname) and url.port != 0 and "@" not in url.netloc
        valid = valid and not {"?", "#"} & set(base_url)
    except ValueError:
        return False
    return valid and (url.scheme == "https" or (url.scheme == "http" and url.hostname in _LOCAL))


def _shown(provider: Provider, row: ProviderRow | None) -> ProviderShown:
    variable = row.key_variable if row else ""
    return ProviderShown(
        provider.name, provider.base_url, variable, provider.quirks, bool(provider.key)
    )


def _seen(row: ProviderRow | None) -> dict[str, object] | None:
    """A row as the audit shows it; what is named a key it would hide, and this is only a name."""
    if not row:
        return None
    shown = msgspec.structs.asdict(row)
    shown["variable"] = shown.pop("key_variable")
    return shown
