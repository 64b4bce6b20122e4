"""How the product is doing, in one answer: its figures beside those before, what waits, what is
wrong."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from shared import times
from shared.administration import system_work
from shared.administration.system_work import Queue, Reserved
from shared.billing import figures
from shared.billing.figures import Figures, Point
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest
from shared.http.inputs import time_ranges
from shared.i18n import locales
from shared.i18n.locales import Locale
from shared.operations import alert_conditions
from shared.operations.jobs import JOBS
from shared.scheduling.leases import ALERT, DONE
from shared.store import leases
from shared.store.usage import HOUR

Word = Annotated[str, msgspec.Meta(max_length=100)]
Instant = Annotated[str, msgspec.Meta(max_length=40)]

_DAY = 24 * HOUR
_LONGEST = 93 * _DAY  # three months, of which one may have a day of 25 hours
_BY_HOUR = 2 * _DAY + HOUR  # a longer time is shown by day


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """`from` and `to` are days (or instants) in `tz`: today, unless said otherwise."""

    since: Instant = ""
    to: Instant = ""
    tz: Word = ""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    since: str = msgspec.field(name="from")
    to: str
    figures: Figures


class Condition(msgspec.Struct, frozen=True):
    """`kind` is errors, providers, credits, jobs, tasks or moderation; `text` is a sentence."""

    kind: str
    text: str


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """`before` is as long and ends where this begins (of a day: yesterday, by the same hour);
    `weeks_before` has the same days of the week. What is not of a time is of now: `reserved` are
    the credits that are set aside and not settled yet."""

    tz: str
    now: Period
    before: Period
    weeks_before: Period
    group_by: Literal["hour", "day"]
    series: list[Point]
    queue: Queue
    reserved: Reserved
    alerts: list[Condition]


class _Range(msgspec.Struct, frozen=True):
    since: datetime
    until: datetime

    def days_before(self, days: int) -> "_Range":
        """By the clock on the wall, so that a day of 23 hours has one before it."""
        return _Range(self.since - timedelta(days=days), self.until - timedelta(days=days))

    @property
    def instants(self) -> tuple[int, int]:
        return round(self.since.timestamp() * 1000), round(self.until.timestamp() * 1000)


def look(query: Query, locale: Locale) -> Overview:
    """InvalidRequest for a time that is none, or longer than three months."""
    zone = time_ranges.zone(query.tz)
    now = _range(query, zone)
    since, until = now.instants
    days = max(1, math.ceil((until - since - HOUR) / _DAY))
    by: Literal["hour", "day"] = "hour" if until - since <= _BY_HOUR else "day"
    weeks = math.ceil(days / 7) * 7
    with transactions.reading() as tx:
        # Of a week, the same days are those before: they are looked at once.
        periods = {back: _period(tx, now.days_before(back)) for back in {0, days, weeks}}
        sums = figures.by_hour(tx, since, until)
        alerts = _alerts(tx, locale)
    return Overview(
        tz=zone.key,
        now=periods[0],
        before=periods[days],
        weeks_before=periods[weeks],
        group_by=by,
        series=figures.points(sums, since, until, zone, by),
        queue=system_work.part(Queue, system_work.of_tasks),
        reserved=system_work.part(Reserved, system_work.of_reservations),
        alerts=alerts,
    )


def _range(query: Query, zone: ZoneInfo) -> _Range:
    """What has not come is left out: a day that has begun is compared with as much of another."""
    now = times.now() + 1  # until is exclusive
    today = datetime.fromtimestamp(now / 1000, zone).strftime("%Y-%m-%d")
    since = time_ranges.instant(query.since or today, zone, "from", end=False)
    until = time_ranges.instant(query.to, zone, "to", end=True) if query.to else now
    until = min(until, now)
    if not 0 < until - since <= _LONGEST:
        raise InvalidRequest("span_of_overview", param="from")
    return _Range(*(datetime.fromtimestamp(each / 1000, zone) for each in (since, until)))


def _period(tx: Transaction, when: _Range) -> Period:
    since, until = when.instants
    return Period(since=times.iso(since), to=times.iso(until), figures=figures.of(tx, since, until))


def _alerts(tx: Transaction, locale: Locale) -> list[Condition]:
    """What is wrong now. Whose credits are low is not looked for each time somebody looks: it is
    known from the last alert."""
    late: Mapping[str, int] = {job.name: job.late for job in JOBS}
    found = alert_conditions.find(tx, late, locale, charges=False)
    alerts = [Condition(kind, text) for kind, lines in found.items() for text in lines]
    told = leases.find(tx, f"{ALERT}credits")
    if told and told.outcome == DONE:
        alerts.append(Condition("credits", locales.say("alert_credits", locale)))
    return alerts
