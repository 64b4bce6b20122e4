"""Table `limits`: hits of somebody (`who`) on something (`name`) within a window of time."""

from shared.db import Transaction

_HIT = {
    "sqlite": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, 1)"
    " ON CONFLICT (name, who, window_start) DO UPDATE SET hits = hits + 1",
    "mysql": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, 1)"
    " ON DUPLICATE KEY UPDATE hits = hits + 1",
}


def hit(tx: Transaction, name: str, who: str, window_start: int) -> int:
    """Count one hit; returns how many there are in the window with it."""
    tx.run(_HIT[tx.dialect], name=name, who=who, window_start=window_start)
    row = tx.one(
        "SELECT hits FROM limits"
        " WHERE name = :name AND who = :who AND window_start = :window_start",
        name=name,
        who=who,
        window_start=window_start,
    )
    return int(row["hits"]) if row else 0


def give_back(tx: Transaction, name: str, who: str, window_start: int) -> None:
    tx.run(
        "UPDATE limits SET hits = hits - 1 WHERE name = :name AND who = :who"
        " AND window_start = :window_start AND hits > 0",
        name=name,
        who=who,
        window_start=window_start,
    )
