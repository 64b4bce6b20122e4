"""Tables `usage_sums` (of an hour, whoever called) and `usage_totals` (of all hours): as many rows
as there are models and endpoints, however many calls.

They are summed from `usage_hours`, up to a mark of their own.
"""

from shared.database.transactions import Row, Transaction
from shared.store.marks import Mark
from shared.store.usage import SUMS

DIMENSIONS = ("model", "provider", "endpoint", "status")
SUMMED = Mark("usage_sums")
_NUMBERS = ("calls", *SUMS)
_NAMES, _GROUP = ", ".join(_NUMBERS), ", ".join(DIMENSIONS)
_SUMS = ", ".join(f"SUM({name})" for name in _NUMBERS)
_INTO_TOTALS = (
    f"INSERT INTO usage_totals (model, status, {_NAMES})"  # noqa: S608
    f" SELECT model, status, {_SUMS} FROM usage_sums WHERE hour = :hour GROUP BY model, status"
)
_ADD = {
    "sqlite": f"{_INTO_TOTALS} ON CONFLICT (model, status) DO UPDATE SET "
    + ", ".join(f"{name} = usage_totals.{name} + excluded.{name}" for name in _NUMBERS),
    "mysql": f"{_INTO_TOTALS} ON DUPLICATE KEY UPDATE "
    + ", ".join(f"{name} = usage_totals.{name} + VALUES({name})" for name in _NUMBERS),
}


def next_hour(tx: Transaction, since: int, until: int) -> int | None:
    """The first hour of `usage_hours` from `since` on and before `until`."""
    row = tx.one(
        "SELECT MIN(hour) AS hour FROM usage_hours WHERE hour >= :since AND hour < :until",
        since=since,
        until=until,
    )
    return row["hour"] if row else None


def sum_up(tx: Transaction, hour: int) -> None:
    """Sum up an hour; to be done once for each."""
    tx.run(
        f"INSERT INTO usage_sums (hour, {_GROUP}, {_NAMES})"  # noqa: S608
        f" SELECT hour, {_GROUP}, {_SUMS} FROM usage_hours WHERE hour = :hour"
        f" GROUP BY hour, {_GROUP}",
        hour=hour,
    )
    tx.run(_ADD[tx.dialect], hour=hour)


def totals(tx: Transaction) -> list[Row]:
    """The sums of each `model` and `status`, of all hours until the mark."""
    return tx.all(f"SELECT model, status, {_NAMES} FROM usage_totals")  # noqa: S608
