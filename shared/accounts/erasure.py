"""What was theirs who have left is erased, some rows at a time, each time for good.

A run that ends too early is gone on with by the next, and any number may run at once.
"""

import functools

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import messages, traces, usage, usage_owners, usage_users, users
from shared.store.traces import ACTIVE, CONVERSATIONS, Traces
from shared.store.users import NOBODY

_BEHIND = 0.3  # seconds, since a host that sends answers whole does this before
_LEAVERS = 100  # accounts in one run
_CONVERSATIONS, _MESSAGES = 100, 500  # in one transaction


def behind_an_answer() -> None:
    """Do as much as nobody minds to wait for."""
    run(Budget(_BEHIND))


def run(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Erase what can be erased in time; how many rows, and of how many accounts nothing is left."""
    with transactions.asking() as tx:
        leavers = users.leavers(tx, _LEAVERS)
    done = {"erased_rows": 0, "erased_accounts": 0}
    for user_id in leavers:
        rows, is_all = _erase(user_id, budget)
        done["erased_rows"] += rows
        done["erased_accounts"] += is_all
        if not is_all:
            break
    return done


def _erase(user_id: str, budget: Budget) -> tuple[int, bool]:
    """One table after the other: how many rows, and whether nothing is left."""
    rows = batches.repeat(functools.partial(_conversations, user_id), budget)
    if rows and budget.is_used:
        return rows, False
    works = [functools.partial(_rows, of, user_id) for of in traces.OTHERS]
    hours, active = functools.partial(_hours, user_id), functools.partial(_rows, ACTIVE, user_id)
    for work in (*works, hours, active):  # hours are made of calls: after those
        done = batches.do(work, budget)
        rows += done
        if done and budget.is_used:
            return rows, False
    transactions.atomically(lambda tx: users.remove(tx, user_id))
    return rows, True


def _conversations(user_id: str, tx: Transaction) -> int:
    """Some, of which one may have very many messages."""
    begun = traces.some(tx, CONVERSATIONS, user_id, _CONVERSATIONS)
    said = messages.ids_of(tx, begun, _MESSAGES)
    messages.remove(tx, said)
    if len(said) < _MESSAGES:
        traces.clear(tx, CONVERSATIONS, user_id, begun)
    return len(begun) + len(said)


def _rows(of: Traces, user_id: str, tx: Transaction, *, most: int) -> int:
    keys = traces.some(tx, of, user_id, most)
    traces.clear(tx, of, user_id, keys)
    return len(keys)


def _hours(user_id: str, tx: Transaction, *, most: int) -> int:
    """They are added to nobody's, while nobody sums calls up."""
    usage.ROLLED.locked(tx)
    usage_users.SUMMED.locked(tx)
    summed = usage_owners.SUMMED.locked(tx)
    hours = usage.hours_of(tx, user_id, most)
    if hours:
        usage_owners.disown(tx, NOBODY, user_id, hours[-1], summed)
        usage.add_hours_to(tx, NOBODY, user_id, hours[-1])
        usage.remove_hours(tx, user_id, hours[-1])
    return len(hours)
