"""Table `messages`: the turns of a conversation, in the order of their ids."""

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


_COLUMNS = rows.columns(Message)


def add(tx: Transaction, message: Message) -> None:
    rows.add(tx, "messages", message)


def latest(tx: Transaction, conversation_id: str, limit: int) -> list[Message]:
    """The last `limit` turns, oldest first; who owns the conversation is asked elsewhere."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM messages WHERE conversation_id = :id"  # noqa: S608
        " ORDER BY id DESC LIMIT :limit",
        id=conversation_id,
        limit=limit,
    )
    return [Message(**row) for row in reversed(found)]
