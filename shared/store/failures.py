"""Table `failures`: answers from 500 on, by which an operator finds their lines in the log."""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Failure(msgspec.Struct, frozen=True):
    """`endpoint` is its method and route, `code` the contract's."""

    id: str
    endpoint: str
    status: int
    code: str
    request_id: str
    at: int


_AGEING = rows.Ageing("failures", ("id",), "at", "failures_at")
_COLUMNS = rows.columns(Failure)
_ADD = (
    f"INSERT INTO failures ({_COLUMNS})"  # noqa: S608
    " VALUES (:id, :endpoint, :status, :code, :request_id, :at)"
)
_PUT = {
    "sqlite": f"{_ADD} ON CONFLICT (id) DO NOTHING",
    "mysql": f"{_ADD} ON DUPLICATE KEY UPDATE id = id",
}


def put(tx: Transaction, failure: Failure) -> None:
    """Keep one that may be there already, as when a commit came to be and nobody heard of it."""
    tx.later(_PUT[tx.dialect], **msgspec.structs.asdict(failure))


def newest(tx: Transaction, since: int, most: int) -> list[Failure]:
    """Those from `since` on, the newest first."""
    found = tx.all(
        f"SELECT {_COLUMNS} FROM failures WHERE at >= :since ORDER BY at DESC LIMIT :most",  # noqa: S608
        since=since,
        most=most,
    )
    return [Failure(**row) for row in found]


def remove_before(tx: Transaction, at: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, at, most)
