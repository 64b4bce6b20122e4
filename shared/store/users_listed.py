"""Table `users`, listed for administrators, the newest first."""

from typing import Any

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows
from shared.store.users import COLUMNS, HERE, User

_CALLED = (
    "LOWER(email) LIKE LOWER(:like_email) ESCAPE '!' OR LOWER(name) LIKE LOWER(:like) ESCAPE '!'"
)
_CAME_BY = (
    " AND id IN (SELECT user_id FROM invite_uses WHERE invite_id IN"
    " (SELECT id FROM invites WHERE note = :note))"
)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asked for: so called, patterns of LIKE; no `role` is any, as is None; a `note` is that
    of codes, which they used."""

    like: str
    like_email: str
    role: str = ""
    disabled: bool | None = None
    note: str = ""

    @property
    def condition(self) -> str:
        """What is true of them, of `values`."""
        own = rows.matching(rows.asked(role=self.role, disabled=self.disabled))
        return f"{HERE}{own} AND ({_CALLED}){_CAME_BY if self.note else ''}"

    @property
    def values(self) -> dict[str, Any]:
        return rows.asked(**msgspec.structs.asdict(self))


def page(tx: Transaction, asked: Asked, *, before: str, limit: int, since: str = "") -> list[User]:
    """The newest of them from `since` on."""
    found = tx.all(
        f"SELECT {COLUMNS} FROM users WHERE id < :before AND id >= :since"  # noqa: S608
        f" AND {asked.condition} ORDER BY id DESC LIMIT :limit",
        before=before,
        since=since,
        limit=limit,
        **asked.values,
    )
    return [User(**row) for row in found]


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
