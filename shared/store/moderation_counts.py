"""Table `moderation_counts`: how often something was refused, or not checked, by day and label."""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows

_ADD = {
    "sqlite": "INSERT INTO moderation_counts (day, place, outcome, label, hits, last_at)"
    " VALUES (:day, :place, :outcome, :label, 1, :now)"
    " ON CONFLICT (day, place, outcome, label) DO UPDATE SET hits = hits + 1, last_at = :now",
    "mysql": "INSERT INTO moderation_counts (day, place, outcome, label, hits, last_at)"
    " VALUES (:day, :place, :outcome, :label, 1, :now)"
    " ON DUPLICATE KEY UPDATE hits = hits + 1, last_at = :now",
}


class Count(msgspec.Struct, frozen=True):
    """`outcome` is refused, let_through or held_back; the latter two were not checked."""

    day: str
    place: str
    outcome: str
    label: str
    hits: int
    last_at: int


_COLUMNS = rows.columns(Count)


def add(tx: Transaction, day: str, place: str, outcome: str, label: str, now: int) -> None:
    """Count one more."""
    tx.run(_ADD[tx.dialect], day=day, place=place, outcome=outcome, label=label, now=now)


def between(tx: Transaction, first: str, last: str) -> list[Count]:
    """Of the days from `first` to `last`, the newest first."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM moderation_counts"  # noqa: S608
        " WHERE day >= :first AND day <= :last ORDER BY day DESC, hits DESC, place, outcome, label",
        first=first,
        last=last,
    )
    return [Count(**row) for row in found]


def failed_since(tx: Transaction, day: str, at: int) -> list[Count]:
    """What was not checked on a day, or later, and last since then."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM moderation_counts"  # noqa: S608
        " WHERE day >= :day AND last_at >= :at AND outcome <> 'refused'"
        " ORDER BY place, outcome, label",
        day=day,
        at=at,
    )
    return [Count(**row) for row in found]
