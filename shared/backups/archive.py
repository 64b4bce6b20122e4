"""Back-ups of the database: made in storage or as a file, and removed when they are old.

They are as secret as the database: an address of one is given to an administrator who says why, for
minutes, and that is in the audit trail.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from shared import ids, times
from shared.backups import dump_writer
from shared.backups.dump_writer import Dump
from shared.config import environment
from shared.database import snapshots
from shared.errors import NotFound
from shared.storage import objects
from shared.storage.backend import Stored

_OURS = re.compile(re.escape(objects.BACKUPS) + r"\d{8}T\d{6}Z-[0-9A-Z]{26}\.gz")
_DAY = 86_400_000  # milliseconds


class Made(NamedTuple):
    place: str  # a key, or a path
    rows: int
    bytes: int


class Kept(NamedTuple):
    """A back-up in the storage, made at an instant in milliseconds since 1970."""

    key: str
    at: int
    bytes: int


def make() -> Made:
    """Put a dump into storage; it is there as a whole, or not at all."""
    key = f"{objects.BACKUPS}{_stamp(times.now())}-{ids.make()}.gz"
    with snapshots.opened() as snapshot:
        dump = Dump(snapshot)
        size = objects.put_stream(key, dump.pieces(), dump_writer.CONTENT_TYPE)
    return Made(key, sum(dump.rows.values()), size)


def write(path: Path) -> Made:
    """The same into a new file that only its owner may read; FileExistsError."""
    with _new(path) as file, snapshots.opened() as snapshot:
        dump = Dump(snapshot)
        size = sum(file.write(piece) for piece in dump.pieces())
    return Made(str(path), sum(dump.rows.values()), size)


def address(key: str, seconds: int) -> str:
    """Where a back-up can be fetched for a while, by anybody; NotFound of what is none."""
    if not _OURS.fullmatch(key) or objects.size(key) is None:
        raise NotFound()
    return objects.url(key, seconds, dump_writer.CONTENT_TYPE, key.removeprefix(objects.BACKUPS))


def kept() -> list[Kept]:
    """Those that are there, the newest first."""
    return [Kept(each.key, _moment(each.key), each.size) for each in reversed(_found())]


def remove_old() -> int:
    """Remove those of more than BACKUP_DAYS days, except the newest; returns how many."""
    days = environment.settings().backup_days
    if not days:
        return 0
    oldest = f"{objects.BACKUPS}{_stamp(times.now() - days * _DAY)}"
    old = [key for key in keys()[:-1] if key < oldest]
    for key in old:
        objects.remove(key)
    return len(old)


def keys() -> list[str]:
    """Of all back-ups, from the oldest to the newest; what else lies there is not ours."""
    return [stored.key for stored in _found()]


def _found() -> list[Stored]:
    every = objects.list_older(objects.BACKUPS, times.now() + _DAY)
    ours = (stored for stored in every if _OURS.fullmatch(stored.key))
    return sorted(ours, key=lambda stored: stored.key)


def _stamp(moment: int) -> str:
    """`20261122T083000Z` of an instant."""
    return times.iso(moment)[:19].replace("-", "").replace(":", "") + "Z"


def _moment(key: str) -> int:
    """The instant in a key that `_stamp` wrote."""
    stamp = key.removeprefix(objects.BACKUPS)[:16]
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return int(moment.timestamp()) * 1000


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name at the end of the block."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(0o600)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file)
        path.hardlink_to(part)
    finally:
        part.unlink(missing_ok=True)
