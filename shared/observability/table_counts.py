"""What the database can count when somebody watches: users, tasks, usage, answers."""

from collections import Counter

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Row, Transaction
from shared.store import answers, tasks, usage, usage_sums, users

SUMS = ("calls", "input_tokens", "output_tokens", "credits")

Totals = Counter[tuple[str, str, str]]  # by model, status, and one of SUMS


class TableCounts(msgspec.Struct, frozen=True):
    """`answers` are those of the last hour, `usage` is of all time."""

    users: list[Row]
    tasks: dict[str, int]
    usage: Totals
    answers: list[Row]


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
    totals = _plus(Counter(), usage_sums.totals(tx))
    return _plus(totals, usage.totals_of_calls(tx, usage_sums.summed_until(tx)))


def _plus(totals: Totals, rows: list[Row]) -> Totals:
    more = {(row["model"], row["status"], name): int(row[name]) for row in rows for name in SUMS}
    return Counter({key: totals[key] + more.get(key, 0) for key in totals.keys() | more.keys()})
