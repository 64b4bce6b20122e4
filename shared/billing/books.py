"""The ledger of all users, as administrators look into it: whose, of which request, and whether
the balances are what it adds up to."""

from typing import Annotated, Literal

import msgspec

from shared.billing import credits
from shared.billing.credits import Entry
from shared.database import transactions
from shared.database.transactions import Row
from shared.errors import NotFound
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Cursor, Page, Ranged
from shared.scheduling.batches import Budget
from shared.store import balances, ledger, users

UserId = Annotated[str, msgspec.Meta(max_length=26)]

_AT_ONCE = 100  # users whose ledgers are added up by one statement
_ENOUGH = 1.0  # seconds of one answer


class Wanted(Ranged, frozen=True, forbid_unknown_fields=True):
    """The query of the ledger; an empty word is any. `request` has what one request moved, `open`
    what is set aside for requests that are not settled."""

    user: UserId = ""
    kind: Literal["", "reserve", "settle", "release", "grant", "signup", "invite", "redemption"] = (
        ""
    )
    open: bool = False
    request: Annotated[str, msgspec.Meta(max_length=64)] = ""


class OwnedEntry(Entry, frozen=True, kw_only=True):
    """A movement with its owner's `email`; null when they have left."""

    email: str | None


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose balances to check: of one `user`, or of all, from `cursor` on."""

    user: UserId = ""
    cursor: Cursor = ""


class Difference(msgspec.Struct, frozen=True):
    """A balance that is not the sum of its user's movements."""

    user_id: str
    email: str
    balance: int
    sum: int


class Check(msgspec.Struct, frozen=True):
    """Of `users` users: their balances together, the sum of all their movements, and who differs.
    While there is a `next_cursor` not all were looked at."""

    users: int
    balance: int
    sum: int
    differences: list[Difference]
    next_cursor: str | None


def page(wanted: Wanted) -> Page[OwnedEntry]:
    """The newest movements."""
    since, before = wanted.span
    with transactions.reading() as tx:
        found = ledger.page(
            tx,
            wanted.user,
            since=since,
            before=before,
            limit=wanted.limit + 1,
            request_id=wanted.request,
            kind=wanted.kind,
            unsettled=wanted.open,
        )
        emails = users.emails(tx, sorted({movement.user_id for movement in found}))
    shown = [
        OwnedEntry(
            **msgspec.structs.asdict(credits.entry(movement)), email=emails.get(movement.user_id)
        )
        for movement in found
    ]
    return pagination.page(shown, [movement.id for movement in found], wanted.limit)


def check(asked: Asked) -> Check:
    """Add up as many ledgers as fit in a second; NotFound of a user that is not there."""
    if asked.user:
        return _checked([_one(asked.user)], None)
    budget, found, cursor = Budget(_ENOUGH), list[Difference](), pagination.known(asked.cursor)
    while True:
        some = _some(cursor)
        found += some
        cursor = some[-1].user_id if len(some) == _AT_ONCE else ""
        if budget.is_used or not cursor:
            return _checked(found, cursor or None)


def _one(user_id: str) -> Difference:
    with transactions.asking() as tx:
        row = balances.beside_sum(tx, user_id)
    if not row:
        raise NotFound()
    return _difference(row)


def _some(after: str) -> list[Difference]:
    with transactions.asking() as tx:
        rows = balances.beside_sums(tx, after, _AT_ONCE)
    return [_difference(row) for row in rows]


def _difference(row: Row) -> Difference:
    return Difference(row["id"], row["email"], row["credits"], int(row["summed"]))


def _checked(found: list[Difference], cursor: str | None) -> Check:
    return Check(
        users=len(found),
        balance=sum(each.balance for each in found),
        sum=sum(each.sum for each in found),
        differences=[each for each in found if each.balance != each.sum],
        next_cursor=cursor,
    )
