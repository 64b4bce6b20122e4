"""Table `tasks`, as those see it who watch over all, and clear away what is old."""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Row, Transaction
from shared.store import rows

_AGEING = rows.Ageing("tasks", ("id",), "ended_at", "tasks_ended")
_KEPT_REQUESTS = 7 * 86_400_000  # milliseconds before a bound in which requests are looked for


class Left(msgspec.Struct, frozen=True):
    """A task that came to nothing, with outputs that may still be there."""

    id: str
    user_id: str
    files_json: str


def oldest_due(tx: Transaction, now: int) -> int | None:
    """Since when the one is due that nobody works on for longest; None when there is none."""
    row = tx.one(
        "SELECT MIN(next_at) AS since FROM tasks"
        " WHERE unfinished = 1 AND next_at <= :now AND lease_until <= :now",
        now=now,
    )
    return row["since"] if row else None


def failures(tx: Transaction, since: int) -> list[Row]:
    """Of each `kind` and `error`: how many (`n`) failed, `ambiguous` of them in a call of which
    nobody knows what it made."""
    return tx.all(
        "SELECT kind, error, COUNT(*) AS n,"
        " SUM(CASE WHEN step = 'calling' THEN 1 ELSE 0 END) AS ambiguous"
        " FROM tasks WHERE ended_at >= :since AND status = 'failed' GROUP BY kind, error",
        since=since,
    )


def lost_leases(tx: Transaction, since: int) -> int:
    """Of the tasks that have ended since: how often their worker died or was too slow."""
    row = tx.one(
        "SELECT COALESCE(SUM(crashes), 0) AS n FROM tasks WHERE ended_at >= :since", since=since
    )
    return int(row["n"]) if row else 0


def overdue(tx: Transaction, than: int, now: int, most: int) -> list[str]:
    """The ids of some whose deadline was before, and that nobody works on."""
    found = tx.all(
        "SELECT id FROM tasks WHERE unfinished = 1 AND next_at <= :now AND lease_until <= :now"
        " AND deadline_at < :than ORDER BY next_at LIMIT :most",
        than=than,
        now=now,
        most=most,
    )
    return [row["id"] for row in found]


def left_behind(tx: Transaction, since: int, most: int) -> list[Left]:
    found = tx.all(
        "SELECT id, user_id, files_json FROM tasks WHERE ended_at >= :since AND unfinished = 0"
        " AND status IN ('failed', 'cancelled') AND files_json IS NOT NULL LIMIT :most",
        since=since,
        most=most,
    )
    return [Left(**row) for row in found]


def with_old_requests(tx: Transaction, than: int, most: int) -> list[str]:
    """The ids of some that ended before, and whose request is kept."""
    found = tx.all(
        "SELECT id FROM tasks WHERE ended_at >= :since AND ended_at < :than AND unfinished = 0"
        " AND request_json <> '{}' LIMIT :most",
        since=than - _KEPT_REQUESTS,
        than=than,
        most=most,
    )
    return [row["id"] for row in found]


def forget_requests(tx: Transaction, ids: Sequence[str]) -> int:
    places, values = rows.listed(ids)
    return tx.run(f"UPDATE tasks SET request_json = '{{}}' WHERE id IN ({places})", **values)  # noqa: S608


def remove_older(tx: Transaction, than: int, *, most: int) -> int:
    """Remove at most so many of those that ended before."""
    return rows.remove_below(tx, _AGEING, than, most)
