"""Lists of users: by what they are called, in any order, as administrators look for them."""

from typing import Annotated, Literal

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
from shared.store.users_listed import Asked

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
    def asked(self) -> Asked:
        """Addresses are kept in one form."""
        return Asked(
            like=self.like,
            like_email=pagination.like(addresses.canonical(self.q)),
            role=self.role,
            disabled=self.disabled,
            note=self.code_note,
        )


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
    before, limit, since = wanted.before, wanted.limit + 1, ""
    if (
        wanted.q
        and not wanted.code_note
        and rows.before_some(tx, "users", pagination.FIRST, LOOKED_AT)
    ):
        address = addresses.canonical(wanted.q)
        if 0 < users_listed.count_of_address(tx, address, _FEW + 1) <= _FEW:
            return users_listed.page_of_address(
                tx, address, before=before, role=wanted.role, disabled=wanted.disabled, limit=limit
            ), ""
        since = rows.before_some(tx, "users", before, LOOKED_AT)
    return users_listed.page(tx, wanted.asked, before=before, limit=limit, since=since), since


def _ordered(tx: Transaction, wanted: Filter, order: Order) -> tuple[list[User], str]:
    """The same in another order; by what its index has not, of the next ten thousand."""
    after = wanted.cursor and wanted.before
    last = users_in_order.Last("", "")
    if _is_wide(wanted, order):
        last = users_in_order.last_of(tx, order, after=after, most=LOOKED_AT)
    limit = wanted.limit + 1
    found = users_in_order.page(tx, order, wanted.asked, after=after, until=last.at, limit=limit)
    return found, last.id


def _is_wide(wanted: Filter, order: Order) -> bool:
    """Whether all users might be looked at for a page."""
    narrowed = wanted.role or wanted.disabled is not None
    return not wanted.code_note and bool(wanted.q or (narrowed and order.by == "email"))
