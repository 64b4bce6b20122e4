"""What was generated under an id, in whichever table it stands: one statement looks into all."""

import msgspec

from shared.database.transactions import Transaction

_WHERE = (
    "SELECT 1 AS place, kind, user_id, model, created_at FROM tasks"
    " WHERE id = :id AND status = 'succeeded'",
    "SELECT 2 AS place, 'message' AS kind, c.user_id AS user_id, m.model AS model,"
    " m.created_at AS created_at FROM messages m JOIN conversations c ON c.id = m.conversation_id"
    " WHERE m.id = :id AND m.role = 'assistant'",
    "SELECT 3 AS place, 'conversation' AS kind, user_id, NULL AS model, created_at"
    " FROM conversations WHERE id = :id",
    "SELECT 4 AS place, 'recognition' AS kind, user_id, model, created_at FROM recognitions"
    " WHERE id = :id AND model <> ''",
    "SELECT 5 AS place, endpoint AS kind, user_id, model, at AS created_at FROM usage_calls"
    " WHERE id = :id AND status = 'ok'",
)
_FIND = (
    "SELECT kind, user_id, model, created_at FROM"  # noqa: S608
    f" ({' UNION ALL '.join(_WHERE)}) AS produced ORDER BY place LIMIT 1"
)


class Produced(msgspec.Struct, frozen=True):
    """`kind` is that of a task, a message, or the endpoint of a call."""

    kind: str
    user_id: str
    model: str | None
    created_at: int


def find(tx: Transaction, produce_id: str) -> Produced | None:
    row = tx.one(_FIND, id=produce_id)
    return Produced(**row) if row else None
