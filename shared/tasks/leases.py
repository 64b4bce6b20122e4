"""Who works on a task: one worker at a time, by the database's clock, as long as it says so.

A worker that dies says nothing any more, and the next takes over when its lease has run out. One
that was only slow finds out at its next write, which changes nothing.
"""

import random
import threading
import time
from collections.abc import Callable

from shared import ids, log
from shared.database import transactions
from shared.errors import Unavailable
from shared.store import server, task_leases, task_work
from shared.store.task_work import Row

LEASE = 60_000  # milliseconds
BEAT = 5.0  # seconds between two signs of life, which also tell of cancellation
_LOOKED_AT = 8
_EARLY = 1_000  # milliseconds by which a wake may come before what it was to come for


def is_any_due() -> bool:
    with transactions.reading() as tx:
        return task_leases.is_any_due(tx, server.now(tx))


def take(kinds: tuple[str, ...], task_id: str = "") -> Row | None:
    """Any task of these kinds that is due, or the one that is named; None when there is none."""
    with transactions.reading() as tx:
        now = server.now(tx)
        one = task_leases.find_due(tx, task_id, now + _EARLY, now) if task_id else None
        seen = [one] if one else []
        if not task_id:
            seen = task_leases.due(tx, kinds, now, _LOOKED_AT)
    random.shuffle(seen)  # so that many workers do not all try the same one
    for due in seen:
        owner = ids.make()
        with transactions.telling() as tx:
            ours = task_leases.take(tx, due, owner, now, now + LEASE)
        if ours:
            return _of(due.id, owner)
    return None


def _of(task_id: str, owner: str) -> Row | None:
    with transactions.asking() as tx:
        row = task_work.find(tx, task_id)
    return row if row and row.owner == owner else None


def write(row: Row) -> bool:
    """Keep what a worker has changed; False when it is not theirs any more."""
    with transactions.telling() as tx:
        return task_leases.change(tx, row)


def give_back(row: Row, seconds: float) -> int | None:
    """Nobody needs to look at it for so long, unless it was cancelled meanwhile; when it is due, or
    None when it is not theirs any more."""

    def change(tx: transactions.Transaction) -> int | None:
        if not task_leases.change(tx, row):  # which locks it: nobody cancels it until the commit
            return None
        status = task_leases.find_status(tx, row.id, row.owner)
        due = server.now(tx) + (round(seconds * 1000) if status == row.status else 0)
        task_leases.free(tx, row.id, row.owner, due)
        return due

    return transactions.atomically(change)


class Heart:
    """Prolongs a lease as long as the block goes on, and tells of what became of the task.

    `halt` is called with "cancelled", "lost" or, after `deadline` (of time.monotonic), "late"; what
    does not end then loses the lease. A database that does not answer for a moment
    is no reason to stop: the lease says for how long.
    """

    def __init__(
        self, row: Row, progress: Callable[[], int], halt: Callable[[str], None], deadline: float
    ) -> None:
        self._row, self._progress, self._halt, self._deadline = row, progress, halt, deadline
        self._status: str | None = row.status
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heart-{row.id}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while self._status is not None and not self._over.wait(BEAT):
            if time.monotonic() > self._deadline:
                self._halt("late")
                return
            try:
                status = self._beat()
            except Unavailable as e:
                log.write("warning", "lease not prolonged", task=self._row.id, cause=e.reason)
                continue
            if status != self._status:
                self._status = status
                self._halt(status or "lost")

    def _beat(self) -> str | None:
        row = self._row

        def prolong(tx: transactions.Transaction) -> str | None:
            until = server.now(tx) + LEASE
            task_leases.prolong(tx, row.id, row.owner, until, self._progress())
            return task_leases.find_status(tx, row.id, row.owner)

        return transactions.atomically(prolong)
