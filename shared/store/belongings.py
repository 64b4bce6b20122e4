"""How much of everything a user has, from the tables that hold it."""

from shared.database.transactions import Transaction

_OF = {
    "conversations": "conversations WHERE user_id = :user_id",
    "recognitions": "recognitions WHERE user_id = :user_id",
    "files": "files WHERE user_id = :user_id AND status = 'ready'",
    "tasks": "tasks WHERE user_id = :user_id",
    "api_keys": "api_keys WHERE user_id = :user_id",
    "sessions": "sessions WHERE user_id = :user_id AND ended_at IS NULL AND expires_at > :now",
}
_ALL = "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {of}) AS {name}" for name, of in _OF.items())  # noqa: S608


def count(tx: Transaction, user_id: str, now: int) -> dict[str, int]:
    """How many of each."""
    row = tx.one(_ALL, user_id=user_id, now=now)
    return {name: int(row[name]) if row else 0 for name in _OF}
