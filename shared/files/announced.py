"""A file that is to come: what may come, and its row, which is there before its object."""

import re
from datetime import UTC, datetime

import msgspec

from shared import ids, plain_text, times
from shared.errors import PayloadTooLarge, StorageFull, UnsupportedMediaType
from shared.files import quota, sweeper, types
from shared.storage import objects
from shared.store.files import File
from shared.store.users import User

_LONGEST_NAME = 200  # characters


class Announced(msgspec.Struct, frozen=True):
    filename: str
    content_type: str  # as we name it
    size: int


def read(filename: str, content_type: str, size: int, limit: int) -> Announced:
    """UnsupportedMediaType, PayloadTooLarge beyond `limit` bytes."""
    known = types.named(content_type)
    if not known:
        allowed = ", ".join(types.TYPES)
        raise UnsupportedMediaType("file_type", param="content_type", expected=allowed)
    if size > limit:
        raise PayloadTooLarge("file_too_large", param="size", limit=limit)
    return Announced(_clean(filename), known, size)


def made(filename: str, content_type: str, size: int) -> Announced:
    """One that we have made ourselves; UnsupportedMediaType."""
    if content_type in types.MADE:
        return Announced(_clean(filename), content_type, size)
    return read(filename, content_type, size, size)


def row(
    owner: User, told: Announced, status: str, file_id: str = "", label_json: str | None = None
) -> File:
    """A new one, which is not added yet."""
    file_id, now = file_id or ids.make(), times.now()
    month = f"{datetime.fromtimestamp(now / 1000, UTC):%Y/%m}"
    key = f"{objects.USERS}{owner.id}/{month}/{file_id}.{types.extension(told.content_type)}"
    return File(
        id=file_id,
        user_id=owner.id,
        object_key=key,
        filename=told.filename,
        content_type=told.content_type,
        size=told.size,
        status=status,
        created_at=now,
        label_json=label_json,
    )


def add(file: File, *, over_quota: bool = False) -> None:
    """StorageFull when there is no room for it, also after what is over was swept."""
    try:
        quota.add(file, over=over_quota)
    except StorageFull:
        if not sweeper.free(file.user_id, quota.unsettled_since()):
            raise
        quota.add(file)
    sweeper.by_chance()


def _clean(filename: str) -> str:
    """What is shown of a name: its last part, in one line. It never names anything of ours."""
    shown = plain_text.shown(re.split(r"[/\\]", filename)[-1], _LONGEST_NAME)
    return "file" if plain_text.is_blank(shown) else shown
