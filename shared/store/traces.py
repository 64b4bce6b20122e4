"""Rows that say whose they are, in any table: found a few at a time, and cleared of their user."""

from collections.abc import Sequence
from typing import NamedTuple

from shared.database.transactions import Transaction
from shared.store import rows, users


class Traces(NamedTuple):
    """Rows that name a user in `owner`; each is removed, or `left` is what it says without them."""

    table: str
    owner: str = "user_id"
    key: str = "id"
    left: str = ""


_NOBODYS = f"user_id = '{users.NOBODY}'"
CONVERSATIONS = Traces("conversations")
ACTIVE = Traces("usage_users", key="start")  # made of the hours, so after these
OTHERS = (
    Traces("sessions"),
    Traces("api_keys"),
    Traces("mail_links", key="purpose"),
    Traces("second_factors", key="user_id"),
    Traces("recovery_codes", key="code_hash"),
    Traces("recognitions"),
    Traces("responses"),
    Traces("tasks"),
    Traces("idempotency", owner="scope", key="name"),
    Traces("files", left=f"{_NOBODYS}, filename = '', label_json = NULL, status = 'stray'"),
    Traces("invite_uses", left=f"{_NOBODYS}, ip = ''"),
    Traces("reservations", key="request_id", left=_NOBODYS),
    Traces("ledger", left=_NOBODYS),
    Traces("usage_calls", left=f"{_NOBODYS}, key_id = '', project = ''"),
)


def some(tx: Transaction, of: Traces, user_id: str, limit: int) -> list[str]:
    """The keys of some rows of a user."""
    found = tx.all(
        f"SELECT {of.key} FROM {of.table} WHERE {of.owner} = :user_id LIMIT :limit",  # noqa: S608
        user_id=user_id,
        limit=limit,
    )
    return [row[of.key] for row in found]


def clear(tx: Transaction, of: Traces, user_id: str, keys: Sequence[str]) -> None:
    """Remove a user from the rows of these keys, or the rows."""
    places, values = rows.listed(keys)
    change = f"UPDATE {of.table} SET {of.left}" if of.left else f"DELETE FROM {of.table}"  # noqa: S608
    tx.run(
        f"{change} WHERE {of.owner} = :user_id AND {of.key} IN ({places})",
        user_id=user_id,
        **values,
    )
