"""What the database can count when somebody watches: users, tasks, usage, answers."""

import functools
from collections import Counter
from collections.abc import Callable

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Row, Transaction
from shared.store import (
    answers,
    counts,
    ledger,
    server,
    task_figures,
    tasks,
    usage,
    usage_sums,
    users,
)

SUMS = ("calls", "input_tokens", "output_tokens", "credits")

Count = Callable[[Transaction], list[Row]]
Totals = Counter[tuple[str, str, str]]  # by model, status, and one of SUMS


class TaskFigures(msgspec.Struct, frozen=True):
    """`oldest_due` is in milliseconds; failures and lost leases are of the last hour."""

    oldest_due: int
    failures: list[Row]
    lost_leases: int


class TableCounts(msgspec.Struct, frozen=True):
    """`answers` are those of the last hour, `usage` is of all time; `overdue` are credits."""

    users: list[Row]
    tasks: dict[str, int]
    usage: Totals
    answers: list[Row]
    task_figures: TaskFigures
    overdue: int


_MANY = 100_000  # rows of a table, from which on its counts are kept
_KEEPS = 3_600_000  # milliseconds; a sweep counts again long before
_COUNTS: dict[str, Count] = {"users": users.counts, "tasks": tasks.counts}


def take() -> TableCounts:
    """DatabaseDown when it cannot be asked."""
    with transactions.reading() as tx:
        known = {table: _kept(tx, table) for table in _COUNTS}
        usage_now = _usage(tx)
        lately = answers.since(tx, times.now() - usage.HOUR)
        figures, overdue = _task_figures(tx), ledger.overdue(tx, server.now(tx))
    found = {table: _count(table) if rows is None else rows for table, rows in known.items()}
    return TableCounts(
        users=found["users"],
        tasks={row["status"]: row["n"] for row in found["tasks"]},
        usage=usage_now,
        answers=lately,
        task_figures=figures,
        overdue=overdue,
    )


def refresh() -> None:
    """Count the tables again whose counts are kept, so that who watches does not wait for it."""
    for table in _COUNTS:
        with transactions.asking() as tx:
            kept = counts.find(tx, table)
        if kept:
            _count(table)


def _kept(tx: Transaction, table: str) -> list[Row] | None:
    """The counts that are kept of a table; None where it has to be counted."""
    kept = counts.find(tx, table)
    if not kept or kept["at"] < times.now() - _KEEPS:
        return None
    return msgspec.json.decode(kept["counts_json"], type=list[Row])


def _count(table: str) -> list[Row]:
    """The counts of a table, which are kept if it has many rows."""
    at = times.now()
    with transactions.asking() as tx:
        found = _COUNTS[table](tx)
    is_large = sum(row["n"] for row in found) >= _MANY
    with transactions.reading() as tx:
        was_large = counts.find(tx, table) is not None
    if is_large or was_large:
        transactions.atomically(functools.partial(_keep, table, found, at, is_large=is_large))
    return found


def _keep(table: str, found: list[Row], at: int, tx: Transaction, *, is_large: bool) -> None:
    if is_large:
        counts.put(tx, table, msgspec.json.encode(found).decode(), at)
    else:
        counts.remove(tx, table)


def _task_figures(tx: Transaction) -> TaskFigures:
    now = server.now(tx)
    since = task_figures.oldest_due(tx, now)
    failures = task_figures.failures(tx, now - usage.HOUR)
    lost = task_figures.lost_leases(tx, now - usage.HOUR)
    return TaskFigures(0 if since is None else now - since, failures, lost)


def _usage(tx: Transaction) -> Totals:
    totals = _plus(Counter(), usage_sums.totals(tx))
    return _plus(totals, usage.totals_of_calls(tx, usage_sums.SUMMED.get(tx)))


def _plus(totals: Totals, rows: list[Row]) -> Totals:
    more = {(row["model"], row["status"], name): int(row[name]) for row in rows for name in SUMS}
    return Counter({key: totals[key] + more.get(key, 0) for key in totals.keys() | more.keys()})
