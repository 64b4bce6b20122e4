"""Table `idempotency`: the first answer to each Idempotency-Key; no status while in flight."""

import msgspec

from shared.database.errors import Duplicate
from shared.database.transactions import Transaction
from shared.store import rows


class Kept(msgspec.Struct, frozen=True):
    scope: str
    name: str
    request_hash: str
    status: int | None
    headers_json: str
    body_base64: str
    created_at: int


_AGEING = rows.Ageing("idempotency", ("scope", "name"), "created_at", "idempotency_old")
_COLUMNS = rows.columns(Kept)


def begin(tx: Transaction, kept: Kept) -> bool:
    """Claim a key; False when somebody has it."""
    try:
        rows.add(tx, "idempotency", kept)
    except Duplicate:
        return False
    return True


def find(tx: Transaction, scope: str, name: str) -> Kept | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM idempotency WHERE scope = :scope AND name = :name",  # noqa: S608
        scope=scope,
        name=name,
    )
    return Kept(**row) if row else None


def finish(tx: Transaction, kept: Kept) -> None:
    """Keep the answer of the claim that was made at `created_at`."""
    tx.run(
        "UPDATE idempotency SET status = :status, headers_json = :headers_json,"
        " body_base64 = :body_base64"
        " WHERE scope = :scope AND name = :name AND created_at = :created_at",
        status=kept.status,
        headers_json=kept.headers_json,
        body_base64=kept.body_base64,
        scope=kept.scope,
        name=kept.name,
        created_at=kept.created_at,
    )


def forget(tx: Transaction, scope: str, name: str, created_at: int) -> int:
    """Give a claim up; only the one that was made at `created_at`."""
    return tx.run(
        "DELETE FROM idempotency"
        " WHERE scope = :scope AND name = :name AND created_at = :created_at",
        scope=scope,
        name=name,
        created_at=created_at,
    )


def remove_older(tx: Transaction, than: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, than, most)
