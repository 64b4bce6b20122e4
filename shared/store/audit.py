"""Table `audit`: what administrators did. Rows are added and read, never removed, and changed only
to forget the name of who has left."""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Entry(msgspec.Struct, frozen=True):
    id: str
    actor_id: str
    ip: str
    request_id: str
    action: str
    target: str
    before_json: str
    after_json: str
    at: int


_COLUMNS = rows.columns(Entry)


def add(tx: Transaction, entry: Entry) -> None:
    rows.add(tx, "audit", entry)


def forget_name(tx: Transaction, user_id: str) -> None:
    """Keep how a user was changed, without what they were called."""
    tx.run(
        "UPDATE audit SET before_json = JSON_REPLACE(before_json, '$.name', ''),"
        " after_json = JSON_REPLACE(after_json, '$.name', '')"
        " WHERE target = :user_id AND action = 'users.change'",
        user_id=user_id,
    )


def page(
    tx: Transaction, *, before: str, like: str, action: str, target: str, limit: int
) -> list[Entry]:
    """The newest; an empty `action` or `target` is any."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM audit WHERE id < :before"  # noqa: S608
        " AND (:action = '' OR action = :action) AND (:target = '' OR target = :target)"
        " AND (LOWER(action) LIKE LOWER(:like) ESCAPE '!'"
        " OR LOWER(target) LIKE LOWER(:like) ESCAPE '!')"
        " ORDER BY id DESC LIMIT :limit",
        before=before,
        action=action,
        target=target,
        like=like,
        limit=limit,
    )
    return [Entry(**row) for row in found]
