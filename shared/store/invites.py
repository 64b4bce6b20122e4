"""Tables `invites` and `invite_uses`: codes by their SHA-256, and who used each.

A code is of a `kind`: an `invite` opens registration, a `redemption` gives credits to who has an
account.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows


class Invite(msgspec.Struct, frozen=True):
    id: str
    prefix: str
    code_hash: str
    max_uses: int
    uses: int
    credits: int
    note: str
    expires_at: int | None
    disabled: int
    created_at: int
    kind: str = "invite"


class Use(msgspec.Struct, frozen=True):
    id: str
    invite_id: str
    user_id: str
    ip: str
    used_at: int


_COLUMNS, _USE_COLUMNS = rows.columns(Invite), rows.columns(Use)


def add(tx: Transaction, invite: Invite) -> None:
    rows.add(tx, "invites", invite)


def take(tx: Transaction, code_hash: str, kind: str, now: int) -> Invite | None:
    """Use a code of a kind once, by one statement that only succeeds while a use is left."""
    taken = tx.run(
        "UPDATE invites SET uses = uses + 1 WHERE code_hash = :code_hash AND kind = :kind"
        " AND disabled = 0 AND uses < max_uses AND (expires_at IS NULL OR expires_at > :now)",
        code_hash=code_hash,
        kind=kind,
        now=now,
    )
    return find(tx, code_hash) if taken else None


def add_use(tx: Transaction, use: Use) -> None:
    rows.add(tx, "invite_uses", use)


def get(tx: Transaction, invite_id: str) -> Invite:
    row = tx.one(f"SELECT {_COLUMNS} FROM invites WHERE id = :id", id=invite_id)  # noqa: S608
    if not row:
        raise NotFound()
    return Invite(**row)


def find(tx: Transaction, code_hash: str) -> Invite | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM invites WHERE code_hash = :code_hash",  # noqa: S608
        code_hash=code_hash,
    )
    return Invite(**row) if row else None


def has_used(tx: Transaction, invite_id: str, user_id: str) -> bool:
    """Whether a user has used a code."""
    row = tx.one(
        "SELECT 1 AS found FROM invite_uses WHERE user_id = :user_id AND invite_id = :invite_id"
        " LIMIT 1",
        invite_id=invite_id,
        user_id=user_id,
    )
    return row is not None


def page(
    tx: Transaction, *, before: str, since: str, like: str, kind: str, limit: int
) -> list[Invite]:
    """The newest from `since` on; an empty `kind` is any."""
    asked = rows.asked(kind=kind)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM invites"  # noqa: S608
        f" WHERE id < :before AND id >= :since{rows.matching(asked)}"
        " AND (LOWER(note) LIKE LOWER(:like) ESCAPE '!'"
        " OR LOWER(prefix) LIKE LOWER(:like) ESCAPE '!')"
        " ORDER BY id DESC LIMIT :limit",
        before=before,
        since=since,
        like=like,
        limit=limit,
        **asked,
    )
    return [Invite(**row) for row in found]


def disable(tx: Transaction, invite_id: str, *, disabled: bool) -> None:
    tx.run(
        "UPDATE invites SET disabled = :disabled WHERE id = :id",
        id=invite_id,
        disabled=int(disabled),
    )


def uses(tx: Transaction, invite_id: str, *, before: str, limit: int) -> list[Use]:
    found = tx.all(
        f"SELECT {_USE_COLUMNS} FROM invite_uses"  # noqa: S608
        " WHERE invite_id = :invite_id AND id < :before ORDER BY id DESC LIMIT :limit",
        invite_id=invite_id,
        before=before,
        limit=limit,
    )
    return [Use(**row) for row in found]
