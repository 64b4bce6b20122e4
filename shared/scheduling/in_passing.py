"""Work that callers do in passing, once in a while, where no scheduler does it."""

import random
from collections.abc import Callable

from shared import log
from shared.database import transactions
from shared.errors import ApiError
from shared.store import leases, server

SWEEP = "sweep"  # the job of the scheduler that does the same
_LATELY = 3_600_000  # milliseconds


def do(one_in: int, work: Callable[[], object], failure: str) -> None:
    """Do the work in one of so many calls; a failure is logged and is nobody's who called."""
    if random.randrange(one_in):  # noqa: S311
        return
    try:
        if not _is_scheduled():
            work()
    except ApiError as e:
        log.write("warning", failure, cause=e.reason)


def _is_scheduled() -> bool:
    """Whether it was done lately: then nobody's chat has to wait for it."""
    with transactions.reading() as tx:
        done = leases.find(tx, SWEEP)
        now = server.now(tx)
    return bool(done and done.ended_at and abs(now - done.ended_at) < _LATELY)
