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
_NAMED = (
    "(LOWER(action) LIKE LOWER(:like) ESCAPE '!' OR LOWER(target) LIKE LOWER(:like) ESCAPE '!')"
)


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
    tx: Transaction,
    *,
    before: str,
    since: str,
    like: str,
    action: str,
    target: str,
    actor_id: str,
    limit: int,
) -> list[Entry]:
    """The newest from `since` on; an empty word is any."""
    asked = rows.asked(action=action, target=target, actor_id=actor_id)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM audit"  # noqa: S608
        f" WHERE id < :before AND id >= :since AND {_NAMED}{rows.matching(asked)}"
        " ORDER BY id DESC LIMIT :limit",
        before=before,
        since=since,
        like=like,
        limit=limit,
        **asked,
    )
    return [Entry(**row) for row in found]
