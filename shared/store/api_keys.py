"""Table `api_keys`: the SHA-256 of each key, and a prefix to show."""

from collections.abc import Sequence

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import files, rows
from shared.store.files import Taken
from shared.store.users import User


class ApiKey(msgspec.Struct, frozen=True):
    id: str
    user_id: str
    name: str
    project: str | None
    prefix: str
    key_hash: str
    created_at: int
    expires_at: int | None
    last_used_at: int | None
    daily_tokens: int | None
    monthly_tokens: int | None


_COLUMNS = rows.columns(ApiKey)
_TAKEN = files.taken_by_whom("(SELECT user_id FROM api_keys WHERE key_hash = :key_hash)")
_BOTH = f"{rows.prefixed(ApiKey, 'k')}, {rows.prefixed(User, 'u')}"


def add(tx: Transaction, key: ApiKey) -> None:
    rows.add(tx, "api_keys", key)


def count(tx: Transaction, user_id: str) -> int:
    row = tx.one("SELECT COUNT(*) AS n FROM api_keys WHERE user_id = :user_id", user_id=user_id)
    return int(row["n"]) if row else 0


def find(tx: Transaction, key_hash: str) -> ApiKey | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM api_keys WHERE key_hash = :key_hash",  # noqa: S608
        key_hash=key_hash,
    )
    return ApiKey(**row) if row else None


def find_with_owner(tx: Transaction, key_hash: str) -> tuple[ApiKey, User] | None:
    """The key, and the user whose it is, unless they have left."""
    row = tx.one(
        f"SELECT {_BOTH} FROM api_keys k JOIN users u ON u.id = k.user_id"  # noqa: S608
        " WHERE k.key_hash = :key_hash AND u.role <> 'withdrawn'",
        key_hash=key_hash,
    )
    return (rows.part(ApiKey, row, "k_"), rows.part(User, row, "u_")) if row else None


def find_with_taken(
    tx: Transaction, key_hash: str, stray_since: int
) -> tuple[ApiKey, User, Taken] | None:
    """The same, and what their files take of the storage."""
    row = tx.one(
        f"SELECT {_BOTH}, bytes, files FROM api_keys k JOIN users u ON u.id = k.user_id"  # noqa: S608
        f" CROSS JOIN {_TAKEN} WHERE k.key_hash = :key_hash AND u.role <> 'withdrawn'",
        key_hash=key_hash,
        stray_since=stray_since,
    )
    if not row:
        return None
    return rows.part(ApiKey, row, "k_"), rows.part(User, row, "u_"), files.taken_in(row)


def page(tx: Transaction, user_id: str, *, before: str, limit: int) -> list[ApiKey]:
    found = tx.all(
        f"SELECT {_COLUMNS} FROM api_keys WHERE user_id = :user_id AND id < :before"  # noqa: S608
        " ORDER BY id DESC LIMIT :limit",
        user_id=user_id,
        before=before,
        limit=limit,
    )
    return [ApiKey(**row) for row in found]


def names(tx: Transaction, ids: Sequence[str]) -> dict[str, str]:
    """What those of the keys are called that are there, by their ids."""
    places, values = rows.listed(ids)
    found = tx.all(f"SELECT id, name FROM api_keys WHERE id IN ({places})", **values)  # noqa: S608
    return {row["id"]: row["name"] for row in found}


def touch(tx: Transaction, key_id: str, at: int, unless_since: int) -> None:
    """Note the last use, unless one was noted since `unless_since`."""
    tx.run(
        "UPDATE api_keys SET last_used_at = :at"
        " WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :unless_since)",
        id=key_id,
        at=at,
        unless_since=unless_since,
    )


def remove(tx: Transaction, key_id: str, user_id: str) -> None:
    removed = tx.run(
        "DELETE FROM api_keys WHERE id = :id AND user_id = :user_id", id=key_id, user_id=user_id
    )
    if not removed:
        raise NotFound()
