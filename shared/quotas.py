"""Quotas of tokens per day and month, whose days begin at midnight in TZ."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared import config, db, times
from shared.auth import Caller
from shared.db import Transaction
from shared.errors import QuotaExceeded
from shared.store import limits

_DAY, _MONTH = "tokens_day", "tokens_month"


@dataclass(frozen=True, slots=True)
class Counted:
    """One count of tokens: whose, since when, and at most how many."""

    name: str
    who: str
    since: int
    until: int
    most: int


def reserve(caller: Caller, tokens: int) -> list[Counted]:
    """Count an estimate before a call; QuotaExceeded when one quota would be exceeded."""
    counted = _counted(caller)
    if counted:
        db.atomically(lambda tx: _add_all(tx, counted, tokens))
    return counted


def correct(counted: list[Counted], difference: int) -> None:
    """Correct what was counted to what was used."""
    if counted and difference:
        with db.transaction() as tx:
            for count in counted:
                limits.add(tx, count.name, count.who, count.since, difference)


def _add_all(tx: Transaction, counted: list[Counted], tokens: int) -> None:
    for count in counted:
        if limits.add(tx, count.name, count.who, count.since, tokens) > count.most:
            raise QuotaExceeded(retry_after=count.until - times.now() // 1000)


def _counted(caller: Caller) -> list[Counted]:
    settings, key = config.settings(), caller.key
    wanted = [(caller.user.id, settings.daily_tokens, settings.monthly_tokens)]
    if key:
        wanted.append((key.id, key.daily_tokens or 0, key.monthly_tokens or 0))
    day, month = _bounds()
    return [
        Counted(name, who, since, until, most)
        for who, daily, monthly in wanted
        for name, (since, until), most in ((_DAY, day, daily), (_MONTH, month, monthly))
        if most
    ]


def _bounds() -> tuple[tuple[int, int], tuple[int, int]]:
    """Begin and end of this day and this month, in seconds since 1970."""
    now = datetime.now(ZoneInfo(config.settings().time_zone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    return (
        (_seconds(midnight), _seconds(_after(midnight, 36).replace(hour=0))),
        (_seconds(first), _seconds(_after(first, 24 * 32).replace(day=1, hour=0))),
    )


def _after(moment: datetime, hours: int) -> datetime:
    """By the clock on the wall, so that a day of 23 or 25 hours is a day."""
    return moment + timedelta(hours=hours)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
