"""What is left of files that were never finished, or were removed, and of what lives for a day.

Who adds a file also sweeps, once in a while, so that it is done without a scheduler; those who
never touch the storage do not carry what reaches it. Any number may sweep at once.
"""

from shared import times
from shared.database import transactions
from shared.errors import UnsupportedMediaType
from shared.files import lifecycle
from shared.scheduling import in_passing
from shared.storage import objects
from shared.store import files
from shared.store.files import PENDING, STRAY, File

_ONE_IN = 50
_MOST = 50  # rows of each kind in one go
_DAY = 86_400_000  # milliseconds


def by_chance() -> None:
    in_passing.do(_ONE_IN, run, "sweeping files failed")


def run() -> dict[str, int]:
    """Do everything; returns how much there was of each."""
    then = times.now() - _DAY
    with transactions.reading() as tx:
        pending = files.unfinished(tx, PENDING, then, _MOST)
        stray = files.unfinished(tx, STRAY, then, _MOST)
    for file in pending:
        _end(file)
    for file in stray:
        _erase(file)
    return {"pending": len(pending), "stray": len(stray), "temporary": _temporary(then)}


def _end(file: File) -> None:
    """It was sent, and nobody has asked for it; or it was not."""
    try:
        settled = lifecycle.settle(file)
    except UnsupportedMediaType:
        return  # a stray one from here on
    if settled.status == PENDING and lifecycle.hide(file):
        _erase(file)


def _erase(file: File) -> None:
    """The object first: while it may be there, its row says so."""
    objects.remove(file.object_key)
    with transactions.writing() as tx:
        files.remove(tx, file.id)


def _temporary(then: int) -> int:
    """In a bucket, a rule of `make oss-setup` does this too."""
    count = 0
    for stored in objects.list_older(objects.TEMPORARY, then):
        objects.remove(stored.key)
        count += 1
    return count
