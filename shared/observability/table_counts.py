"""What the database can count when somebody watches: users, tasks, usage, answers."""

import time
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from shared import times
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Row, Transaction
from shared.store import answers, tasks, usage, usage_sums, users

SUMS = ("calls", "input_tokens", "output_tokens", "credits")

Count = Callable[[Transaction], list[Row]]
Totals = Counter[tuple[str, str, str]]  # by model, status, and one of SUMS


class TableCounts(msgspec.Struct, frozen=True):
    """`answers` are those of the last hour, `usage` is of all time."""

    users: list[Row]
    tasks: dict[str, int]
    usage: Totals
    answers: list[Row]


class _Kept(NamedTuple):
    until: float
    rows: list[Row]


_MANY = 100_000  # rows of a table, from which on its counts are kept
_KEEPS = 60.0  # seconds
_kept: dict[str, _Kept] = {}  # by table and database


def take() -> TableCounts:
    """DatabaseDown when it cannot be asked."""
    with transactions.reading() as tx:
        return TableCounts(
            users=_counted("users", users.counts, tx),
            tasks={row["status"]: row["n"] for row in _counted("tasks", tasks.counts, tx)},
            usage=_usage(tx),
            answers=answers.since(tx, times.now() - usage.HOUR),
        )


def _counted(table: str, count: Count, tx: Transaction) -> list[Row]:
    """The counts of a table; of one with many rows they may be a minute old."""
    name = f"{table} {environment.settings().database_url}"
    kept = _kept.get(name)
    if kept and time.monotonic() < kept.until:
        return kept.rows
    found = count(tx)
    if sum(row["n"] for row in found) >= _MANY:
        _kept[name] = _Kept(time.monotonic() + _KEEPS, found)
    return found


def _usage(tx: Transaction) -> Totals:
    totals = _plus(Counter(), usage_sums.totals(tx))
    return _plus(totals, usage.totals_of_calls(tx, usage_sums.summed_until(tx)))


def _plus(totals: Totals, rows: list[Row]) -> Totals:
    more = {(row["model"], row["status"], name): int(row[name]) for row in rows for name in SUMS}
    return Counter({key: totals[key] + more.get(key, 0) for key in totals.keys() | more.keys()})
