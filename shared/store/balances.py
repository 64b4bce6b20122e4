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
_LOW_OF_LAST = (
    "SELECT email, credits FROM (SELECT DISTINCT user_id FROM (SELECT user_id FROM usage_calls{by}"
    " WHERE at >= :since ORDER BY at DESC LIMIT :calls) AS latest) AS callers"
    " {join} users ON users.id = callers.user_id WHERE credits < :below AND disabled = 0"
    " ORDER BY credits, id LIMIT :limit"
)
_LOW = {  # MySQL would sort all calls, or read all users
    "sqlite": _LOW_OF_LAST.format(by="", join="CROSS JOIN"),
    "mysql": _LOW_OF_LAST.format(by=" FORCE INDEX (usage_calls_at)", join="STRAIGHT_JOIN"),
}


_BESIDE = (
    "SELECT id, email, credits, (SELECT COALESCE(SUM(amount), 0) FROM ledger"
    " WHERE ledger.user_id = users.id) AS summed FROM users WHERE role <> 'withdrawn'"
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


def low(tx: Transaction, below: int, since: int, calls: int, limit: int) -> list[Row]:
    """The `email` and `credits` of the lowest balances of users whose are the last `calls`."""
    return tx.all(_LOW[tx.dialect], below=below, since=since, calls=calls, limit=limit)


def beside_sums(tx: Transaction, after: str, most: int) -> list[Row]:
    """The `id`, `email` and `credits` of those behind a user, and what their ledger adds up to."""
    return tx.all(f"{_BESIDE} AND id > :after ORDER BY id LIMIT :most", after=after, most=most)


def beside_sum(tx: Transaction, user_id: str) -> Row | None:
    """The same of one user."""
    return tx.one(f"{_BESIDE} AND id = :id", id=user_id)
