"""Credits: whole numbers that are reserved before a call, settled after it, or released.

Every movement is one ledger row and one change of the balance, in one transaction; each kind of
movement happens once for a request. Nothing is ever below zero: what a settlement cannot take is
noted as its shortfall. Movements of who has left while their call ran are nobody's.
"""

import functools
from typing import NamedTuple

import msgspec

from shared import ids, instrumentation, times
from shared.access import audit, authentication
from shared.access.audit import Actor
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, InsufficientCredits, NotFound
from shared.http.inputs import pagination
from shared.http.inputs.pagination import Page, Ranged
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import balances, ledger, server
from shared.store.ledger import Movement, Reservation
from shared.store.users import NOBODY, User

HELD = 15 * 60 * 1000  # milliseconds after which a reservation is an orphan
_SWEPT_AT_ONCE = 100  # are looked for; each is released in a transaction of its own


class Entry(msgspec.Struct, frozen=True):
    """A movement as it is shown."""

    id: str
    user_id: str
    kind: str
    amount: int
    balance: int
    shortfall: int
    request_id: str
    reason: str
    at: str


class Balance(Page[Entry], frozen=True, kw_only=True):
    """A balance, with the movements that made it."""

    balance: int


class Settled(NamedTuple):
    """What a settlement took in the end, and the balance after it; None of who has left."""

    charged: int
    balance: int | None


class _Move(NamedTuple):
    """What happens to a balance, and what it is then."""

    user_id: str
    kind: str
    amount: int
    balance: int
    request_id: str
    reason: str


def reserve(user_id: str, request_id: str, amount: int) -> None:
    """Set `amount` aside for a request; InsufficientCredits when there is less,
    InvalidToken when they have left."""
    transactions.atomically(functools.partial(_reserve, user_id, request_id, amount))
    instrumentation.credits_moved("reserved", amount)


def set_aside(tx: Transaction, user_id: str, request_id: str, amount: int, until: int) -> None:
    """The same within a transaction; an orphan after `until`."""
    left = balances.take(tx, user_id, amount)
    if left is None:
        authentication.require_here(tx, user_id)
        raise InsufficientCredits()
    ledger.set_aside(tx, Reservation(request_id, user_id, amount, until))
    _note(tx, _Move(user_id, "reserve", -amount, left, request_id, ""))


def settle(tx: Transaction, user_id: str, request_id: str, amount: int, reason: str) -> Settled:
    """Charge what a request really cost, once.

    Safe beside the sweeper: when the reservation is gone, what there is is taken.
    """
    found = balances.at_stake(tx, user_id, request_id)
    if found is None:
        return _forgive(tx, request_id, amount, reason)
    balance, held = found
    if held is None and ledger.has(tx, request_id, "settle"):
        return Settled(0, balance)
    ledger.drop(tx, request_id)
    wanted = (held or 0) - amount
    moved = max(wanted, -balance)  # gives back, or takes no more than there is
    balances.give(tx, user_id, moved)
    movement = _Move(user_id, "settle", moved, balance + moved, request_id, reason)
    _note(tx, movement, shortfall=moved - wanted)
    return Settled((held or 0) - moved, balance + moved)


def release(request_id: str) -> None:
    """Give back what was set aside for a request that cost nothing."""
    instrumentation.credits_moved(
        "released", transactions.atomically(lambda tx: give_back(tx, request_id))
    )


def grant(tx: Transaction, user_id: str, amount: int, kind: str, reason: str) -> None:
    """Give credits, or take them with a negative amount; Conflict when there are too few."""
    if amount == 0:
        return
    if amount < 0 and balances.take(tx, user_id, -amount) is None:
        raise Conflict("too_few_credits")
    if amount > 0:
        balances.give(tx, user_id, amount)
    balance = balances.locked(tx, user_id) or 0
    _note(tx, _Move(user_id, kind, amount, balance, ids.make(), reason))


def change(actor: Actor, user_id: str, amount: int, reason: str) -> int:
    """An administrator gives or takes credits; returns the balance then."""
    after = transactions.atomically(functools.partial(_change, actor, user_id, amount, reason))
    instrumentation.credits_moved("granted" if amount > 0 else "taken", abs(amount))
    return after


def sweep(budget: Budget = batches.ENDLESS) -> int:
    """Release the reservations of processes that died; returns how many."""
    count = 0
    while orphans := _orphans():
        for request_id in orphans:
            release(request_id)
            count += 1
            if budget.is_used:
                return count
    return count


def _orphans() -> list[str]:
    with transactions.reading() as tx:
        return ledger.expired(tx, server.now(tx), _SWEPT_AT_ONCE)


def balance(owner: User, wanted: Ranged) -> Balance:
    found = page(owner.id, wanted)
    return Balance(found.data, found.next_cursor, balance=owner.credits)


def page(user_id: str, wanted: Ranged) -> Page[Entry]:
    """The newest movements; an empty `user_id` is everybody."""
    since, before = wanted.span
    with transactions.asking() as tx:
        found = ledger.page(tx, user_id, since=since, before=before, limit=wanted.limit + 1)
    return pagination.page([entry(m) for m in found], [m.id for m in found], wanted.limit)


def _change(actor: Actor, user_id: str, amount: int, reason: str, tx: Transaction) -> int:
    before = balances.locked(tx, user_id)
    if before is None:
        raise NotFound()
    grant(tx, user_id, amount, "grant", reason)
    seen = {"credits": before + amount, "amount": amount, "reason": reason}
    audit.note(tx, actor, "users.credits", user_id, {"credits": before}, seen)
    return before + amount


def _reserve(user_id: str, request_id: str, amount: int, tx: Transaction) -> None:
    set_aside(tx, user_id, request_id, amount, times.now() + HELD)


def _forgive(tx: Transaction, request_id: str, amount: int, reason: str) -> Settled:
    """Who has left owes no more than was set aside: the ledger says so in nobody's name."""
    if ledger.has(tx, request_id, "settle"):
        return Settled(0, None)
    held = ledger.find_reservation(tx, request_id)
    set_aside = held.amount if held and ledger.take_back(tx, request_id) else 0
    moved = max(set_aside - amount, 0)
    movement = _Move(NOBODY, "settle", moved, 0, request_id, reason)
    _note(tx, movement, shortfall=moved - (set_aside - amount))
    return Settled(set_aside - moved, None)


def give_back(tx: Transaction, request_id: str) -> int:
    """The same within a transaction; how much there was."""
    held = ledger.find_reservation(tx, request_id)
    if not held:
        return 0
    before = balances.locked(tx, held.user_id)  # before the reservation
    if not ledger.take_back(tx, request_id):
        return 0
    owner, balance = NOBODY, 0
    if before is not None:
        balances.give(tx, held.user_id, held.amount)
        owner, balance = held.user_id, before + held.amount
    _note(tx, _Move(owner, "release", held.amount, balance, request_id, ""))
    return held.amount


def _note(tx: Transaction, move: _Move, shortfall: int = 0) -> None:
    facts = move._asdict() | {"id": ids.make(), "shortfall": shortfall, "at": times.now()}
    ledger.add(tx, Movement(**facts))


def entry(movement: Movement) -> Entry:
    return Entry(
        id=movement.id,
        user_id=movement.user_id,
        kind=movement.kind,
        amount=movement.amount,
        balance=movement.balance,
        shortfall=movement.shortfall,
        request_id=movement.request_id,
        reason=movement.reason,
        at=times.iso(movement.at),
    )
