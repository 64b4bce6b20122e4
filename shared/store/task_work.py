"""Table `tasks`, as those see it who work on them.

A task is `unfinished` until it has ended and was paid for or given back: who cancels one sees it
cancelled at once, while a provider may still be at it.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows

QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED = (
    *("queued", "running", "succeeded", "failed", "cancelled"),
)
NEW, CALLING, WAITING, STORING = "new", "calling", "waiting", "storing"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Instants are the database's. `attempt` counts what came to nothing, `crashes` leases that ran
    out, `misses` polls in a row of which the provider knew nothing; `reserved` is in credits."""

    id: str
    user_id: str
    kind: str
    status: str = QUEUED
    progress: int = 0
    result_json: str = "null"
    error: str | None = None
    credits: int = 0
    created_at: int
    started_at: int | None = None
    ended_at: int | None = None
    unfinished: int = 1
    queue: str
    step: str = NEW
    attempt: int = 0
    crashes: int = 0
    misses: int = 0
    next_at: int
    lease_until: int = 0
    owner: str = ""
    deadline_at: int
    reserved: int = 0
    model: str = ""
    upstream_id: str = ""
    upstream_request: str = ""
    request_json: str | None = None
    asked_json: str | None = None
    answer_json: str | None = None
    units_json: str | None = None
    error_json: str | None = None
    files_json: str | None = None
    once: str | None = None


_COLUMNS = rows.columns(Row)
_ENDED = (
    *("id", "status", "step", "progress", "result_json", "error", "error_json", "credits"),
    *("units_json", "files_json", "request_json", "upstream_request", "ended_at"),
)
_LOCK = {"sqlite": "", "mysql": " FOR UPDATE"}  # a writer of SQLite is alone anyway


def add_later(tx: Transaction, row: Row) -> None:
    """With the next statement or the commit."""
    rows.add_later(tx, "tasks", row)


def find(tx: Transaction, task_id: str) -> Row | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM tasks WHERE id = :id", id=task_id)  # noqa: S608
    return Row(**row) if row else None


def find_once(tx: Transaction, user_id: str, once: str) -> Row | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM tasks WHERE user_id = :user_id AND once = :once",  # noqa: S608
        user_id=user_id,
        once=once,
    )
    return Row(**row) if row else None


def find_locked(tx: Transaction, task_id: str) -> Row | None:
    """As it is now; nobody else changes it until the commit."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM tasks WHERE id = :id{_LOCK[tx.dialect]}",  # noqa: S608
        id=task_id,
    )
    return Row(**row) if row else None


def forget_once(tx: Transaction, task_id: str) -> None:
    tx.run("UPDATE tasks SET once = NULL WHERE id = :id", id=task_id)


def count_unfinished_of(tx: Transaction, user_id: str) -> int:
    row = tx.one(
        "SELECT COUNT(*) AS n FROM tasks WHERE user_id = :user_id AND unfinished = 1",
        user_id=user_id,
    )
    return int(row["n"]) if row else 0


def count_at_provider(tx: Transaction, model: str) -> int:
    """How many of a model were begun and have not arrived."""
    row = tx.one(
        "SELECT COUNT(*) AS n FROM tasks WHERE unfinished = 1 AND model = :model"
        " AND step IN ('calling', 'waiting')",
        model=model,
    )
    return int(row["n"]) if row else 0


def end(tx: Transaction, row: Row) -> None:
    """Write the end of one that is locked."""
    tx.run(
        "UPDATE tasks SET status = :status, unfinished = 0, lease_until = 0, owner = '',"
        " step = :step, progress = :progress, result_json = :result_json, error = :error,"
        " error_json = :error_json, credits = :credits, units_json = :units_json,"
        " answer_json = NULL, files_json = :files_json, request_json = :request_json,"
        " upstream_request = :upstream_request, ended_at = COALESCE(ended_at, :ended_at)"
        " WHERE id = :id",
        **{name: getattr(row, name) for name in _ENDED},
    )


def forget_files(tx: Transaction, task_id: str) -> None:
    tx.run("UPDATE tasks SET files_json = NULL WHERE id = :id", id=task_id)


def cancel(tx: Transaction, task_id: str, now: int) -> None:
    """Show one that is locked as cancelled, and have it looked at now."""
    tx.run(
        "UPDATE tasks SET status = 'cancelled', ended_at = :now, next_at = :now WHERE id = :id",
        id=task_id,
        now=now,
    )
