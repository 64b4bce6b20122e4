"""Files of users: the content lies in the storage, and a row says whose it is and what.

A row is added before its object is put, and removed after its object was. So no object is without
a row, and a file that shows has its object: what dies in between leaves a `pending` or a `stray`
row, which the sweeper takes up a day later, when no address to send it by is valid any more.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from shared import ids, log, plain_text, times
from shared.config import environment
from shared.database import transactions
from shared.errors import (
    ApiError,
    Conflict,
    InvalidToken,
    NotFound,
    PayloadTooLarge,
    StorageFull,
    UnsupportedMediaType,
)
from shared.files import lifecycle, quota, sweeper, types
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Paging
from shared.storage import objects
from shared.storage.backend import Upload
from shared.store import files
from shared.store.files import PENDING, READY, STRAY, File
from shared.store.users import User

LOOK, SEND = 600, 900  # seconds that addresses are valid
_LONGEST_NAME = 200  # characters
_PIECE = 1 << 20  # bytes of a file that are in memory at a time


class Sending(msgspec.Struct, frozen=True):
    """The request by which the client sends the content, to the storage itself."""

    method: str
    url: str
    headers: dict[str, str]
    fields: dict[str, str]
    expires_at: str


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file; with an address where it can be seen for a while, when it was asked for alone."""

    id: str
    filename: str
    content_type: str
    size: int
    status: str
    created_at: str
    url: str | None = None


class Begun(msgspec.Struct, frozen=True):
    """A file that the client is to send."""

    file: Shown
    upload: Sending


def begin(owner: User, filename: str, content_type: str, size: int) -> Begun:
    """UnsupportedMediaType, PayloadTooLarge, StorageFull; no more than `size` may be sent."""
    known = _known_type(content_type)
    limit = environment.settings().max_file_size
    if size > limit:
        raise PayloadTooLarge("file_too_large", param="size", limit=limit)
    file = _new(owner, filename, known, size, PENDING)
    upload = objects.upload(file.object_key, known, size, SEND)
    _add(file)
    sweeper.by_chance()
    return Begun(_shown(file), _sending(upload))


def keep(
    owner: User, filename: str, content_type: str, content: bytes | Path, file_id: str = ""
) -> Shown:
    """Put what is here already; it shows when everything is done, and before that never.

    UnsupportedMediaType, StorageFull.
    """
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    file = _new(owner, filename, _known_type(content_type), size, STRAY, file_id)
    _add(file)
    sweeper.by_chance()
    _put(file, content)
    ready = lifecycle.make_ready(file, file.size)
    if not ready:
        raise InvalidToken()  # they have left meanwhile
    return _seen(ready)


def page(owner: User, paging: Paging) -> Page[Shown]:
    """Those whose content is there."""
    with transactions.asking() as tx:
        found = files.page(tx, owner.id, before=paging.before, limit=paging.limit + 1)
    return pagination.page(
        [_shown(file) for file in found], [file.id for file in found], paging.limit
    )


def get(owner: User, file_id: str) -> Shown:
    """The file with its address; one that the client has sent since becomes ready here.

    UnsupportedMediaType when it is not of the type that was announced: then it is gone.
    """
    file = lifecycle.settle(_found(owner, file_id))
    return _seen(file) if file.status == READY else _shown(file)


def read(owner: User, file_id: str, limit: int) -> tuple[File, bytes]:
    """The file and its content; Conflict while it was not sent, PayloadTooLarge."""
    file = lifecycle.settle(_found(owner, file_id))
    if file.status != READY:
        raise Conflict("file_pending")
    return file, objects.get(file.object_key, limit)


def remove(owner: User, file_id: str) -> None:
    """Hide it for good, then remove the object; if that fails now, the sweeper does it."""
    file = _found(owner, file_id)
    if not lifecycle.hide(file):
        raise NotFound()
    try:
        if file.created_at < quota.unsettled_since():
            sweeper.erase(file)
        else:
            objects.remove(file.object_key)  # it may be sent once more: its row says so
    except ApiError as e:
        log.write("warning", "a removed file is left to the sweeper", cause=e.reason, file=file.id)


def _found(owner: User, file_id: str) -> File:
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


def _new(
    owner: User, filename: str, content_type: str, size: int, status: str, file_id: str = ""
) -> File:
    file_id, now = file_id or ids.make(), times.now()
    month = f"{datetime.fromtimestamp(now / 1000, UTC):%Y/%m}"
    extension = types.TYPES[content_type].extension
    key = f"{objects.USERS}{owner.id}/{month}/{file_id}.{extension}"
    return File(file_id, owner.id, key, _clean(filename), content_type, size, status, now)


def _add(file: File) -> None:
    """StorageFull when there is no room for it, also after what is over was swept."""
    try:
        quota.add(file)
    except StorageFull:
        if not sweeper.free(file.user_id, quota.unsettled_since()):
            raise
        quota.add(file)


def _known_type(content_type: str) -> str:
    known = types.named(content_type)
    if not known:
        allowed = ", ".join(types.TYPES)
        raise UnsupportedMediaType("file_type", param="content_type", expected=allowed)
    return known


def _clean(filename: str) -> str:
    """What is shown of a name: its last part, in one line. It never names anything of ours."""
    shown = plain_text.shown(re.split(r"[/\\]", filename)[-1], _LONGEST_NAME)
    return "file" if plain_text.is_blank(shown) else shown


def _seen(file: File) -> Shown:
    url = objects.url(file.object_key, LOOK, file.content_type)
    return msgspec.structs.replace(_shown(file), url=url)


def _shown(file: File) -> Shown:
    return Shown(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        status=file.status,
        created_at=times.iso(file.created_at),
    )


def _sending(upload: Upload) -> Sending:
    return Sending(
        upload.method, upload.url, upload.headers, upload.fields, times.iso(upload.expires_at)
    )
