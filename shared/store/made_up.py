"""Rows that were made up to try the product with: told by a mark in their ids, and taken away."""

from shared.database.transactions import Transaction
from shared.store import dumps, versions

SUMS = (
    *("usage_hours", "usage_sums", "usage_totals", "usage_owners", "usage_users"),
    *("usage_figures", "usage_times"),
)
_MARKS = ("usage_hours", "usage_sums", "usage_owners", "usage_figures", "usage_users")
# What would be in the way of made-up rows.
OCCUPIED = (
    *("conversations", "messages", "recognitions", "tasks", "responses", "invites", "ledger"),
    *("usage_calls", "usage_hours", "reservations", "files", "models", "providers", "audit"),
)
# By whose marked users, or by which marked ids, in an order that foreign keys allow.
_OF_USERS = ("usage_calls", "ledger", "reservations", "files", "invite_uses", "responses")
_OWN = ("invites", "audit", "failures", "tasks", "recognitions", "conversations", "users")


def occupied(tx: Transaction) -> list[str]:
    """The tables that have rows of somebody's; administrators there may be."""
    found = dumps.occupied(tx, OCCUPIED)
    somebody = tx.one("SELECT id FROM users WHERE role <> 'admin' LIMIT 1")
    return [*found, "users"] if somebody else found


def remove(tx: Transaction, mark: str) -> int:
    """Remove all that has a mark behind the instant of an id, its own or its user's; what hangs on
    it goes with it. Returns how many rows were removed themselves."""
    marked = {"like": f"{'_' * 10}{mark}%"}
    count = 0
    for table in _OF_USERS:
        count += tx.run(f"DELETE FROM {table} WHERE user_id LIKE :like", **marked)  # noqa: S608
    count += tx.run("DELETE FROM usage_calls WHERE id LIKE :like", **marked)
    for table in _OWN:
        count += tx.run(f"DELETE FROM {table} WHERE id LIKE :like", **marked)  # noqa: S608
    return count


def remove_models(tx: Transaction, prefix: str) -> None:
    """Remove the providers whose names begin so, and their models."""
    like = f"{prefix}%"
    tx.run("DELETE FROM models WHERE provider LIKE :like", like=like)
    tx.run("DELETE FROM providers WHERE name LIKE :like", like=like)


def forget_sums(tx: Transaction) -> None:
    """Remove all sums of usage, so that they are made anew of the calls that are there."""
    for table in SUMS:
        tx.run(f"DELETE FROM {table}")  # noqa: S608
    for mark in _MARKS:
        versions.add(tx, mark, -versions.get(tx, mark))
