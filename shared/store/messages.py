"""Table `messages`: the turns of a conversation, in the order of their ids."""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Message(msgspec.Struct, frozen=True):
    id: str
    conversation_id: str
    role: str
    content: str
    model: str | None
    created_at: int
    finish_reason: str | None = None  # why an answer ended; None for questions, and for older rows


_COLUMNS = rows.columns(Message)


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
