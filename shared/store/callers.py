"""Who calls by an access token, in one statement over `users`, `sessions` and `files`."""

from typing import NamedTuple

from shared.database.transactions import Transaction
from shared.store import files, rows
from shared.store.files import Taken
from shared.store.users import COLUMNS, HERE, User

_TAKEN = files.taken_by_whom(":id")
_GOES_ON = (
    "EXISTS (SELECT 1 FROM sessions AS s WHERE s.family = :session AND s.user_id = :id"
    " AND s.ended_at IS NULL) AS goes_on"
)


class Found(NamedTuple):
    """A user, whether the session goes on by which they came (without one it does), and what their
    files take of the storage, where asked for."""

    user: User
    goes_on: bool
    taken: Taken | None


def find(
    tx: Transaction, user_id: str, session: str, stray_since: int | None = None
) -> Found | None:
    """By id and session (its family), which is empty where a token names none."""
    more = [_GOES_ON] if session else []
    more += ["bytes, files"] if stray_since is not None else []
    row = tx.one(
        f"SELECT {', '.join([COLUMNS, *more])} FROM users"  # noqa: S608
        f"{f' CROSS JOIN {_TAKEN}' if stray_since is not None else ''}"
        f" WHERE id = :id AND {HERE}",
        id=user_id,
        **rows.asked(session=session, stray_since=stray_since),
    )
    if not row:
        return None
    taken = None if stray_since is None else files.taken_in(row)
    return Found(rows.part(User, row, ""), bool(row.get("goes_on", 1)), taken)
