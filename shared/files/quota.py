"""How much of the storage a user may fill: bytes and files, announced ones included.

What was removed counts as long as an address to send it by may be valid, or the object there.
"""

import msgspec

from shared import times
from shared.access import policy
from shared.access.policy import Policy
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidToken, StorageFull
from shared.store import files, users
from shared.store.files import File, Taken

SETTLED = 3_600_000  # milliseconds after which nothing is sent any more to where a file was


class Storage(msgspec.Struct, frozen=True):
    """What a user's files take and may take at most; 0 is no quota."""

    bytes: int
    files: int
    max_bytes: int
    max_files: int


def of(taken: Taken) -> Storage:
    rules = policy.current()
    return Storage(taken.bytes, taken.files, rules.storage_bytes, rules.storage_files)


def add(file: File, *, over: bool = False) -> None:
    """Add its row if there is room for it, or `over` the quota; StorageFull, InvalidToken when the
    account is gone."""
    rules = policy.current()

    def keep(tx: Transaction) -> None:
        if not users.find_locked(tx, file.user_id):  # and two at once must not find the same room
            raise InvalidToken()  # they have left meanwhile
        if not over:
            _require_room(files.taken(tx, file.user_id, 0), file.size, rules)
        files.add(tx, file)

    transactions.atomically(keep)


def require_room(user_id: str, size: int, count: int = 1) -> None:
    """StorageFull where so many files of so many bytes in all, which are yet to be made, have no
    room now."""
    with transactions.asking() as tx:
        taken = files.taken(tx, user_id, unsettled_since())
    _require_room(taken, size, policy.current(), count)


def unsettled_since() -> int:
    return times.now() - SETTLED


def _require_room(taken: Taken, size: int, rules: Policy, count: int = 1) -> None:
    if 0 < rules.storage_files < taken.files + count:
        raise StorageFull("storage_files", taken=taken.files, limit=rules.storage_files)
    if 0 < rules.storage_bytes < taken.bytes + size:
        raise StorageFull(taken=taken.bytes, limit=rules.storage_bytes)
