"""Sums of usage: hours that have ended are summed up, and the rows of old calls removed."""

import functools
from typing import Protocol

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import server, usage, usage_figures, usage_owners, usage_sums, usage_users
from shared.store.marks import Mark
from shared.store.usage import HOUR

_SETTLED = 300_000  # milliseconds that an hour is left alone after its end, for late rows


class _Sums(Protocol):
    """Sums of what is in `usage_hours`, each hour once."""

    SUMMED: Mark

    def sum_up(self, tx: Transaction, hour: int) -> None: ...


_ALL_SUMS: tuple[_Sums, ...] = (usage_sums, usage_owners, usage_figures, usage_users)


def roll_up(budget: Budget = batches.ENDLESS) -> int:
    """Sum up hours that have ended since the last time; returns how many had calls."""
    hours = batches.repeat(_roll_up_next, budget)
    for sums in _ALL_SUMS:
        batches.repeat(functools.partial(_sum_up_next, sums), budget)
    return hours


def purge(days: int, budget: Budget = batches.ENDLESS) -> int:
    """Remove the rows of calls older than `days`, if they are summed up; their hours stay."""
    with transactions.reading() as tx:
        summed = min(sums.SUMMED.get(tx) for sums in _ALL_SUMS)
        before = min(server.now(tx) - days * 24 * HOUR, summed)
    return batches.do(functools.partial(usage.remove_calls_before, at=before), budget)


def _roll_up_next(tx: Transaction) -> int:
    """Sum up the next hour that had calls; 0 when none is left."""
    until = (server.now(tx) - _SETTLED) // HOUR * HOUR
    begun = usage.ROLLED.locked(tx)
    first = usage.first_at(tx, begun)
    if first is None or first >= until:
        usage.ROLLED.move(tx, max(begun, until))
        return 0
    hour = first // HOUR * HOUR
    usage.roll_up(tx, hour)
    usage.ROLLED.move(tx, hour + HOUR)
    return 1


def _sum_up_next(sums: _Sums, tx: Transaction) -> int:
    """Add the next hour that was rolled up to the sums; 0 when none is left."""
    begun, until = sums.SUMMED.locked(tx), usage.ROLLED.get(tx)
    hour = usage_sums.next_hour(tx, begun, until)
    if hour is None:
        sums.SUMMED.move(tx, max(begun, until))
        return 0
    sums.sum_up(tx, hour)
    sums.SUMMED.move(tx, hour + HOUR)
    return 1
