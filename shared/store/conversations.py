"""Table `conversations`; every statement that reads or changes one names its owner."""

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows


class Conversation(msgspec.Struct, frozen=True):
    id: str
    user_id: str
    persona: str
    title: str
    created_at: int
    updated_at: int


_COLUMNS = rows.columns(Conversation)


def add_later(tx: Transaction, conversation: Conversation) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "conversations", conversation)


def get(tx: Transaction, conversation_id: str, user_id: str) -> Conversation:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM conversations WHERE id = :id AND user_id = :user_id",  # noqa: S608
        id=conversation_id,
        user_id=user_id,
    )
    if not row:
        raise NotFound()
    return Conversation(**row)


def page(
    tx: Transaction, user_id: str, *, before: str, like: str, limit: int, since: str = ""
) -> list[Conversation]:
    """The newest `limit` from `since` on, below `before`, with a title that is like `like`."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM conversations"  # noqa: S608
        " WHERE user_id = :user_id AND id < :before AND id >= :since"
        " AND LOWER(title) LIKE LOWER(:like) ESCAPE '!' ORDER BY id DESC LIMIT :limit",
        user_id=user_id,
        before=before,
        since=since,
        like=like,
        limit=limit,
    )
    return [Conversation(**row) for row in found]


def rename(tx: Transaction, conversation_id: str, user_id: str, title: str) -> None:
    changed = tx.run(
        "UPDATE conversations SET title = :title WHERE id = :id AND user_id = :user_id",
        id=conversation_id,
        user_id=user_id,
        title=title,
    )
    if not changed:
        raise NotFound()


def touch(tx: Transaction, conversation_id: str, user_id: str, at: int) -> None:
    """Note a new turn; NotFound when it is gone."""
    changed = tx.run(
        "UPDATE conversations SET updated_at = :at WHERE id = :id AND user_id = :user_id",
        id=conversation_id,
        user_id=user_id,
        at=at,
    )
    if not changed:
        raise NotFound()


def remove(tx: Transaction, conversation_id: str, user_id: str) -> None:
    changed = tx.run(
        "DELETE FROM conversations WHERE id = :id AND user_id = :user_id",
        id=conversation_id,
        user_id=user_id,
    )
    if not changed:
        raise NotFound()
