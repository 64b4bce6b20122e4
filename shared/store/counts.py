"""Table `table_counts`: how many rows there were in tables that have many, as JSON."""

from shared.database.transactions import Row, Transaction

_PUT = {
    "sqlite": "INSERT INTO table_counts (name, counts_json, at) VALUES (:name, :counts_json, :at)"
    " ON CONFLICT (name) DO UPDATE SET counts_json = :counts_json, at = :at",
    "mysql": "INSERT INTO table_counts (name, counts_json, at) VALUES (:name, :counts_json, :at)"
    " ON DUPLICATE KEY UPDATE counts_json = :counts_json, at = :at",
}


def find(tx: Transaction, name: str) -> Row | None:
    """The `counts_json` of a table, and when (`at`) they were right."""
    return tx.one("SELECT counts_json, at FROM table_counts WHERE name = :name", name=name)


def put(tx: Transaction, name: str, counts_json: str, at: int) -> None:
    tx.run(_PUT[tx.dialect], name=name, counts_json=counts_json, at=at)


def remove(tx: Transaction, name: str) -> None:
    """Remove what may be there."""
    tx.run("DELETE FROM table_counts WHERE name = :name", name=name)
