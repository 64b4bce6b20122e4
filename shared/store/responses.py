"""Table `responses`; every statement that reads or removes one of a user names its owner."""

from collections.abc import Iterable

import msgspec

from shared.database.transactions import Transaction
from shared.errors import NotFound
from shared.store import rows

LONGEST_CHAIN = 500  # responses
_LARGEST_CHAIN = 16_777_216  # bytes of what was said


class Response(msgspec.Struct, frozen=True):
    """What was asked and answered, and the rest; `previous_id` is the one it goes on from."""

    id: str
    user_id: str
    previous_id: str | None
    input_json: str
    output_json: str
    response_json: str
    created_at: int


class Link(msgspec.Struct, frozen=True):
    """What a chain says of one response."""

    previous_id: str | None
    input_json: str
    output_json: str


_COLUMNS = rows.columns(Response)
_AGEING = rows.Ageing("responses", ("id",), "created_at", "responses_old")
_SIZE = "LENGTH(r.input_json) + LENGTH(r.output_json)"
_CHAIN = (
    "WITH RECURSIVE chain (id, previous_id, depth, size) AS ("  # noqa: S608
    f"SELECT r.id, r.previous_id, 1, {_SIZE} FROM responses r"
    " WHERE r.id = :id AND r.user_id = :user_id"
    f" UNION ALL SELECT r.id, r.previous_id, chain.depth + 1, chain.size + {_SIZE}"
    " FROM responses r JOIN chain ON r.id = chain.previous_id"
    " WHERE r.user_id = :user_id AND chain.depth < :most AND chain.size < :largest)"
    " SELECT r.previous_id, r.input_json, r.output_json"
    " FROM chain JOIN responses r ON r.id = chain.id ORDER BY chain.depth DESC"
)


def add_later(tx: Transaction, response: Response) -> None:
    """With the next statement, or the commit."""
    rows.add_later(tx, "responses", response)


def get(tx: Transaction, response_id: str, user_id: str) -> Response:
    row = tx.one(
        f"SELECT {_COLUMNS} FROM responses WHERE id = :id AND user_id = :user_id",  # noqa: S608
        id=response_id,
        user_id=user_id,
    )
    if not row:
        raise NotFound()
    return Response(**row)


def outputs(tx: Transaction, ids: Iterable[str], user_id: str) -> list[str]:
    """What those of these said that the user has."""
    places, values = rows.listed(list(ids))
    found = tx.all(
        f"SELECT output_json FROM responses WHERE id IN ({places}) AND user_id = :user_id",  # noqa: S608
        user_id=user_id,
        **values,
    )
    return [row["output_json"] for row in found]


def chain(tx: Transaction, response_id: str, user_id: str) -> list[Link]:
    """A response and those that it goes on from, the oldest first, as many as are bearable."""
    found = tx.all(
        _CHAIN, id=response_id, user_id=user_id, most=LONGEST_CHAIN, largest=_LARGEST_CHAIN
    )
    return [Link(**row) for row in found]


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
