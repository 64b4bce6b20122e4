"""Table `versions`: numbers by name, which only grow."""

from shared.database.transactions import Transaction

_ADD = {
    "sqlite": "INSERT INTO versions (name, version) VALUES (:name, :amount)"
    " ON CONFLICT (name) DO UPDATE SET version = version + :amount",
    "mysql": "INSERT INTO versions (name, version) VALUES (:name, :amount)"
    " ON DUPLICATE KEY UPDATE version = version + :amount",
}


def get(tx: Transaction, name: str) -> int:
    row = tx.one("SELECT version FROM versions WHERE name = :name", name=name)
    return int(row["version"]) if row else 0


def add(tx: Transaction, name: str, amount: int) -> int:
    """Raise a version; returns it. Nobody else changes it until the commit, also if by 0."""
    tx.run(_ADD[tx.dialect], name=name, amount=amount)
    return get(tx, name)
