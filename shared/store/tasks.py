"""Table `tasks`: work that outlives its request, and how far it is; `task_work` has the rest."""

from typing import Any

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What lists show: its order, which says what was asked for, and not what came of it;
    `progress` is in percent."""

    id: str
    user_id: str
    kind: str
    status: str
    progress: int
    model: str
    error: str | None
    error_json: str | None
    reserved: int
    credits: int
    attempt: int
    upstream_request: str
    request_json: str | None
    created_at: int
    started_at: int | None
    ended_at: int | None


_COLUMNS = rows.columns(Row)


def page(tx: Transaction, *, since: str, before: str, limit: int, **words: str) -> list[Row]:
    """The newest with ids from `since` on and below `before`, of a `status`, `kind`, `user_id` and
    `error`; an empty word is any. No index has the last."""
    asked = rows.asked(**words)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM tasks"  # noqa: S608
        f" WHERE id < :before AND id >= :since{rows.matching(asked)} ORDER BY id DESC LIMIT :limit",
        since=since,
        before=before,
        limit=limit,
        **asked,
    )
    return [Row(**row) for row in found]


def count_unfinished(tx: Transaction) -> dict[str, int]:
    """How many are `queued` and `running`."""
    found = tx.all(
        "SELECT status, COUNT(*) AS n FROM tasks WHERE status IN ('queued', 'running')"
        " GROUP BY status"
    )
    return {row["status"]: row["n"] for row in found}


def counts(tx: Transaction) -> list[dict[str, Any]]:
    """How many (`n`) there are of each `status`."""
    return tx.all("SELECT status, COUNT(*) AS n FROM tasks GROUP BY status")
