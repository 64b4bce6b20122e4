"""Table `messages`: the turns of a conversation, in the order of their ids."""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows


class Message(msgspec.Struct, frozen=True):
    id: str
    conversation_id: str
    role: str
    content: str
    model: str | None
    created_at: int
    finish_reason: str | None = None  # why an answer ended; None for questions, and for older rows


_COLUMNS, _SAID = rows.columns(Message), rows.prefixed(Message, "m")
_AFTER_ALL = "~"  # sorts after every id


def add_later(tx: Transaction, message: Message) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "messages", message)


def latest(tx: Transaction, conversation_id: str, limit: int) -> list[Message]:
    """The last `limit` turns, oldest first; who owns the conversation is asked elsewhere."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM messages WHERE conversation_id = :id"  # noqa: S608
        " ORDER BY id DESC LIMIT :limit",
        id=conversation_id,
        limit=limit,
    )
    return [Message(**row) for row in reversed(found)]


def get_latest(
    tx: Transaction, conversation_id: str, user_id: str, limit: int, *, until: str | None = None
) -> list[Message]:
    """The same of a conversation of the user's, or the turns that end with `until`, in one
    statement; NotFound when it is not theirs."""
    found = tx.all(
        f"SELECT {_SAID} FROM conversations c LEFT JOIN messages m ON m.conversation_id = c.id"  # noqa: S608
        " AND m.id <= :until WHERE c.id = :id AND c.user_id = :user_id"
        " ORDER BY m.id DESC LIMIT :limit",
        id=conversation_id,
        user_id=user_id,
        until=until or _AFTER_ALL,
        limit=limit,
    )
    if not found:
        raise NotFound()
    return [rows.part(Message, row, "m_") for row in reversed(found) if row["m_id"]]


def remove_since_later(tx: Transaction, conversation_id: str, message_id: str) -> None:
    """A turn and those after it, with the next statement or the commit."""
    tx.later(
        "DELETE FROM messages WHERE conversation_id = :conversation_id AND id >= :id",
        conversation_id=conversation_id,
        id=message_id,
    )


def ids_of(tx: Transaction, conversation_ids: Sequence[str], limit: int) -> list[str]:
    """Some of the messages of conversations."""
    places, values = rows.listed(conversation_ids)
    found = tx.all(
        f"SELECT id FROM messages WHERE conversation_id IN ({places}) LIMIT :limit",  # noqa: S608
        limit=limit,
        **values,
    )
    return [row["id"] for row in found]


def remove(tx: Transaction, message_ids: Sequence[str]) -> None:
    places, values = rows.listed(message_ids)
    tx.run(f"DELETE FROM messages WHERE id IN ({places})", **values)  # noqa: S608
