"""Column `credits` of `users`: changed by conditional statements, never below zero.

Who has left has no balance.
"""

from shared.database.transactions import Row, Transaction

_FOR_UPDATE = {"sqlite": "", "mysql": " FOR UPDATE"}  # a writer of SQLite is alone anyway
_LOCKED = "SELECT credits FROM users WHERE id = :id AND role <> 'withdrawn'"


_TAKE = {
    "sqlite": "UPDATE users SET credits = credits - :amount"
    " WHERE id = :id AND credits >= :amount AND role <> 'withdrawn' RETURNING credits",
    "mysql": "UPDATE users SET credits = LAST_INSERT_ID(credits - :amount)"
    " WHERE id = :id AND credits >= :amount AND role <> 'withdrawn'",
}
_AT_STAKE = (
    "SELECT u.credits AS credits, r.amount AS held FROM users u"
    " LEFT JOIN reservations r ON r.request_id = :request_id"
    " WHERE u.id = :id AND u.role <> 'withdrawn'"
)


def take(tx: Transaction, user_id: str, amount: int) -> int | None:
    """Take `amount` if there is as much; returns what is left, None when there is too little."""
    return tx.number(_TAKE[tx.dialect], id=user_id, amount=amount)


def give(tx: Transaction, user_id: str, amount: int) -> None:
    """With the next statement, or the commit."""
    tx.later(
        "UPDATE users SET credits = credits + :amount WHERE id = :id", id=user_id, amount=amount
    )


def at_stake(tx: Transaction, user_id: str, request_id: str) -> tuple[int, int | None] | None:
    """The balance, and what is set aside for a request: nobody else changes them until the commit.

    None when the user is gone.
    """
    row = tx.one(_AT_STAKE + _FOR_UPDATE[tx.dialect], id=user_id, request_id=request_id)
    return (int(row["credits"]), row["held"]) if row else None


def locked(tx: Transaction, user_id: str) -> int | None:
    """The balance, which nobody else changes until the commit; None when the user is gone."""
    row = tx.one(_LOCKED + _FOR_UPDATE[tx.dialect], id=user_id)
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
