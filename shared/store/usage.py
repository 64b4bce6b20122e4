"""Tables `usage_calls` (one small row per call, no texts) and `usage_hours` (their sums)."""

import msgspec

from shared.database.transactions import Row, Transaction
from shared.store import rows
from shared.store.marks import Mark

HOUR = 3_600_000  # milliseconds
ROLLED = Mark("usage_hours")


class Call(msgspec.Struct, frozen=True):
    id: str
    user_id: str
    key_id: str
    project: str
    model: str
    provider: str
    endpoint: str
    status: str
    end_reason: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    reasoning_tokens: int
    credits: int
    first_ms: int
    total_ms: int
    at: int


DIMENSIONS = ("user_id", "key_id", "project", "model", "provider", "endpoint", "status")
SUMS = (
    "input_tokens",
    "output_tokens",
    "cached_tokens",
    "reasoning_tokens",
    "credits",
    "first_ms",
    "total_ms",
)
_AGEING = rows.Ageing("usage_calls", ("id",), "at", "usage_calls_at")
_GROUP = ", ".join(DIMENSIONS)
_SUMS = ", ".join(f"SUM({name}) AS {name}" for name in SUMS)
_KEPT = "model, provider, endpoint, status"
_THEIRS = (
    f"INSERT INTO usage_hours (hour, user_id, key_id, project, {_KEPT}, calls, {', '.join(SUMS)})"  # noqa: S608
    f" SELECT hour, :other_id, '', '', {_KEPT}, SUM(calls), {', '.join(f'SUM({n})' for n in SUMS)}"
    " FROM usage_hours AS theirs WHERE user_id = :user_id AND hour <= :until"
    f" GROUP BY hour, {_KEPT}"
)
_ADD_HOURS = {
    "sqlite": f"{_THEIRS} ON CONFLICT (hour, {_GROUP}) DO UPDATE SET "
    + ", ".join(f"{n} = usage_hours.{n} + excluded.{n}" for n in ("calls", *SUMS)),
    "mysql": f"{_THEIRS} ON DUPLICATE KEY UPDATE "
    + ", ".join(f"{n} = usage_hours.{n} + VALUES({n})" for n in ("calls", *SUMS)),
}


def add(tx: Transaction, call: Call) -> None:
    rows.add_later(tx, "usage_calls", call)


def has(tx: Transaction, call_id: str) -> bool:
    return tx.one("SELECT id FROM usage_calls WHERE id = :id", id=call_id) is not None


def first_at(tx: Transaction, since: int) -> int | None:
    """When the first call from `since` on ended."""
    row = tx.one("SELECT MIN(at) AS at FROM usage_calls WHERE at >= :since", since=since)
    return row["at"] if row else None


def roll_up(tx: Transaction, hour: int) -> None:
    """Sum up the calls of one hour; again, it gives the same."""
    tx.run("DELETE FROM usage_hours WHERE hour = :hour", hour=hour)
    tx.run(
        f"INSERT INTO usage_hours (hour, {_GROUP}, calls, {', '.join(SUMS)})"  # noqa: S608
        f" SELECT :hour, {_GROUP}, COUNT(*), {', '.join(f'SUM({name})' for name in SUMS)}"
        " FROM usage_calls WHERE at >= :hour AND at < :until"
        f" GROUP BY {_GROUP}",
        hour=hour,
        until=hour + HOUR,
    )


def failures(tx: Transaction, since: int) -> list[Row]:
    """For each provider how many `calls` there were, and how many it `failed` to answer."""
    return tx.all(
        "SELECT provider, COUNT(*) AS calls,"
        " SUM(CASE WHEN end_reason IN ('upstream_error', 'timeout') THEN 1 ELSE 0 END) AS failed"
        " FROM usage_calls WHERE at >= :since GROUP BY provider ORDER BY provider",
        since=since,
    )


def totals_of_calls(tx: Transaction, since: int) -> list[Row]:
    """Sums of each model and status, of the calls since then."""
    return tx.all(
        f"SELECT model, status, COUNT(*) AS calls, {_SUMS} FROM usage_calls"  # noqa: S608
        " WHERE at >= :since GROUP BY model, status",
        since=since,
    )


def remove_calls_before(tx: Transaction, at: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, at, most)


def hours_of(tx: Transaction, user_id: str, limit: int) -> list[int]:
    """The hours of a user's first rows, earliest first."""
    found = tx.all(
        "SELECT hour FROM usage_hours WHERE user_id = :user_id ORDER BY hour LIMIT :limit",
        user_id=user_id,
        limit=limit,
    )
    return [row["hour"] for row in found]


def add_hours_to(tx: Transaction, other_id: str, user_id: str, until: int) -> None:
    """Add a user's hours up to `until` to those of another, who names neither key nor project."""
    tx.run(_ADD_HOURS[tx.dialect], other_id=other_id, user_id=user_id, until=until)


def remove_hours(tx: Transaction, user_id: str, until: int) -> None:
    tx.run(
        "DELETE FROM usage_hours WHERE user_id = :user_id AND hour <= :until",
        user_id=user_id,
        until=until,
    )
