"""Tables `usage_calls` (one small row per call, no texts) and `usage_hours` (their sums)."""

from typing import Any

import msgspec

from shared.database.transactions import Row, Transaction
from shared.store import rows, versions

HOUR = 3_600_000  # milliseconds
_ROLLED = "usage_hours"


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


class Filter(msgspec.Struct, frozen=True):
    """Calls from `since` (inclusive) to `until`; an empty word is any."""

    since: int
    until: int
    user_id: str = ""
    model: str = ""
    project: str = ""
    key_id: str = ""
    endpoint: str = ""
    status: str = ""


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
_WORDS = ("user_id", "model", "project", "key_id", "endpoint", "status")
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
_WHERE = " AND ".join(f"(:{name} = '' OR {name} = :{name})" for name in _WORDS)


def add(tx: Transaction, call: Call) -> None:
    rows.add(tx, "usage_calls", call)


def rolled_until(tx: Transaction) -> int:
    """The end of the last hour that was summed up, in milliseconds; 0 before the first."""
    return versions.get(tx, _ROLLED)


def rolled_until_locked(tx: Transaction) -> int:
    """The same, and nobody else sums up until the commit."""
    return versions.add(tx, _ROLLED, 0)


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


def set_rolled_until(tx: Transaction, until: int) -> None:
    versions.add(tx, _ROLLED, until - versions.get(tx, _ROLLED))


def sums(tx: Transaction, wanted: Filter, rolled: int) -> list[Row]:
    """Sums per hour and dimensions: of whole hours that were summed up, of calls elsewhere."""
    return [*_of_hours(tx, wanted, rolled), *_of_calls(tx, wanted, rolled)]


def _of_hours(tx: Transaction, wanted: Filter, rolled: int) -> list[Row]:
    since, until = _whole_hours(wanted, rolled)
    return tx.all(
        f"SELECT hour, {_GROUP}, SUM(calls) AS calls, {_SUMS} FROM usage_hours"  # noqa: S608
        f" WHERE hour >= :since AND hour < :until AND {_WHERE} GROUP BY hour, {_GROUP}",
        **_values(wanted, since, until),
    )


def _of_calls(tx: Transaction, wanted: Filter, rolled: int) -> list[Row]:
    since, until = _whole_hours(wanted, rolled)
    return tx.all(
        f"SELECT at - at % {HOUR} AS hour, {_GROUP}, COUNT(*) AS calls, {_SUMS}"  # noqa: S608
        " FROM usage_calls"
        " WHERE ((at >= :begin AND at < :since) OR (at >= :until AND at < :end))"
        f" AND {_WHERE} GROUP BY at - at % {HOUR}, {_GROUP}",
        begin=wanted.since,
        end=wanted.until,
        **_values(wanted, since, until),
    )


def _whole_hours(wanted: Filter, rolled: int) -> tuple[int, int]:
    """The part of the filter's time that hours can answer: whole, and summed up already."""
    since = -(-wanted.since // HOUR) * HOUR
    until = min(wanted.until // HOUR * HOUR, rolled)
    return (since, until) if since < until else (wanted.since, wanted.since)


def _values(wanted: Filter, since: int, until: int) -> dict[str, Any]:
    words = {name: getattr(wanted, name) for name in _WORDS}
    return {"since": since, "until": until, **words}


def failures(tx: Transaction, since: int) -> list[Row]:
    """For each provider how many `calls` there were, and how many it `failed` to answer."""
    return tx.all(
        "SELECT provider, COUNT(*) AS calls,"
        " SUM(CASE WHEN end_reason IN ('upstream_error', 'timeout') THEN 1 ELSE 0 END) AS failed"
        " FROM usage_calls WHERE at >= :since GROUP BY provider ORDER BY provider",
        since=since,
    )


def totals_of_hours(tx: Transaction, since: int, until: int) -> list[Row]:
    """Sums of each model and status."""
    return tx.all(
        f"SELECT model, status, SUM(calls) AS calls, {_SUMS} FROM usage_hours"  # noqa: S608
        " WHERE hour >= :since AND hour < :until GROUP BY model, status",
        since=since,
        until=until,
    )


def totals_of_calls(tx: Transaction, since: int) -> list[Row]:
    """The same, of calls that no hour has yet."""
    return tx.all(
        f"SELECT model, status, COUNT(*) AS calls, {_SUMS} FROM usage_calls"  # noqa: S608
        " WHERE at >= :since GROUP BY model, status",
        since=since,
    )


def remove_calls_before(tx: Transaction, at: int, *, most: int) -> int:
    return rows.remove_below(tx, "usage_calls", "at", at, most)


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
