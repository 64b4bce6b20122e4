"""Files that are sent in parts, by the client to the storage itself: large ones, over bad lines.

What came is known by the storage alone, so that whoever was cut off asks what is missing, and
goes on with that. A file shows when all parts were put together and its type was looked at.
"""

from typing import Annotated

import msgspec

from shared import times
from shared.config import environment
from shared.database import transactions
from shared.errors import (
    Conflict,
    InvalidRequest,
    NotFound,
    PayloadTooLarge,
    UnsupportedMediaType,
    UpstreamError,
)
from shared.files import announced, library
from shared.files.library import Sending, Shown
from shared.http.request import Body
from shared.storage import objects
from shared.storage.backend import SentPart
from shared.store import files
from shared.store.files import PENDING, READY, File
from shared.store.users import User

LOOK_FAILS = (NotFound, PayloadTooLarge, UpstreamError)
FAILS = (*LOOK_FAILS, Conflict, UnsupportedMediaType)
LONGEST = 86_400_000  # milliseconds, after which the sweeper ends it
_PART, _MOST_PARTS = 8 << 20, 1000  # bytes of all but the last; OSS lists so many at once
_SEND = 3600  # seconds that the address of a part is valid
_AT_ONCE = 100  # addresses
_KINDS = ("video/", "audio/")

Number = Annotated[int, msgspec.Meta(ge=1, le=_MOST_PARTS)]


class Part(msgspec.Struct, frozen=True):
    """One that came."""

    number: int
    size: int


class Upload(msgspec.Struct, frozen=True):
    """A file in `count` parts of `part_size` bytes, the last of what is left; those that came."""

    file: Shown
    part_size: int
    count: int
    parts: list[Part]
    expires_at: str


class Address(msgspec.Struct, frozen=True):
    """The request by which one part is sent: its body is these bytes of the file."""

    number: int
    offset: int
    size: int
    upload: Sending


class Addresses(msgspec.Struct, frozen=True):
    data: list[Address]


class Wanted(Body, kw_only=True):
    """The numbers of parts, from 1."""

    numbers: Annotated[list[Number], msgspec.Meta(min_length=1, max_length=_AT_ONCE)]


def begin(owner: User, filename: str, content_type: str, size: int) -> Upload:
    """UnsupportedMediaType for what is neither film nor sound; PayloadTooLarge, StorageFull."""
    limit = environment.settings().max_media_size
    told = announced.read(filename, content_type, size, limit)
    if not told.content_type.startswith(_KINDS):
        raise UnsupportedMediaType("media_type", param="content_type")
    file = announced.row(owner, told, PENDING)
    announced.add(file)
    upload_id = objects.begin_parts(file.object_key, file.content_type)
    with transactions.writing() as tx:
        files.send_in_parts(tx, file.id, upload_id)
    return _upload(file, [])


def look(owner: User, file_id: str) -> Upload:
    """What came of a file so far; NotFound when it is not being sent in parts any more."""
    return _upload(*_came(owner, file_id))


def addresses(owner: User, file_id: str, numbers: list[int]) -> Addresses:
    """Where to send these parts; InvalidRequest for one that the file does not have."""
    file = _pending(owner, file_id)
    if max(numbers) > _count(file.size):
        raise InvalidRequest("part_unknown", param="numbers", count=_count(file.size))
    return Addresses([_address(file, number) for number in dict.fromkeys(numbers)])


def complete(owner: User, file_id: str) -> Shown:
    """Put the parts together; Conflict while one is missing or smaller, PayloadTooLarge when one
    is larger: then all are gone.

    UnsupportedMediaType when the content is not of the type that was announced: then it is gone.
    """
    file = library.row(owner, file_id)
    if file.status != READY and objects.size(file.object_key) is None:
        _join(*_came(owner, file_id))
    return library.get(owner, file_id)


def abort(owner: User, file_id: str) -> None:
    """End it; what came is removed."""
    library.remove(owner, _pending(owner, file_id).id)


def _came(owner: User, file_id: str) -> tuple[File, list[SentPart]]:
    """An upload and what came of it. OSS signs no part's length: one that is larger than it was
    announced ends the upload, so that nobody keeps more than they said."""
    file = _pending(owner, file_id)
    sent = objects.parts(file.object_key, file.upload_id)
    for part in sent:
        limit = _size(file.size, part.number)
        if part.size > limit:
            library.remove(owner, file.id)
            raise PayloadTooLarge("part_too_large", number=part.number, limit=limit)
    return file, sent


def _join(file: File, sent: list[SentPart]) -> None:
    whole = {number: _size(file.size, number) for number in range(1, _count(file.size) + 1)}
    came = {part.number: part.size for part in sent}
    if came != whole:
        wrong = sorted(number for number, size in whole.items() if came.get(number) != size)
        raise Conflict("parts_missing", numbers=", ".join(map(str, wrong[:_AT_ONCE])))
    objects.join(file.object_key, file.upload_id, sent)


def _pending(owner: User, file_id: str) -> File:
    file = library.row(owner, file_id)
    if file.status != PENDING or not file.upload_id:
        raise NotFound()
    return file


def _part_size(size: int) -> int:
    """Of all parts but the last: as small as the number of parts allows."""
    return max(_PART, -(-size // _MOST_PARTS))


def _count(size: int) -> int:
    return -(-size // _part_size(size))


def _size(size: int, number: int) -> int:
    part = _part_size(size)
    return min(part, size - (number - 1) * part)


def _address(file: File, number: int) -> Address:
    size, offset = _size(file.size, number), (number - 1) * _part_size(file.size)
    upload = objects.part(file.object_key, file.upload_id, number, size, _SEND)
    return Address(number, offset, size, library.sending(upload))


def _upload(file: File, sent: list[SentPart]) -> Upload:
    return Upload(
        file=library.shown(file),
        part_size=_part_size(file.size),
        count=_count(file.size),
        parts=[Part(part.number, part.size) for part in sent],
        expires_at=times.iso(file.created_at + LONGEST),
    )
