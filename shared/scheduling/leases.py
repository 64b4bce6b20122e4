"""Work that one instance does at a time: it holds a lease in the database meanwhile."""

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from shared import ids, times
from shared.database import transactions
from shared.store import leases

DONE, FAILED = "done", "failed"
ALERT = "alert:"  # begins the names of those that are no job's, but the pause of an alert


class Term(NamedTuple):
    """Seconds: `longest` is when others take over from a holder that died, `rest` how long nobody
    begins again after a success. What two timers start at once is done once so."""

    longest: int
    rest: int = 0


@contextmanager
def held(name: str, term: Term) -> Iterator[bool]:
    """Whether the lease was free, and is ours in the block; its end and outcome are noted."""
    owner, begun = _owner(), times.now()
    if not _take(name, owner, begun, term):
        yield False
        return
    try:
        yield True
    except BaseException as e:
        _end(name, owner, times.now(), f"{FAILED}: {type(e).__name__}")
        raise
    _end(name, owner, begun + term.rest * 1000, DONE)


def _take(name: str, owner: str, begun: int, term: Term) -> bool:
    until = begun + term.longest * 1000
    return transactions.atomically(lambda tx: leases.take(tx, name, owner, begun, until))


def _end(name: str, owner: str, until: int, outcome: str) -> None:
    now = times.now()
    transactions.atomically(lambda tx: leases.end(tx, name, owner, now, max(now, until), outcome))


def _owner() -> str:
    """This process, and this taking: two threads of one process are two."""
    return f"{_process(os.getpid())}-{ids.make()}"


@functools.cache
def _process(pid: int) -> str:
    return f"{os.uname().nodename[:24]}-{pid}"
