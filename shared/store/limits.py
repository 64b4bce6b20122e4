"""Table `limits`: hits of somebody (`who`) on something (`name`) within a window of time."""

from shared.database.transactions import Transaction
from shared.store import rows

_AGEING = rows.Ageing("limits", ("name", "who", "window_start"), "window_start", "limits_of")
_ADD = {
    "sqlite": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, :amount)"
    " ON CONFLICT (name, who, window_start) DO UPDATE SET hits = hits + :amount",
    "mysql": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, :amount)"
    " ON DUPLICATE KEY UPDATE hits = hits + :amount",
}


def hit(tx: Transaction, name: str, who: str, window_start: int) -> int:
    """Count one hit; returns how many there are in the window with it."""
    return add(tx, name, who, window_start, 1)


def add(tx: Transaction, name: str, who: str, window_start: int, amount: int) -> int:
    """Count `amount`; returns how many there are in the window with it."""
    tx.run(_ADD[tx.dialect], name=name, who=who, window_start=window_start, amount=amount)
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


def since(tx: Transaction, name: str, who: str, window_start: int) -> int:
    """The hits of all windows from `window_start` on."""
    row = tx.one(
        "SELECT COALESCE(SUM(hits), 0) AS hits FROM limits"
        " WHERE name = :name AND who = :who AND window_start >= :window_start",
        name=name,
        who=who,
        window_start=window_start,
    )
    return int(row["hits"]) if row else 0


def remove(tx: Transaction, name: str, who: str) -> None:
    tx.run("DELETE FROM limits WHERE name = :name AND who = :who", name=name, who=who)


def remove_like(tx: Transaction, name: str, like: str) -> int:
    return tx.run("DELETE FROM limits WHERE name = :name AND who LIKE :like", name=name, like=like)


def next_name(tx: Transaction, after: str) -> str | None:
    """The name that follows another; asked again and again, it leaps over all their rows."""
    row = tx.one("SELECT MIN(name) AS name FROM limits WHERE name > :after", after=after)
    return row["name"] if row else None


def remove_older(tx: Transaction, name: str, than: int, *, most: int) -> int:
    """Remove at most so many windows of a name that began before `than`."""
    return rows.remove_below(tx, _AGEING, than, most, name=name)
