"""Work on many rows, batch by batch: each is a transaction of its own, so that nobody waits long
for one; what is left when the budget is used is the next run's."""

import functools
import math
import time
from collections.abc import Callable
from typing import Protocol

from shared.database import transactions
from shared.database.transactions import Transaction

_FIRST, _FEWEST, _MOST = 100, 20, 2_000  # rows of a batch
_AIM = 0.02  # seconds that a batch should take
_LONGEST_PAUSE = 1.0  # seconds


class Budget:
    """Seconds that some work may take, from now on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def is_used(self) -> bool:
        return time.monotonic() >= self._end


ENDLESS = Budget(math.inf)


class Some(Protocol):
    """Works on at most so many rows; returns on how many."""

    def __call__(self, tx: Transaction, *, most: int) -> int: ...


def do(some: Some, budget: Budget) -> int:
    """Work until fewer rows are found than may be, at least once; returns on how many."""
    done, most = 0, _FIRST
    while True:
        count, took = _timed(functools.partial(some, most=most))
        done += count
        if count < most or budget.is_used:
            return done
        most = _fitting(most, took)


def repeat(step: Callable[[Transaction], int], budget: Budget) -> int:
    """Take a step until one finds nothing to do, at least once; returns what they did together."""
    done = 0
    while True:
        count, _ = _timed(step)
        done += count
        if not count or budget.is_used:
            return done


def _timed(step: Callable[[Transaction], int]) -> tuple[int, float]:
    """What a step did, and its seconds; then others may write for as long."""
    begun = time.monotonic()
    count = transactions.atomically(step)
    took = time.monotonic() - begun
    if count:
        time.sleep(min(took, _LONGEST_PAUSE))
    return count, took


def _fitting(most: int, took: float) -> int:
    """As many rows as should take _AIM, and no more than twice as many as before."""
    fitting = round(most * min(2.0, _AIM / max(took, 0.001)))
    return min(max(fitting, _FEWEST), _MOST)
