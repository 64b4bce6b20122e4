"""Files of users: the content lies in the storage, and a row says whose it is and what.

A row is added before its object is put, and removed after its object was. So no object is without
a row, and a file that shows has its object: what dies in between leaves a `pending` or a `stray`
row, which the sweeper takes up a day later, when no address to send it by is valid any more.
"""

from pathlib import Path

import msgspec

from shared import log, times
from shared.config import environment
from shared.database import transactions
from shared.errors import ApiError, Conflict, InvalidToken, NotFound
from shared.files import announced, lifecycle, quota, sweeper
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.labels import reading
from shared.labels.found import Found, Verdict
from shared.storage import objects
from shared.storage.backend import Upload
from shared.store import files
from shared.store.files import PENDING, READY, STRAY, File
from shared.store.users import User

LOOK, SEND = 600, 900  # seconds that addresses are valid
_PIECE = 1 << 20  # bytes


class Sending(msgspec.Struct, frozen=True):
    """The request by which the client sends the content, to the storage itself."""

    method: str
    url: str
    headers: dict[str, str]
    fields: dict[str, str]
    expires_at: str


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file; with an address where it can be seen for a while, when it was asked for alone.

    `label` is what it says of itself, or its maker of it: that it is `generated`, or `maybe`.
    """

    id: str
    filename: str
    content_type: str
    size: int
    status: str
    created_at: str
    label: Verdict = ""
    url: str | None = None


class Begun(msgspec.Struct, frozen=True):
    """A file that the client is to send."""

    file: Shown
    upload: Sending


def begin(owner: User, filename: str, content_type: str, size: int) -> Begun:
    """UnsupportedMediaType, PayloadTooLarge, StorageFull; no more than `size` may be sent."""
    limit = environment.settings().max_file_size
    told = announced.read(filename, content_type, size, limit)
    file = announced.row(owner, told, PENDING)
    upload = objects.upload(file.object_key, file.content_type, size, SEND)
    announced.add(file)
    return Begun(shown(file), sending(upload))


def keep(
    owner: User,
    filename: str,
    content_type: str,
    content: bytes | Path,
    file_id: str = "",
    *,
    over_quota: bool = False,
    label: Found | None = None,
) -> Shown:
    """Put what is here already; it shows when everything is done, and before that never. Its
    `label` is read where nobody knows it.

    UnsupportedMediaType, StorageFull unless `over_quota`: what a provider was paid for is kept.
    """
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    told = announced.made(filename, content_type, size)
    said = reading.read(content) if label is None else label
    file = announced.row(owner, told, STRAY, file_id, reading.encoded(said))
    announced.add(file, over_quota=over_quota)
    _put(file, content)
    made = lifecycle.make_ready(file, file.size)
    if not made:
        raise InvalidToken()  # they have left meanwhile
    return _seen(made)


def page(owner: User, paging: Paging) -> Page[Shown]:
    """Those whose content is there."""
    with transactions.asking() as tx:
        found = files.page(tx, owner.id, before=paging.before, limit=paging.limit + 1)
    return pagination.page(
        [shown(file) for file in found], [file.id for file in found], paging.limit
    )


def get(owner: User, file_id: str) -> Shown:
    """The file with its address; one that the client has sent since becomes ready here.

    UnsupportedMediaType when it is not of the type that was announced: then it is gone.
    """
    file = lifecycle.settle(row(owner, file_id))
    return _seen(file) if file.status == READY else shown(file)


def read(owner: User, file_id: str, limit: int) -> tuple[File, bytes]:
    """The file and its content; Conflict while it was not sent, PayloadTooLarge."""
    file = ready(owner, file_id)
    return file, objects.get(file.object_key, limit)


def ready(owner: User, file_id: str) -> File:
    """One whose content is there; Conflict while it was not sent."""
    file = lifecycle.settle(row(owner, file_id))
    if file.status != READY:
        raise Conflict("file_pending")
    return file


def link(owner: User, file_id: str, seconds: int) -> str:
    """An address where the file can be seen for so long, by anybody; NotFound."""
    file = row(owner, file_id)
    return objects.url(file.object_key, seconds, file.content_type)


def remove(owner: User, file_id: str) -> None:
    """Hide it for good, then remove the object; if that fails now, the sweeper does it."""
    file = row(owner, file_id)
    if not lifecycle.hide(file):
        raise NotFound()
    try:
        if file.created_at < quota.unsettled_since():
            sweeper.erase(file)
        else:
            lifecycle.drop(file)  # it may be sent once more: its row says so
    except ApiError as e:
        log.write("warning", "a removed file is left to the sweeper", cause=e.reason, file=file.id)


def row(owner: User, file_id: str) -> File:
    with transactions.asking() as tx:
        return files.get(tx, file_id, owner.id)


def _put(file: File, content: bytes | Path) -> None:
    if isinstance(content, bytes):
        objects.put(file.object_key, content, file.content_type)
        return
    with content.open("rb") as opened:
        objects.put_stream(
            file.object_key, iter(lambda: opened.read(_PIECE), b""), file.content_type
        )


def _seen(file: File) -> Shown:
    url = objects.url(file.object_key, LOOK, file.content_type)
    return msgspec.structs.replace(shown(file), url=url)


def shown(file: File) -> Shown:
    return Shown(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        status=file.status,
        created_at=times.iso(file.created_at),
        label=reading.decoded(file.label_json).verdict,
    )


def sending(upload: Upload) -> Sending:
    return Sending(
        upload.method, upload.url, upload.headers, upload.fields, times.iso(upload.expires_at)
    )
