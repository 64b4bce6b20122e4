"""Lists of users: by what they are called, in any order, as administrators look for them."""

from typing import Annotated, Any, Literal

import msgspec

from shared.accounts import addresses
from shared.administration.users import UserShown, shown
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.http.inputs import pagination
from shared.http.inputs.pagination import LOOKED_AT, Page, Search
from shared.store import rows, users_in_order, users_listed
from shared.store.users import User
from shared.store.users_in_order import Order

_FEW = 2_000  # addresses that begin alike
_ORDERS = {
    "created_at": Order("id", descending=False),
    "email": Order("email", descending=False),
    "-email": Order("email", descending=True),
}


class Filter(Search, frozen=True, forbid_unknown_fields=True):
    role: Literal["", "user", "admin"] = ""
    disabled: bool | None = None
    code_note: Annotated[str, msgspec.Meta(max_length=200)] = ""
    sort: Literal["", "-created_at", "created_at", "email", "-email"] = ""

    @property
    def order(self) -> Order | None:
        """None is the newest first."""
        return _ORDERS.get(self.sort)

    @property
    def like_email(self) -> str:
        """The pattern for addresses, which are kept in one form."""
        return pagination.like(addresses.canonical(self.q))


def page(wanted: Filter) -> Page[UserShown]:
    """The newest of whose address or name `q` is a part.

    Where there are very many users, those are found whose address begins with it; if there is none
    (or too many to be told), a page is of those among the next ten thousand.
    """
    with transactions.reading() as tx:
        found, since = _ordered(tx, wanted, wanted.order) if wanted.order else _found(tx, wanted)
        listed = shown(tx, found)
    return pagination.page(listed, [user.id for user in found], wanted.limit, since)


def _found(tx: Transaction, wanted: Filter) -> tuple[list[User], str]:
    """One user more than wanted, and where the search goes on if it has not looked at all."""
    asked: Any = {"before": wanted.before, "role": wanted.role, "disabled": wanted.disabled}
    asked["limit"], since = wanted.limit + 1, ""
    if (
        wanted.q
        and not wanted.code_note
        and rows.before_some(tx, "users", pagination.FIRST, LOOKED_AT)
    ):
        address = addresses.canonical(wanted.q)
        if 0 < users_listed.count_of_address(tx, address, _FEW + 1) <= _FEW:
            return users_listed.page_of_address(tx, address, **asked), ""
        since = rows.before_some(tx, "users", wanted.before, LOOKED_AT)
    like, like_email = wanted.like, wanted.like_email
    return users_listed.page(
        tx, like=like, like_email=like_email, since=since, note=wanted.code_note, **asked
    ), since


def _ordered(tx: Transaction, wanted: Filter, order: Order) -> tuple[list[User], str]:
    """The same in another order; by what its index has not, of the next ten thousand."""
    after = wanted.cursor and wanted.before
    last = users_in_order.Last("", "")
    if _is_wide(wanted, order):
        last = users_in_order.last_of(tx, order, after=after, most=LOOKED_AT)
    found = users_in_order.page(
        tx,
        order,
        after=after,
        until=last.at,
        like=wanted.like,
        like_email=wanted.like_email,
        role=wanted.role,
        disabled=wanted.disabled,
        limit=wanted.limit + 1,
        note=wanted.code_note,
    )
    return found, last.id


def _is_wide(wanted: Filter, order: Order) -> bool:
    """Whether all users might be looked at for a page."""
    narrowed = wanted.role or wanted.disabled is not None
    return not wanted.code_note and bool(wanted.q or (narrowed and order.by == "email"))
