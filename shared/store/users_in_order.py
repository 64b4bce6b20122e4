"""Table `users`, listed in another order than the newest first."""

from typing import Literal, NamedTuple

from shared.database.transactions import Transaction
from shared.store import rows
from shared.store.users import CALLED, COLUMNS, HERE, User

_DIRECTIONS = {False: (">", "ASC", ""), True: ("<", "DESC", rows.BEYOND)}


class Order(NamedTuple):
    """By a column that an index has."""

    by: Literal["id", "email"]
    descending: bool

    def __str__(self) -> str:
        return f" ORDER BY {self.by} {_DIRECTIONS[self.descending][1]}"


def page(
    tx: Transaction,
    order: Order,
    *,
    after: str,
    most: int,
    like: str,
    like_email: str,
    role: str,
    disabled: bool | None,
    limit: int,
) -> list[User]:
    """Those so called among the next `most` behind the id `after`; no `role` is any, as is None."""
    asked = rows.asked(role=role, disabled=disabled)
    found = tx.all(
        f"SELECT {COLUMNS} FROM ({_next(order, COLUMNS)} LIMIT :most) AS next"  # noqa: S608
        f" WHERE ({CALLED}){rows.matching(asked)}{order} LIMIT :limit",
        beyond=_beyond(tx, order, after),
        most=most,
        like=like,
        like_email=like_email,
        limit=limit,
        **asked,
    )
    return [User(**row) for row in found]


def last_of(tx: Transaction, order: Order, *, after: str, most: int) -> str:
    """The id of the last of the next `most`; empty when there are no more than that."""
    found = tx.all(
        f"{_next(order, 'id')} LIMIT 2 OFFSET :last",
        beyond=_beyond(tx, order, after),
        last=most - 1,
    )
    return str(found[0]["id"]) if len(found) == 2 else ""


def _next(order: Order, columns: str) -> str:
    sign = _DIRECTIONS[order.descending][0]
    return f"SELECT {columns} FROM users WHERE {order.by} {sign} :beyond AND {HERE}{order}"  # noqa: S608


def _beyond(tx: Transaction, order: Order, after: str) -> str:
    """What the column of that user says; who has left meanwhile is at the place of their id."""
    if not after:
        return _DIRECTIONS[order.descending][2]
    row = tx.one(f"SELECT {order.by} AS at FROM users WHERE id = :after", after=after)  # noqa: S608
    return str(row["at"]) if row else after
