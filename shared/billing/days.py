"""Days and months of the deployment: they begin at midnight in TZ."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from shared import times
from shared.config import environment


class Span(NamedTuple):
    """From `since` to `until`, in seconds since 1970."""

    since: int
    until: int


def today() -> Span:
    midnight = _midnight()
    return _span(midnight, (midnight + timedelta(hours=36)).replace(hour=0))


def this_month() -> Span:
    first = _midnight().replace(day=1)
    return _span(first, (first + timedelta(days=32)).replace(day=1))


def _midnight() -> datetime:
    now = datetime.fromtimestamp(times.now() / 1000, ZoneInfo(environment.settings().time_zone))
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _span(since: datetime, until: datetime) -> Span:
    """Sums are made by the clock on the wall, so that a day of 23 or 25 hours is a day."""
    return Span(int(since.timestamp()), int(until.timestamp()))
