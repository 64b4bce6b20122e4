"""What was refused, or not checked, as administrators see it."""

from datetime import date, timedelta
from typing import Annotated

import msgspec

from shared import times
from shared.config import environment
from shared.database import transactions
from shared.errors import InvalidRequest
from shared.moderation import records
from shared.store import moderation_counts

_USUAL = 30  # days
_Day = Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$(?!\n)")]


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From and to which day of the deployment's time zone, such as 2026-11-28."""

    since: _Day = msgspec.field(default="", name="from")
    until: _Day = msgspec.field(default="", name="to")


class Row(msgspec.Struct, frozen=True):
    """`place` is input, output, name or prompt; `outcome` is refused, let_through or held_back, and
    the latter two were not checked."""

    day: str
    place: str
    outcome: str
    label: str
    count: int
    last_at: str


class Report(msgspec.Struct, frozen=True):
    """`moderation` and `on_failure` are the settings in force; totals are by outcome."""

    moderation: str
    on_failure: str
    data: list[Row]
    totals: dict[str, int]


def of(days: Days) -> Report:
    """InvalidRequest for what is no day."""
    last = _read(days.until, "to") if days.until else _read(records.day(times.now()), "to")
    first = _read(days.since, "from") if days.since else last - timedelta(days=_USUAL - 1)
    with transactions.asking() as tx:
        found = moderation_counts.between(tx, f"{first}", f"{last}")
    totals = dict.fromkeys((records.REFUSED, records.LET_THROUGH, records.HELD_BACK), 0)
    for count in found:
        totals[count.outcome] += count.hits
    settings = environment.settings()
    rows = [
        Row(one.day, one.place, one.outcome, one.label, one.hits, times.iso(one.last_at))
        for one in found
    ]
    return Report(settings.moderation, settings.moderation_failure, rows, totals)


def _read(day: str, param: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as e:
        raise InvalidRequest("field_value", param=param, field=param) from e
