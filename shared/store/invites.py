"""Tables `invites` and `invite_uses`: codes by their SHA-256, and who came with each."""

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


class Use(msgspec.Struct, frozen=True):
    id: str
    invite_id: str
    user_id: str
    ip: str
    used_at: int


_COLUMNS, _USE_COLUMNS = rows.columns(Invite), rows.columns(Use)


def add(tx: Transaction, invite: Invite) -> None:
    rows.add(tx, "invites", invite)


def take(tx: Transaction, code_hash: str, now: int) -> Invite | None:
    """Use an invite once, by one statement that only succeeds while a use is left."""
    taken = tx.run(
        "UPDATE invites SET uses = uses + 1 WHERE code_hash = :code_hash AND disabled = 0"
        " AND uses < max_uses AND (expires_at IS NULL OR expires_at > :now)",
        code_hash=code_hash,
        now=now,
    )
    return _find_by_hash(tx, code_hash) if taken else None


def add_use(tx: Transaction, use: Use) -> None:
    rows.add(tx, "invite_uses", use)


def get(tx: Transaction, invite_id: str) -> Invite:
    row = tx.one(f"SELECT {_COLUMNS} FROM invites WHERE id = :id", id=invite_id)  # noqa: S608
    if not row:
        raise NotFound()
    return Invite(**row)


def page(tx: Transaction, *, before: str, since: str, like: str, limit: int) -> list[Invite]:
    """The newest from `since` on."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM invites WHERE id < :before AND id >= :since"  # noqa: S608
        " AND (LOWER(note) LIKE LOWER(:like) ESCAPE '!'"
        " OR LOWER(prefix) LIKE LOWER(:like) ESCAPE '!')"
        " ORDER BY id DESC LIMIT :limit",
        before=before,
        since=since,
        like=like,
        limit=limit,
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


def _find_by_hash(tx: Transaction, code_hash: str) -> Invite | None:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM invites WHERE code_hash = :code_hash",  # noqa: S608
        code_hash=code_hash,
    )
    return Invite(**row) if row else None
