"""Table `tasks`: which of them are due, and who works on them until when.

Who has a lease writes with its `owner`; a statement that changes no row says that somebody else
has it, or that it is gone.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows
from shared.store.task_work import WAITING, Row


class Due(msgspec.Struct, frozen=True):
    """What somebody may take; `lease_until` is 0 unless who had it last never gave it back."""

    id: str
    queue: str
    step: str
    lease_until: int
    next_at: int


_DUE = rows.columns(Due)
_CHANGED = (
    *("id", "owner", "step", "attempt", "misses", "upstream_id", "upstream_request"),
    *("answer_json", "units_json", "credits", "files_json"),
)
_OURS = "WHERE id = :id AND owner = :owner AND unfinished = 1"


def due(tx: Transaction, kinds: tuple[str, ...], now: int, most: int) -> list[Due]:
    """Those that have waited longest of some kinds."""
    places, values = rows.listed(kinds)
    found = tx.all(
        f"SELECT {_DUE} FROM tasks WHERE unfinished = 1 AND next_at <= :now"  # noqa: S608
        f" AND lease_until <= :now AND kind IN ({places}) ORDER BY next_at LIMIT :most",
        now=now,
        most=most,
        **values,
    )
    return [Due(**row) for row in found]


def all_due(tx: Transaction, now: int, most: int) -> list[Due]:
    """Those that have waited longest, of all kinds."""
    found = tx.all(
        f"SELECT {_DUE} FROM tasks WHERE unfinished = 1 AND next_at <= :now"  # noqa: S608
        " AND lease_until <= :now ORDER BY next_at LIMIT :most",
        now=now,
        most=most,
    )
    return [Due(**row) for row in found]


def is_any_due(tx: Transaction, now: int) -> bool:
    row = tx.one(
        "SELECT id FROM tasks WHERE unfinished = 1 AND next_at <= :now AND lease_until <= :now"
        " LIMIT 1",
        now=now,
    )
    return row is not None


def find_due(tx: Transaction, task_id: str, by: int, now: int) -> Due | None:
    """The task, if it is due by then, and nobody has it now."""
    row = tx.one(
        f"SELECT {_DUE} FROM tasks WHERE id = :id AND unfinished = 1"  # noqa: S608
        " AND next_at <= :by AND lease_until <= :now",
        id=task_id,
        by=by,
        now=now,
    )
    return Due(**row) if row else None


def take(tx: Transaction, seen: Due, owner: str, now: int, until: int) -> bool:
    """Lease it until then, if it is as it was seen: False when somebody else was first."""
    crashed = int(seen.lease_until > 0)
    return bool(
        tx.run(
            "UPDATE tasks SET owner = :owner, lease_until = :until,"
            " crashes = crashes + :crashed, attempt = attempt + :failed,"
            " started_at = COALESCE(started_at, :now),"
            " status = CASE WHEN status = 'queued' THEN 'running' ELSE status END"
            " WHERE id = :id AND lease_until = :seen AND next_at = :due AND unfinished = 1",
            id=seen.id,
            owner=owner,
            until=until,
            crashed=crashed,
            failed=crashed * int(seen.step != WAITING),
            now=now,
            seen=seen.lease_until,
            due=seen.next_at,
        )
    )


def prolong(tx: Transaction, task_id: str, owner: str, until: int, progress: int) -> bool:
    """Keep the lease, and show how far it is: never less than it was."""
    return bool(
        tx.run(
            "UPDATE tasks SET lease_until = :until,"  # noqa: S608
            " progress = CASE WHEN progress < :progress THEN :progress ELSE progress END"
            f" {_OURS}",
            id=task_id,
            owner=owner,
            until=until,
            progress=progress,
        )
    )


def find_status(tx: Transaction, task_id: str, owner: str) -> str | None:
    """The status of who has the lease; None when they have it no more, or its user has left."""
    row = tx.one(
        "SELECT t.status AS status FROM tasks t JOIN users u ON u.id = t.user_id"
        " WHERE t.id = :id AND t.owner = :owner AND t.unfinished = 1 AND u.role <> 'withdrawn'",
        id=task_id,
        owner=owner,
    )
    return row["status"] if row else None


def change(tx: Transaction, row: Row) -> bool:
    """Write what a worker knows of a task but its status, which others change too, and its lease;
    False when it is not theirs any more."""
    return bool(
        tx.run(
            "UPDATE tasks SET step = :step, attempt = :attempt, misses = :misses,"  # noqa: S608
            " upstream_id = :upstream_id, upstream_request = :upstream_request,"
            " answer_json = :answer_json, units_json = :units_json, credits = :credits,"
            f" files_json = :files_json {_OURS}",
            **{name: getattr(row, name) for name in _CHANGED},
        )
    )


def free(tx: Transaction, task_id: str, owner: str, next_at: int) -> None:
    """End a lease: the task is due then."""
    tx.run(
        f"UPDATE tasks SET lease_until = 0, owner = '', next_at = :next_at {_OURS}",  # noqa: S608
        id=task_id,
        owner=owner,
        next_at=next_at,
    )
