"""Table `files`: a row is there before its object, and until its object is gone.

`pending`: the client is to send it. `ready`: the object is there, and was checked. `stray`: there
may be an object, and nobody may see it any more; the sweeper removes both.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows

PENDING, READY, STRAY = "pending", "ready", "stray"


class File(msgspec.Struct, frozen=True):
    id: str
    user_id: str
    object_key: str
    filename: str
    content_type: str
    size: int
    status: str
    created_at: int
    upload_id: str = ""  # of the storage, where it is sent in parts
    label_json: str | None = None  # what it says of having been generated, if anything


class Taken(NamedTuple):
    """What files take of the storage."""

    bytes: int
    files: int


_COLUMNS = rows.columns(File)
_SUMS = "COALESCE(SUM(size), 0) AS bytes, COUNT(*) AS files"
_COUNTED = "(status <> 'stray' OR created_at >= :stray_since)"


def add(tx: Transaction, file: File) -> None:
    rows.add(tx, "files", file)


def get(tx: Transaction, file_id: str, user_id: str) -> File:
    """Also a pending one; NotFound for a stray one."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM files"  # noqa: S608
        " WHERE id = :id AND user_id = :user_id AND status <> 'stray'",
        id=file_id,
        user_id=user_id,
    )
    if not row:
        raise NotFound()
    return File(**row)


def page(tx: Transaction, user_id: str, *, before: str, limit: int) -> list[File]:
    """The newest that are ready."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM files"  # noqa: S608
        " WHERE user_id = :user_id AND status = 'ready' AND id < :before"
        " ORDER BY id DESC LIMIT :limit",
        user_id=user_id,
        before=before,
        limit=limit,
    )
    return [File(**row) for row in found]


def page_of_all(
    tx: Transaction, *, since: str, before: str, user_id: str, limit: int
) -> list[File]:
    """Anybody's that may be seen, with ids from `since` on, below `before`; no `user_id` is any."""
    asked = rows.asked(user_id=user_id)
    found = tx.all(
        f"SELECT {_COLUMNS} FROM files WHERE status <> 'stray'"  # noqa: S608
        f" AND id >= :since AND id < :before{rows.matching(asked)} ORDER BY id DESC LIMIT :limit",
        since=since,
        before=before,
        limit=limit,
        **asked,
    )
    return [File(**row) for row in found]


def owner(tx: Transaction, file_id: str) -> str:
    """Whose it is; NotFound."""
    row = tx.one("SELECT user_id FROM files WHERE id = :id AND status <> 'stray'", id=file_id)
    if not row:
        raise NotFound()
    return str(row["user_id"])


def taken(tx: Transaction, user_id: str, stray_since: int) -> Taken:
    """By all of a user's, of stray ones those that were made since."""
    row = tx.one(
        f"SELECT bytes, files FROM {taken_by_whom(':user_id')}",  # noqa: S608
        user_id=user_id,
        stray_since=stray_since,
    )
    return taken_in(row) if row else Taken(0, 0)


def taken_by_whom(user_id: str) -> str:
    """The same as a table within a statement that says whose, by a parameter or a query."""
    return f"(SELECT {_SUMS} FROM files WHERE user_id = {user_id} AND {_COUNTED}) AS taken"  # noqa: S608


def taken_in(row: Mapping[str, Any]) -> Taken:
    return Taken(int(row["bytes"]), row["files"])


def taken_by(tx: Transaction, user_ids: Sequence[str], stray_since: int) -> dict[str, Taken]:
    """The same of several users; of who has no files nothing."""
    names = {f"user_{number}": user_id for number, user_id in enumerate(user_ids)}
    found = tx.all(
        f"SELECT user_id, {_SUMS} FROM files"  # noqa: S608
        f" WHERE user_id IN ({', '.join(f':{name}' for name in names) or 'NULL'}) AND {_COUNTED}"
        " GROUP BY user_id",
        stray_since=stray_since,
        **names,
    )
    return {row["user_id"]: taken_in(row) for row in found}


def change(tx: Transaction, file: File, status: str, size: int, label_json: str | None) -> bool:
    """Give it a status, a size and a label, if it still has the status that `file` says."""
    return bool(
        tx.run(
            "UPDATE files SET status = :status, size = :size, label_json = :label_json"
            " WHERE id = :id AND status = :known",
            id=file.id,
            status=status,
            size=size,
            label_json=label_json,
            known=file.status,
        )
    )


def send_in_parts(tx: Transaction, file_id: str, upload_id: str) -> None:
    """Note how a pending one is sent."""
    tx.run(
        "UPDATE files SET upload_id = :upload_id WHERE id = :id AND status = 'pending'",
        id=file_id,
        upload_id=upload_id,
    )


def unfinished(tx: Transaction, status: str, than: int, limit: int) -> list[File]:
    """The oldest of `status` that were made before `than`."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM files"  # noqa: S608
        " WHERE status = :status AND created_at < :than ORDER BY created_at LIMIT :limit",
        status=status,
        than=than,
        limit=limit,
    )
    return [File(**row) for row in found]


def unfinished_of(tx: Transaction, user_id: str, than: int, limit: int) -> list[File]:
    """A user's oldest that are not ready and were made before `than`."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM files"  # noqa: S608
        " WHERE user_id = :user_id AND status <> 'ready' AND created_at < :than"
        " ORDER BY id LIMIT :limit",
        user_id=user_id,
        than=than,
        limit=limit,
    )
    return [File(**row) for row in found]


def remove(tx: Transaction, file_id: str) -> None:
    """Remove a stray one."""
    tx.run("DELETE FROM files WHERE id = :id AND status = 'stray'", id=file_id)
