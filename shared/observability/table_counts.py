"""What the database can count when somebody watches: users, tasks, usage, answers."""

from collections import Counter
from typing import NamedTuple

import msgspec

from shared import times
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Row, Transaction
from shared.store import answers, tasks, usage, users

SUMS = ("calls", "input_tokens", "output_tokens", "credits")

Totals = Counter[tuple[str, str, str]]  # by model, status, and one of SUMS


class TableCounts(msgspec.Struct, frozen=True):
    """`answers` are those of the last hour, `usage` is of all time."""

    users: list[Row]
    tasks: dict[str, int]
    usage: Totals
    answers: list[Row]


class _Summed(NamedTuple):
    until: int
    totals: Totals


_summed: dict[str, _Summed] = {}  # by database: hours that were summed up do not change


def take() -> TableCounts:
    """DatabaseDown when it cannot be asked."""
    with transactions.reading() as tx:
        return TableCounts(
            users=users.counts(tx),
            tasks=tasks.count_by_status(tx),
            usage=_usage(tx),
            answers=answers.since(tx, times.now() - usage.HOUR),
        )


def _usage(tx: Transaction) -> Totals:
    url, rolled = environment.settings().database_url, usage.rolled_until(tx)
    known = _summed.get(url)
    if not known or known.until > rolled:
        known = _Summed(0, Counter())
    hours = usage.totals_of_hours(tx, known.until, rolled)
    _summed[url] = known = _Summed(rolled, _plus(known.totals, hours))
    return _plus(known.totals, usage.totals_of_calls(tx, rolled))


def _plus(totals: Totals, rows: list[Row]) -> Totals:
    more = {(row["model"], row["status"], name): int(row[name]) for row in rows for name in SUMS}
    return Counter({key: totals[key] + more.get(key, 0) for key in totals.keys() | more.keys()})
