"""Work that one instance does at a time: it holds a lease in the database meanwhile.

All times are the database's: an instance whose clock is wrong takes nothing from the others.
"""

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from shared import ids
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.store import leases, server

DONE, FAILED = "done", "failed"
_WAITED = 60_000  # milliseconds by which another's `now` may be later, who was let through first
ALERT = "alert:"  # begins the names of those that are no job's, but the pause of an alert


class Term(NamedTuple):
    """Seconds: `longest` is when others take over from a holder that died, `rest` how long nobody
    begins again after a success. What two timers start at once is done once so."""

    longest: int
    rest: int = 0


@contextmanager
def held(name: str, term: Term) -> Iterator[bool]:
    """Whether the lease was free, and is ours in the block; its end and outcome are noted."""
    owner = _owner()
    begun = transactions.atomically(lambda tx: _take(tx, name, owner, term))
    if begun is None:
        yield False
        return
    try:
        yield True
    except BaseException as e:
        _end(name, owner, 0, f"{FAILED}: {type(e).__name__}")
        raise
    _end(name, owner, begun + term.rest * 1000, DONE)


def _take(tx: Transaction, name: str, owner: str, term: Term) -> int | None:
    """When it was taken; None when another has it. One that ends later than any of ours could was
    given by a clock that was wrong, and holds nobody up."""
    now = server.now(tx)
    until, latest = now + term.longest * 1000, now + max(term) * 1000 + _WAITED
    return now if leases.take(tx, name, owner, now, until, latest) else None


def _end(name: str, owner: str, until: int, outcome: str) -> None:
    def note(tx: Transaction) -> None:
        now = server.now(tx)
        leases.end(tx, name, owner, now, max(now, until), outcome)

    transactions.atomically(note)


def _owner() -> str:
    """This process, and this taking: two threads of one process are two."""
    return f"{_process(os.getpid())}-{ids.make()}"


@functools.cache
def _process(pid: int) -> str:
    return f"{os.uname().nodename[:24]}-{pid}"
