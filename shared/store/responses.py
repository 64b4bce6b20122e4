"""Table `responses`; every statement that reads or removes one of a user names its owner."""

from collections.abc import Iterable

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows

LONGEST_CHAIN = 500  # responses


class Response(msgspec.Struct, frozen=True):
    """What was asked and answered; `previous_id` is the one that it goes on from."""

    id: str
    user_id: str
    previous_id: str | None
    input_json: str
    response_json: str
    created_at: int


_COLUMNS = rows.columns(Response)
_AGEING = rows.Ageing("responses", ("id",), "created_at", "responses_old")
_CHAIN = (
    "WITH RECURSIVE chain (id, previous_id, depth) AS ("
    "SELECT id, previous_id, 0 FROM responses WHERE id = :id AND user_id = :user_id"
    " UNION ALL SELECT r.id, r.previous_id, chain.depth + 1"
    " FROM responses r JOIN chain ON r.id = chain.previous_id"
    " WHERE r.user_id = :user_id AND chain.depth + 1 < :most)"
    " SELECT r.id, r.user_id, r.previous_id, r.input_json, r.response_json, r.created_at"
    " FROM chain JOIN responses r ON r.id = chain.id ORDER BY chain.depth DESC"
)


def add_later(tx: Transaction, response: Response) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "responses", response)


def get(tx: Transaction, response_id: str, user_id: str) -> Response:
    found = some(tx, [response_id], user_id)
    if not found:
        raise NotFound()
    return found[0]


def some(tx: Transaction, ids: Iterable[str], user_id: str) -> list[Response]:
    """Those of these that the user has."""
    places, values = rows.listed(list(ids))
    found = tx.all(
        f"SELECT {_COLUMNS} FROM responses WHERE id IN ({places}) AND user_id = :user_id",  # noqa: S608
        user_id=user_id,
        **values,
    )
    return [Response(**row) for row in found]


def chain(tx: Transaction, response_id: str, user_id: str) -> list[Response]:
    """A response and those that it goes on from, the oldest first, at most `LONGEST_CHAIN`."""
    found = tx.all(_CHAIN, id=response_id, user_id=user_id, most=LONGEST_CHAIN)
    return [Response(**row) for row in found]


def remove(tx: Transaction, response_id: str, user_id: str) -> None:
    removed = tx.run(
        "DELETE FROM responses WHERE id = :id AND user_id = :user_id",
        id=response_id,
        user_id=user_id,
    )
    if not removed:
        raise NotFound()


def remove_older(tx: Transaction, than: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, than, most)
