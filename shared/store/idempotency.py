"""Table `idempotency`: the first answer to each Idempotency-Key; no status while in flight.

Until there is an answer the place of its body has a name of the claim's own: requests that come
with the same key in the same millisecond must not give up each other's.
"""

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
_THIS = "scope = :scope AND name = :name AND created_at = :created_at AND body_base64 = :body"


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


def finish(tx: Transaction, claim: Kept, answer: Kept) -> None:
    """Keep the answer in the place of its claim."""
    tx.run(
        "UPDATE idempotency SET status = :status, headers_json = :headers_json,"  # noqa: S608
        f" body_base64 = :body_base64 WHERE {_THIS}",
        status=answer.status,
        headers_json=answer.headers_json,
        body_base64=answer.body_base64,
        **_this(claim),
    )


def forget(tx: Transaction, kept: Kept) -> int:
    """Give up this one, and no other of its name."""
    return tx.run(f"DELETE FROM idempotency WHERE {_THIS}", **_this(kept))  # noqa: S608


def _this(kept: Kept) -> dict[str, object]:
    return {
        "scope": kept.scope,
        "name": kept.name,
        "created_at": kept.created_at,
        "body": kept.body_base64,
    }


def remove_older(tx: Transaction, than: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, than, most)
