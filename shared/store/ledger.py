"""Tables `ledger` and `reservations`: every movement of credits, and what is set aside.

`users.credits` is the balance kept beside the ledger: both change in one transaction, and the sum
of a user's amounts is their balance.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Movement(msgspec.Struct, frozen=True):
    """`amount` is signed; `shortfall` is what was owed and could not be taken."""

    id: str
    user_id: str
    kind: str
    amount: int
    balance: int
    shortfall: int
    request_id: str
    reason: str
    at: int


class Reservation(msgspec.Struct, frozen=True):
    request_id: str
    user_id: str
    amount: int
    expires_at: int


_COLUMNS = rows.columns(Movement)
_UNSETTLED = " AND request_id IN (SELECT request_id FROM reservations)"


def add(tx: Transaction, movement: Movement) -> None:
    """Note a movement, with the next statement or the commit: Duplicate when this kind was noted
    for the request before."""
    rows.add_later(tx, "ledger", movement)


def has(tx: Transaction, request_id: str, kind: str) -> bool:
    row = tx.one(
        "SELECT id FROM ledger WHERE request_id = :request_id AND kind = :kind",
        request_id=request_id,
        kind=kind,
    )
    return row is not None


def page(
    tx: Transaction,
    user_id: str,
    *,
    since: str,
    before: str,
    limit: int,
    request_id: str = "",
    kind: str = "",
    unsettled: bool = False,
) -> list[Movement]:
    """The newest with ids from `since` on and below `before`; an empty word is any. `unsettled` are
    those of requests for which credits are still set aside."""
    asked = rows.asked(user_id=user_id, request_id=request_id, kind=kind)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM ledger"  # noqa: S608
        f" WHERE id < :before AND id >= :since{rows.matching(asked)}"
        f"{_UNSETTLED if unsettled else ''} ORDER BY id DESC LIMIT :limit",
        since=since,
        **asked,
        before=before,
        limit=limit,
    )
    return [Movement(**row) for row in found]


def set_aside(tx: Transaction, reservation: Reservation) -> None:
    rows.add_later(tx, "reservations", reservation)


def find_reservation(tx: Transaction, request_id: str) -> Reservation | None:
    row = tx.one(
        "SELECT request_id, user_id, amount, expires_at FROM reservations"
        " WHERE request_id = :request_id",
        request_id=request_id,
    )
    return Reservation(**row) if row else None


def take_back(tx: Transaction, request_id: str) -> bool:
    """Remove a reservation; False when it is gone, so that only one caller has it."""
    return bool(tx.run("DELETE FROM reservations WHERE request_id = :id", id=request_id))


def drop(tx: Transaction, request_id: str) -> None:
    """Remove a reservation that is locked, with the next statement or the commit."""
    tx.later("DELETE FROM reservations WHERE request_id = :id", id=request_id)


def count_set_aside(tx: Transaction) -> tuple[int, int]:
    """How many reservations there are, and their credits together."""
    row = tx.one("SELECT COUNT(*) AS n, COALESCE(SUM(amount), 0) AS credits FROM reservations")
    return (int(row["n"]), int(row["credits"])) if row else (0, 0)


def expired(tx: Transaction, now: int, limit: int) -> list[str]:
    """Those of tasks that have not ended are left out."""
    found = tx.all(
        "SELECT request_id FROM reservations WHERE expires_at < :now AND NOT EXISTS"
        " (SELECT 1 FROM tasks WHERE tasks.id = reservations.request_id AND unfinished = 1)"
        " ORDER BY expires_at LIMIT :limit",
        now=now,
        limit=limit,
    )
    return [row["request_id"] for row in found]


def overdue(tx: Transaction, now: int) -> int:
    """Credits that are still set aside for requests which must have ended; those of tasks that
    have not are left out."""
    row = tx.one(
        "SELECT COALESCE(SUM(amount), 0) AS credits FROM reservations WHERE expires_at < :now"
        " AND NOT EXISTS (SELECT 1 FROM tasks"
        " WHERE tasks.id = reservations.request_id AND unfinished = 1)",
        now=now,
    )
    return int(row["credits"]) if row else 0
