"""Column `credits` of `users`: changed by conditional statements, never below zero.

Who has left has no balance.
"""

from shared.database.transactions import Row, Transaction

_LOCKED = {
    "sqlite": "SELECT credits FROM users WHERE id = :id AND role <> 'withdrawn'",
    "mysql": "SELECT credits FROM users WHERE id = :id AND role <> 'withdrawn' FOR UPDATE",
}


def take(tx: Transaction, user_id: str, amount: int) -> bool:
    """Take `amount` if there is as much."""
    return bool(
        tx.run(
            "UPDATE users SET credits = credits - :amount"
            " WHERE id = :id AND credits >= :amount AND role <> 'withdrawn'",
            id=user_id,
            amount=amount,
        )
    )


def give(tx: Transaction, user_id: str, amount: int) -> None:
    tx.run("UPDATE users SET credits = credits + :amount WHERE id = :id", id=user_id, amount=amount)


def locked(tx: Transaction, user_id: str) -> int | None:
    """The balance, which nobody else changes until the commit; None when the user is gone."""
    row = tx.one(_LOCKED[tx.dialect], id=user_id)
    return int(row["credits"]) if row else None


def low(tx: Transaction, below: int, since: int, limit: int) -> list[Row]:
    """The `email` and `credits` of the lowest balances of users who asked a model lately."""
    return tx.all(
        "SELECT email, credits FROM users WHERE credits < :below AND disabled = 0 AND EXISTS"
        " (SELECT 1 FROM usage_calls WHERE user_id = users.id AND at >= :since)"
        " ORDER BY credits, id LIMIT :limit",
        below=below,
        since=since,
        limit=limit,
    )
