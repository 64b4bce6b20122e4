"""Table `messages`: the turns of a conversation, in the order of their ids."""

from dataclasses import dataclass

from shared.db import Transaction

_COLUMNS = "id, conversation_id, role, content, model, created_at"


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    conversation_id: str
    role: str
    content: str
    model: str | None
    created_at: int


def add(tx: Transaction, message: Message) -> None:
    tx.run(
        f"INSERT INTO messages ({_COLUMNS})"  # noqa: S608
        " VALUES (:id, :conversation_id, :role, :content, :model, :created_at)",
        **{name: getattr(message, name) for name in Message.__slots__},
    )


def latest(tx: Transaction, conversation_id: str, limit: int) -> list[Message]:
    """The last `limit` turns, oldest first; who owns the conversation is asked elsewhere."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM messages WHERE conversation_id = :id"  # noqa: S608
        " ORDER BY id DESC LIMIT :limit",
        id=conversation_id,
        limit=limit,
    )
    return [Message(**row) for row in reversed(rows)]
