"""Table `settings`: what administrators chose, as JSON by name."""

from shared.database.transactions import Transaction

_PUT = {
    "sqlite": "INSERT INTO settings (name, value_json, updated_at)"
    " VALUES (:name, :value_json, :now)"
    " ON CONFLICT (name) DO UPDATE SET value_json = :value_json, updated_at = :now",
    "mysql": "INSERT INTO settings (name, value_json, updated_at)"
    " VALUES (:name, :value_json, :now)"
    " ON DUPLICATE KEY UPDATE value_json = :value_json, updated_at = :now",
}


def all(tx: Transaction, *, but: str = "") -> dict[str, str]:
    """All `but` one, which may be large."""
    found = tx.all(
        "SELECT name, value_json FROM settings WHERE name <> :but ORDER BY name", but=but
    )
    return {row["name"]: row["value_json"] for row in found}


def find(tx: Transaction, name: str) -> str | None:
    row = tx.one("SELECT value_json FROM settings WHERE name = :name", name=name)
    return str(row["value_json"]) if row else None


def put(tx: Transaction, name: str, value_json: str, now: int) -> None:
    """Add or replace."""
    tx.run(_PUT[tx.dialect], name=name, value_json=value_json, now=now)


def remove(tx: Transaction, name: str) -> None:
    """Remove what may be there."""
    tx.run("DELETE FROM settings WHERE name = :name", name=name)
