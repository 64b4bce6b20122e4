"""Table `users`, listed for administrators, the newest first."""

from shared.database.transactions import Transaction
from shared.store import rows
from shared.store.users import COLUMNS, HERE, User

CALLED = (
    "LOWER(email) LIKE LOWER(:like_email) ESCAPE '!' OR LOWER(name) LIKE LOWER(:like) ESCAPE '!'"
)
_CAME_BY = (
    " AND id IN (SELECT user_id FROM invite_uses WHERE invite_id IN"
    " (SELECT id FROM invites WHERE note = :note))"
)


def page(
    tx: Transaction,
    *,
    before: str,
    like: str,
    like_email: str,
    role: str,
    disabled: bool | None,
    limit: int,
    since: str = "",
    note: str = "",
) -> list[User]:
    """The newest from `since` on so called; no `role` is any. They used codes of a `note`."""
    asked = rows.asked(role=role, disabled=disabled)
    found = tx.all(
        f"SELECT {COLUMNS} FROM users WHERE id < :before AND id >= :since AND {HERE}"  # noqa: S608
        f"{rows.matching(asked)} AND ({CALLED}){came_by(note)} ORDER BY id DESC LIMIT :limit",
        before=before,
        since=since,
        like=like,
        like_email=like_email,
        limit=limit,
        **asked,
        **rows.asked(note=note),
    )
    return [User(**row) for row in found]


def came_by(note: str) -> str:
    """The condition that a user has used a code with this note; an empty one is none."""
    return _CAME_BY if note else ""


def count_of_address(tx: Transaction, first: str, most: int) -> int:
    """How many e-mails begin with `first`, counted up to `most`."""
    row = tx.one(
        "SELECT COUNT(*) AS n FROM (SELECT 1 FROM users"
        " WHERE email >= :first AND email < :beyond LIMIT :most) AS found",
        first=first,
        beyond=first + rows.BEYOND,
        most=most,
    )
    return int(row["n"]) if row else 0


def page_of_address(
    tx: Transaction, first: str, *, before: str, role: str, disabled: bool | None, limit: int
) -> list[User]:
    """The newest whose e-mail begins with `first`, which are few."""
    asked = rows.asked(role=role, disabled=disabled)
    found = tx.all(
        f"SELECT {COLUMNS} FROM users"  # noqa: S608
        f" WHERE email >= :first AND email < :beyond AND id < :before AND {HERE}"
        f"{rows.matching(asked)} ORDER BY id DESC LIMIT :limit",
        first=first,
        beyond=first + rows.BEYOND,
        before=before,
        limit=limit,
        **asked,
    )
    return [User(**row) for row in found]
