"""Back-ups as administrators see, make and fetch them."""

from typing import Annotated

import msgspec

from shared import times
from shared.access import audit
from shared.access.audit import Actor
from shared.backups import archive
from shared.backups.archive import Kept
from shared.config import environment
from shared.database import transactions
from shared.errors import Conflict
from shared.http.request import Body
from shared.operations import jobs

_VALID = 600  # seconds that an address can be used

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class BackupShown(msgspec.Struct, frozen=True):
    key: str
    made_at: str
    bytes: int


class Backups(msgspec.Struct, frozen=True):
    """The newest first; each is kept for `days` days, the newest in any case; `0` is for ever."""

    data: list[BackupShown]
    days: int


class Wish(Body, kw_only=True):
    """Which back-up somebody wants to fetch, and why, which is in the audit trail."""

    key: Key
    reason: Annotated[str, msgspec.Meta(min_length=3, max_length=200)]


class Address(msgspec.Struct, frozen=True):
    """Where a back-up can be fetched until then, by anybody who has this."""

    url: str
    expires_at: str


def found() -> Backups:
    """UpstreamError when the storage does not answer."""
    return Backups([_shown(kept) for kept in archive.kept()], environment.settings().backup_days)


def make(actor: Actor) -> BackupShown:
    """Make one now; Conflict while another instance does, or just after the nightly one."""
    if jobs.run(jobs.BACKUP) is None:
        raise Conflict("backup_under_way")
    made = archive.kept()[0]
    with transactions.writing() as tx:
        audit.note(tx, actor, "backups.make", made.key, None, {"bytes": made.bytes})
    return _shown(made)


def give(actor: Actor, wish: Wish) -> Address:
    """An address of a back-up for ten minutes; NotFound."""
    url = archive.address(wish.key, _VALID)
    with transactions.writing() as tx:
        audit.note(tx, actor, "backups.fetch", wish.key, None, {"reason": wish.reason})
    return Address(url, times.iso(times.now() + _VALID * 1000))


def _shown(kept: Kept) -> BackupShown:
    return BackupShown(kept.key, times.iso(kept.at), kept.bytes)
