"""How a file becomes ready, or stray: each time by a statement that only one caller wins."""

import msgspec

from shared.database import transactions
from shared.errors import UnsupportedMediaType
from shared.files import sayings, types
from shared.labels import reading
from shared.storage import objects
from shared.store import files, users
from shared.store.files import PENDING, READY, STRAY, File


def settle(file: File) -> File:
    """As it is after a look at what the client has sent, if anything.

    UnsupportedMediaType when that is not of the type that was announced: then it is gone.
    """
    size = objects.size(file.object_key) if file.status == PENDING else None
    if size is None:
        return file
    head = objects.beginning(file.object_key, reading.WINDOW)
    if not types.fits(head, file.content_type):
        hide(file)
        drop(file)
        raise UnsupportedMediaType("file_other", expected=file.content_type)
    label_json = reading.encoded(sayings.of_object(file.object_key, head, size))
    return make_ready(msgspec.structs.replace(file, label_json=label_json), size) or file


def make_ready(file: File, size: int) -> File | None:
    """None when somebody else has changed it, or its owner is gone."""

    def mark(tx: transactions.Transaction) -> bool:
        owner = users.find_locked(tx, file.user_id)
        return owner is not None and files.change(tx, file, READY, size, file.label_json)

    return (
        msgspec.structs.replace(file, status=READY, size=size)
        if transactions.atomically(mark)
        else None
    )


def drop(file: File) -> None:
    """Remove its object, and what was sent of it in parts."""
    if file.upload_id:
        objects.abort(file.object_key, file.upload_id)
    objects.remove(file.object_key)


def hide(file: File) -> bool:
    """From here on nobody sees it, and the sweeper removes it; False when somebody was first."""
    return transactions.atomically(
        lambda tx: files.change(tx, file, STRAY, file.size, file.label_json)
    )
