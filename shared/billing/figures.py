"""What all calls of some time come to: sums, failures, how long they took, whose they were."""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from shared import times
from shared.database.transactions import Row, Transaction
from shared.store import usage_figures, usage_reports, usage_users
from shared.store.usage import HOUR
from shared.store.usage_figures import FLOORS, NUMBERS

_SLOWEST = 2 * FLOORS[-1]  # milliseconds; how long the last of them took is not known better


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """`requests` are calls to models, `failed` those of them that did not work; `p95_ms` is of the
    others, known to a tenth of itself, and null without any. `active_users` have an account."""

    requests: int
    failed: int
    error_rate: float
    p95_ms: int | None
    input_tokens: int
    output_tokens: int
    credits: int
    active_users: int


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """An hour, or a day of the zone; `requests` that worked and those that `failed` are apart."""

    start: str
    requests: int
    failed: int
    input_tokens: int
    output_tokens: int
    credits: int


def of(tx: Transaction, since: int, until: int) -> Figures:
    """The figures of the calls from `since` to `until` (milliseconds since 1970)."""
    when = usage_reports.whole_time(since, until, usage_figures.SUMMED.get(tx))
    sums = usage_figures.sums(tx, when)
    users = usage_reports.whole_time(since, until, usage_users.SUMMED.get(tx))
    requests = sums["calls"] + sums["failed"]
    return Figures(
        requests=requests,
        failed=sums["failed"],
        error_rate=round(sums["failed"] / requests, 4) if requests else 0.0,
        p95_ms=percentile(usage_figures.times(tx, when), 95),
        input_tokens=sums["input_tokens"],
        output_tokens=sums["output_tokens"],
        credits=sums["credits"],
        active_users=usage_users.count(tx, users),
    )


def by_hour(tx: Transaction, since: int, until: int) -> list[Row]:
    """The sums of each `hour` that had calls, perhaps in two parts."""
    when = usage_reports.whole_time(since, until, usage_figures.SUMMED.get(tx))
    return usage_figures.by_hour(tx, when)


def points(
    sums: Sequence[Row], since: int, until: int, zone: ZoneInfo, by: Literal["hour", "day"]
) -> list[Point]:
    """Every hour or day from `since` to `until`, also those without calls."""
    starts = list(_hours(since, until) if by == "hour" else _days(since, until, zone))
    added: list[Counter[str]] = [Counter() for _ in starts]
    for row in sums:
        place = bisect.bisect_right(starts, max(row["hour"], since)) - 1
        added[place].update({name: row[name] for name in NUMBERS})
    return [_point(start, of_it) for start, of_it in zip(starts, added, strict=True)]


def percentile(counted: Sequence[tuple[int, int]], percent: int) -> int | None:
    """The milliseconds within which so many percent of calls ended; they are taken to lie evenly
    between their floor and the next. None without any."""
    total = sum(count for _, count in counted)
    if not total:
        return None
    rank, below = total * percent / 100, 0
    for floor, count in counted:
        if below + count >= rank:
            return round(floor + (_ceiling(floor) - floor) * (rank - below) / count)
        below += count
    return _SLOWEST


def _ceiling(floor: int) -> int:
    return next((each for each in FLOORS if each > floor), _SLOWEST)


def _hours(since: int, until: int) -> Iterator[int]:
    yield from range(since - since % HOUR, until, HOUR)


def _days(since: int, until: int, zone: ZoneInfo) -> Iterator[int]:
    """When the days of a zone begin, by the clock on the wall."""
    day = datetime.fromtimestamp(since / 1000, zone).replace(hour=0, minute=0, second=0)
    start = day.replace(microsecond=0)
    while (at := int(start.timestamp()) * 1000) < until:
        yield at
        start += timedelta(days=1)


def _point(start: int, sums: Counter[str]) -> Point:
    return Point(
        start=times.iso(start),
        requests=sums["calls"],
        failed=sums["failed"],
        input_tokens=sums["input_tokens"],
        output_tokens=sums["output_tokens"],
        credits=sums["credits"],
    )
