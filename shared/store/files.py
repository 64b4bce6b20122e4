"""Table `files`: a row is there before its object, and until its object is gone.

`pending`: the client is to send it. `ready`: the object is there, and was checked. `stray`: there
may be an object, and nobody may see it any more; the sweeper removes both.
"""

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


_COLUMNS = rows.columns(File)


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


def change(tx: Transaction, file: File, status: str, size: int) -> bool:
    """Give it a status and a size, if it still has the status that `file` says."""
    return bool(
        tx.run(
            "UPDATE files SET status = :status, size = :size WHERE id = :id AND status = :known",
            id=file.id,
            status=status,
            size=size,
            known=file.status,
        )
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


def remove(tx: Transaction, file_id: str) -> None:
    """Remove a stray one."""
    tx.run("DELETE FROM files WHERE id = :id AND status = 'stray'", id=file_id)
