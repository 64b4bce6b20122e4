"""Table `users`, listed in another order than the newest first."""

from typing import Literal, NamedTuple

from shared.database.transactions import Transaction
from shared.store import rows
from shared.store.users import COLUMNS, User
from shared.store.users_listed import Asked

_DIRECTIONS = {False: (">", "<=", "ASC", ""), True: ("<", ">=", "DESC", rows.BEYOND)}


class Order(NamedTuple):
    """By a column that an index has."""

    by: Literal["id", "email"]
    descending: bool

    def __str__(self) -> str:
        return f" ORDER BY {self.by} {_DIRECTIONS[self.descending][2]}"

    def between(self, until: str) -> str:
        """The condition of rows behind `:beyond`, and up to `:until` if there is one."""
        behind, up_to, *_ = _DIRECTIONS[self.descending]
        return f"{self.by} {behind} :beyond" + (f" AND {self.by} {up_to} :until" if until else "")


class Last(NamedTuple):
    """Where one stops to look: at the user with this id, of whom the order's column says `at`."""

    id: str
    at: str


def page(
    tx: Transaction, order: Order, asked: Asked, *, after: str, until: str, limit: int
) -> list[User]:
    """Those asked for behind the id `after`, up to what `last_of` has found."""
    found = tx.all(
        f"SELECT {COLUMNS} FROM users WHERE {order.between(until)}"  # noqa: S608
        f" AND {asked.condition}{order} LIMIT :limit",
        beyond=_beyond(tx, order, after),
        limit=limit,
        **asked.values,
        **rows.asked(until=until),
    )
    return [User(**row) for row in found]


def last_of(tx: Transaction, order: Order, *, after: str, most: int) -> Last:
    """The last of the next `most`; empty when there are no more than that."""
    found = tx.all(
        f"SELECT id, {order.by} AS at FROM users WHERE {order.between('')}{order}"  # noqa: S608
        " LIMIT 2 OFFSET :last",
        beyond=_beyond(tx, order, after),
        last=most - 1,
    )
    return Last(**found[0]) if len(found) == 2 else Last("", "")


def _beyond(tx: Transaction, order: Order, after: str) -> str:
    """What the column of that user says; who has left meanwhile is at the place of their id."""
    if not after:
        return _DIRECTIONS[order.descending][3]
    row = tx.one(f"SELECT {order.by} AS at FROM users WHERE id = :after", after=after)  # noqa: S608
    return str(row["at"]) if row else after
