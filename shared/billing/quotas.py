"""Quotas, whose days begin at midnight in TZ: tokens, and anonymous chats."""

import msgspec

from shared import times
from shared.access import policy
from shared.access.authentication import Caller
from shared.billing import days
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Forbidden, QuotaExceeded
from shared.store import limits

MONTH = "month"
DAY, _ANONYMOUS = "day", "anonymous"


class Counted(msgspec.Struct, frozen=True):
    """One count of tokens: whose, since when, and at most how many."""

    name: str
    who: str
    since: int
    until: int
    most: int


def reserve(caller: Caller, tokens: int) -> list[Counted]:
    """Count an estimate before a call; QuotaExceeded when one quota would be exceeded."""
    found = counted(caller)
    if found:
        transactions.atomically(lambda tx: _add_all(tx, found, tokens))
    return found


def used(counted: list[Counted]) -> list[int]:
    """Tokens of each until now; one statement for all."""
    if not counted:
        return []
    windows = [(count.name, count.who, count.since) for count in counted]
    with transactions.asking() as tx:
        return limits.hits_of(tx, windows)


def give_back(counted: list[Counted], tokens: int) -> None:
    """What was counted for nothing."""
    if counted:
        transactions.atomically(lambda tx: correct(tx, counted, -tokens))


def correct(tx: Transaction, counted: list[Counted], difference: int) -> None:
    """Correct what was counted to what was used, with the next statement or the commit."""
    for count in counted if difference else ():
        limits.add_later(tx, count.name, count.who, count.since, difference)


def count_anonymous(who: str) -> Counted:
    """Count a chat without an account; Forbidden where there are none, QuotaExceeded beyond."""
    most = policy.current().anonymous_chats_per_day
    if most == 0:
        raise Forbidden("anonymous_forbidden")
    count = Counted(_ANONYMOUS, who, *days.today(), most)
    transactions.atomically(lambda tx: _add_all(tx, [count], 1))
    return count


def _add_all(tx: Transaction, counted: list[Counted], tokens: int) -> None:
    for count in counted:
        if limits.add(tx, count.name, count.who, count.since, tokens) > count.most:
            retry_after = count.until - times.now() // 1000
            raise QuotaExceeded(f"{count.name}_quota", retry_after=retry_after, limit=count.most)


def counted(caller: Caller) -> list[Counted]:
    """What is counted of somebody: their own quotas, and those of the key by which they came."""
    rules, key = policy.current(), caller.key
    wanted = [(caller.user.id, rules.daily_tokens, rules.monthly_tokens)]
    if key:
        wanted.append((key.id, key.daily_tokens or 0, key.monthly_tokens or 0))
    if not any(daily or monthly for _, daily, monthly in wanted):
        return []  # most have none, and the days of a time zone take 15 us
    day, month = days.today(), days.this_month()
    return [
        Counted(name, who, since, until, most)
        for who, daily, monthly in wanted
        for name, (since, until), most in ((DAY, day, daily), (MONTH, month, monthly))
        if most
    ]
