"""Instants: integers of milliseconds since 1970 in UTC inside, ISO 8601 with Z outside."""

import time
from datetime import UTC, datetime, timedelta

from shared.errors import InvalidRequest

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """Milliseconds since 1970-01-01T00:00:00Z."""
    return time.time_ns() // 1_000_000


def iso(milliseconds: int) -> str:
    """`2026-11-22T08:30:00.000Z` of an instant."""
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_if(milliseconds: int | None) -> str | None:
    """The same of an instant that may not have come."""
    return None if milliseconds is None else iso(milliseconds)


def parse(text: str | None, param: str) -> int | None:
    """An instant from ISO 8601 with an offset; InvalidRequest about `param` otherwise."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        utc = moment.astimezone(UTC)  # the years 1 and 9999 need not be so there
    except (ValueError, OverflowError) as e:
        raise InvalidRequest("time_invalid", param=param, field=param) from e
    if moment.tzinfo is None:
        raise InvalidRequest("time_invalid", param=param, field=param)
    return (utc - _EPOCH) // timedelta(milliseconds=1)


def parse_future(text: str | None, param: str) -> int | None:
    """An instant that has not come yet; InvalidRequest about `param` otherwise."""
    moment = parse(text, param)
    if moment is not None and moment <= now():
        raise InvalidRequest("time_past", param=param, field=param)
    return moment
