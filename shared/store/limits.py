"""Table `limits`: hits of somebody (`who`) on something (`name`) within a window of time."""

from collections.abc import Sequence

from shared.database.transactions import Transaction
from shared.store import rows

_AGEING = rows.Ageing("limits", ("name", "who", "window_start"), "window_start", "limits_of")
_ADD = {
    "sqlite": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, :amount)"
    " ON CONFLICT (name, who, window_start) DO UPDATE SET hits = hits + :amount RETURNING hits",
    "mysql": "INSERT INTO limits (name, who, window_start, hits)"
    " VALUES (:name, :who, :window_start, CAST(LAST_INSERT_ID(:amount) AS SIGNED))"
    " ON DUPLICATE KEY UPDATE hits = CAST(LAST_INSERT_ID(hits + :amount) AS SIGNED)",
}


def hit(tx: Transaction, name: str, who: str, window_start: int) -> int:
    """Count one hit; returns how many there are in the window with it."""
    return add(tx, name, who, window_start, 1)


def add(tx: Transaction, name: str, who: str, window_start: int, amount: int) -> int:
    """Count `amount`; returns how many there are in the window with it."""
    values = {"name": name, "who": who, "window_start": window_start, "amount": amount}
    return tx.number(_ADD[tx.dialect], **values) or 0


def add_later(tx: Transaction, name: str, who: str, window_start: int, amount: int) -> None:
    """Count `amount` with the next statement, or the commit."""
    values = {"name": name, "who": who, "window_start": window_start, "amount": amount}
    tx.later(_ADD[tx.dialect], **values)


def give_back(tx: Transaction, name: str, who: str, window_start: int) -> None:
    """With the next statement, or the commit."""
    tx.later(
        "UPDATE limits SET hits = hits - 1 WHERE name = :name AND who = :who"
        " AND window_start = :window_start AND hits > 0",
        name=name,
        who=who,
        window_start=window_start,
    )


def of_both(
    tx: Transaction, one: tuple[str, str], other: tuple[str, str], since: int
) -> tuple[int, int]:
    """The hits of all windows from `since` on, of two names and whom they count."""
    row = tx.one(
        "SELECT (SELECT COALESCE(SUM(hits), 0) FROM limits"
        " WHERE name = :name AND who = :who AND window_start >= :since) AS one,"
        " (SELECT COALESCE(SUM(hits), 0) FROM limits"
        " WHERE name = :other_name AND who = :other_who AND window_start >= :since) AS other",
        name=one[0],
        who=one[1],
        other_name=other[0],
        other_who=other[1],
        since=since,
    )
    return (int(row["one"]), int(row["other"])) if row else (0, 0)


def hits_of(tx: Transaction, windows: Sequence[tuple[str, str, int]]) -> list[int]:
    """The hits of each window: its name, whom it counts, and when it began."""
    given = list(enumerate(windows))
    each = (f"(name = :n{n} AND who = :w{n} AND window_start = :s{n})" for n, _ in given)
    found = tx.all(
        f"SELECT name, who, window_start, hits FROM limits WHERE {' OR '.join(each)}",  # noqa: S608
        **{f"{word}{n}": value for n, of in given for word, value in zip("nws", of, strict=True)},
    )
    hits = {(row["name"], row["who"], row["window_start"]): row["hits"] for row in found}
    return [hits.get(window, 0) for window in windows]


def remove(tx: Transaction, name: str, who: str) -> None:
    """With the next statement, or the commit."""
    tx.later("DELETE FROM limits WHERE name = :name AND who = :who", name=name, who=who)


def remove_like(tx: Transaction, name: str, like: str) -> int:
    return tx.run("DELETE FROM limits WHERE name = :name AND who LIKE :like", name=name, like=like)


def next_name(tx: Transaction, after: str) -> str | None:
    """The name that follows another; asked again and again, it leaps over all their rows."""
    row = tx.one("SELECT MIN(name) AS name FROM limits WHERE name > :after", after=after)
    return row["name"] if row else None


def remove_older(tx: Transaction, name: str, than: int, *, most: int) -> int:
    """Remove at most so many windows of a name that began before `than`."""
    return rows.remove_below(tx, _AGEING, than, most, name=name)
