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


def add(tx: Transaction, failure: Failure) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "failures", failure)


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
