"""Table `sessions`: refresh tokens, by the SHA-256 of each; those that ended are kept to expiry.

All sessions that came of one log-in are a family.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Session(msgspec.Struct, frozen=True):
    id: str
    user_id: str
    family: str
    token_hash: str
    created_at: int
    expires_at: int
    ended_at: int | None
    device: str = ""
    lasts: int = 30 * 86_400_000  # milliseconds of each token


_AGEING = rows.Ageing("sessions", ("id",), "expires_at", "sessions_old")
_COLUMNS = rows.columns(Session)
_LOCK = {"sqlite": "", "mysql": " FOR UPDATE"}  # a writer of SQLite is alone anyway


def add(tx: Transaction, session: Session) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "sessions", session)


def find(tx: Transaction, token_hash: str) -> Session | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM sessions WHERE token_hash = :token_hash",  # noqa: S608
        token_hash=token_hash,
    )
    return Session(**row) if row else None


def find_locked(tx: Transaction, token_hash: str) -> Session | None:
    """As it is now, also within a transaction that has read it before."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM sessions"  # noqa: S608
        f" WHERE token_hash = :token_hash{_LOCK[tx.dialect]}",
        token_hash=token_hash,
    )
    return Session(**row) if row else None


def page(tx: Transaction, user_id: str, *, now: int, before: str, limit: int) -> list[Session]:
    """Those of a user that have not ended, the newest first."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM sessions WHERE user_id = :user_id AND id < :before"  # noqa: S608
        " AND ended_at IS NULL AND expires_at > :now ORDER BY id DESC LIMIT :limit",
        user_id=user_id,
        before=before,
        now=now,
        limit=limit,
    )
    return [Session(**row) for row in found]


def end(tx: Transaction, session_id: str, at: int) -> bool:
    """End one session; False when it had ended already, so that only one caller ends it."""
    return bool(
        tx.run(
            "UPDATE sessions SET ended_at = :at WHERE id = :id AND ended_at IS NULL",
            id=session_id,
            at=at,
        )
    )


def end_one(tx: Transaction, family: str, user_id: str, at: int) -> bool:
    """End a family if it is the user's; False when there was nothing to end."""
    return bool(
        tx.run(
            "UPDATE sessions SET ended_at = :at"
            " WHERE family = :family AND user_id = :user_id AND ended_at IS NULL",
            family=family,
            user_id=user_id,
            at=at,
        )
    )


def end_others(tx: Transaction, family: str, user_id: str, at: int) -> None:
    """End all of a user but one family."""
    tx.run(
        "UPDATE sessions SET ended_at = :at"
        " WHERE user_id = :user_id AND family <> :family AND ended_at IS NULL",
        family=family,
        user_id=user_id,
        at=at,
    )


def end_family(tx: Transaction, family: str, at: int) -> None:
    tx.run(
        "UPDATE sessions SET ended_at = :at WHERE family = :family AND ended_at IS NULL",
        family=family,
        at=at,
    )


def end_all(tx: Transaction, user_id: str, at: int) -> None:
    tx.run(
        "UPDATE sessions SET ended_at = :at WHERE user_id = :user_id AND ended_at IS NULL",
        user_id=user_id,
        at=at,
    )


def remove_expired(tx: Transaction, now: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, now, most)
