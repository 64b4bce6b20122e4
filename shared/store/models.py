"""Tables `providers` and `models`, and the version that their caches are held against."""

import msgspec

from shared.database.errors import Duplicate
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.store import rows, versions


class ProviderRow(msgspec.Struct, frozen=True):
    name: str
    base_url: str
    key_variable: str
    quirks: str
    created_at: int


class ModelRow(msgspec.Struct, frozen=True):
    name: str
    provider: str
    upstream_name: str
    description: str
    prices_json: str
    capabilities_json: str
    fallbacks_json: str
    context_length: int
    max_output: int
    enabled: int
    created_at: int


_PROVIDER, _MODEL = rows.columns(ProviderRow), rows.columns(ModelRow)


def version(tx: Transaction) -> int:
    return versions.get(tx, "models")


def changed(tx: Transaction) -> None:
    """Let every instance read the tables again; nobody else changes them until the commit."""
    versions.add(tx, "models", 1)


def all_providers(tx: Transaction) -> list[ProviderRow]:
    found = tx.all(f"SELECT {_PROVIDER} FROM providers ORDER BY name")  # noqa: S608
    return [ProviderRow(**row) for row in found]


def all_models(tx: Transaction) -> list[ModelRow]:
    found = tx.all(f"SELECT {_MODEL} FROM models ORDER BY created_at, name")  # noqa: S608
    return [ModelRow(**row) for row in found]


def find_provider(tx: Transaction, name: str) -> ProviderRow | None:
    row = tx.one(f"SELECT {_PROVIDER} FROM providers WHERE name = :name", name=name)  # noqa: S608
    return ProviderRow(**row) if row else None


def put_provider(tx: Transaction, row: ProviderRow) -> None:
    """Add or replace."""
    changed_rows = tx.run(
        "UPDATE providers SET base_url = :base_url, key_variable = :key_variable,"
        " quirks = :quirks WHERE name = :name",
        base_url=row.base_url,
        key_variable=row.key_variable,
        quirks=row.quirks,
        name=row.name,
    )
    if not changed_rows:
        rows.add(tx, "providers", row)


def remove_provider(tx: Transaction, name: str) -> None:
    used = tx.one("SELECT name FROM models WHERE provider = :name LIMIT 1", name=name)
    if used:
        raise Conflict("provider_used")
    if not tx.run("DELETE FROM providers WHERE name = :name", name=name):
        raise NotFound()


def add_model(tx: Transaction, row: ModelRow) -> None:
    try:
        rows.add(tx, "models", row)
    except Duplicate as e:
        raise Conflict(param="id") from e


def get_model(tx: Transaction, name: str) -> ModelRow:
    row = tx.one(f"SELECT {_MODEL} FROM models WHERE name = :name", name=name)  # noqa: S608
    if not row:
        raise NotFound()
    return ModelRow(**row)


def replace_model(tx: Transaction, row: ModelRow) -> None:
    remove_model(tx, row.name)
    rows.add(tx, "models", row)


def remove_model(tx: Transaction, name: str) -> None:
    if not tx.run("DELETE FROM models WHERE name = :name", name=name):
        raise NotFound()
