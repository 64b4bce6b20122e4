"""Days and instants of a query, in the time zone of the one who asks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.config import environment
from shared.errors import InvalidRequest


def zone(name: str) -> ZoneInfo:
    """The zone of that name, or the deployment's own; InvalidRequest."""
    try:
        return ZoneInfo(name or environment.settings().time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as e:
        raise InvalidRequest("zone_unknown", param="tz", name=name) from e


def instant(text: str, zone: ZoneInfo, param: str, *, end: bool) -> int:
    """A day of `zone` (its start, or its end), or an instant with an offset; InvalidRequest."""
    try:
        moment = datetime.fromisoformat(text)
        if len(text) == len("2026-11-22"):
            moment = (moment + timedelta(days=int(end))).replace(tzinfo=zone)
        if moment.tzinfo is None:
            raise ValueError("without an offset")
        return int(moment.astimezone(UTC).timestamp() * 1000)
    except (ValueError, OverflowError) as e:
        raise InvalidRequest("time_invalid", param=param, field=param) from e
