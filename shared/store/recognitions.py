"""Table `recognitions`; but for administrators, every statement names its owner."""

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows


class Recognition(msgspec.Struct, frozen=True):
    """What was seen in a picture; `file_id` is None when the picture was not kept."""

    id: str
    user_id: str
    kind: str
    result_json: str
    text: str
    file_id: str | None
    engine: str
    model: str
    credits: int
    created_at: int


_COLUMNS = rows.columns(Recognition)


def add(tx: Transaction, recognition: Recognition) -> None:
    rows.add(tx, "recognitions", recognition)


def page(tx: Transaction, user_id: str, *, before: str, kind: str, limit: int) -> list[Recognition]:
    """The newest `limit` with an id below `before`; an empty `kind` is any."""
    asked = rows.asked(kind=kind)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM recognitions"  # noqa: S608
        f" WHERE user_id = :user_id AND id < :before{rows.matching(asked)}"
        " ORDER BY id DESC LIMIT :limit",
        user_id=user_id,
        before=before,
        limit=limit,
        **asked,
    )
    return [Recognition(**row) for row in found]


def page_of_all(
    tx: Transaction, *, since: str, before: str, kind: str, user_id: str, limit: int
) -> list[Recognition]:
    """Anybody's with ids from `since` on and below `before`; an empty word is any."""
    asked = rows.asked(kind=kind, user_id=user_id)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM recognitions"  # noqa: S608
        f" WHERE id >= :since AND id < :before{rows.matching(asked)} ORDER BY id DESC LIMIT :limit",
        since=since,
        before=before,
        limit=limit,
        **asked,
    )
    return [Recognition(**row) for row in found]


def owner(tx: Transaction, recognition_id: str) -> str:
    """Whose it is; NotFound."""
    row = tx.one("SELECT user_id FROM recognitions WHERE id = :id", id=recognition_id)
    if not row:
        raise NotFound()
    return str(row["user_id"])


def get(tx: Transaction, recognition_id: str, user_id: str) -> Recognition:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM recognitions WHERE id = :id AND user_id = :user_id",  # noqa: S608
        id=recognition_id,
        user_id=user_id,
    )
    if not row:
        raise NotFound()
    return Recognition(**row)


def remove(tx: Transaction, recognition_id: str, user_id: str) -> None:
    removed = tx.run(
        "DELETE FROM recognitions WHERE id = :id AND user_id = :user_id",
        id=recognition_id,
        user_id=user_id,
    )
    if not removed:
        raise NotFound()
