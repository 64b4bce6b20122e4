"""Usage: a small row per call, shown in sums, by day in the reader's time zone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from shared import times
from shared.database import transactions
from shared.database.transactions import Row, Transaction
from shared.errors import InvalidRequest
from shared.http.inputs import time_ranges
from shared.store import (
    api_keys,
    balances,
    usage,
    usage_rankings,
    usage_reports,
    users,
)
from shared.store.usage import HOUR, Call
from shared.store.usage_reports import NUMBERS, Filter

Group = Literal["day", "hour", "model", "user", "key", "project", "endpoint", "status"]
Word = Annotated[str, msgspec.Meta(max_length=100)]

_SPAN = 366 * 24 * HOUR
_COLUMNS = {"user": "user_id", "key": "key_id", "day": "hour"}
_MOST_GROUPS = {True: 366 * 24 + 1, False: 1_000}  # hours, and others


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """The query of usage: `from` and `to` are days (or instants) in `tz`."""

    since: str = ""
    to: str = ""
    tz: Word = ""
    group_by: Group = "day"
    model: Word = ""
    project: Word = ""
    key: Word = ""
    endpoint: Word = ""
    status: Word = ""
    user: Word = ""


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    calls: int
    failed: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    reasoning_tokens: int
    credits: int
    first_ms: int | None
    total_ms: int | None


class Line(Totals, frozen=True, kw_only=True):
    """A group's sums; failed calls are counted apart, and times are means of those that worked.
    `name` is a user's e-mail or what a key is called; null of other groups, or if it is gone."""

    group: str
    name: str | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The totals are of all groups; where there are `more`, `data` has what cost most: in all, or
    in one of the days where they are too many to be added up (`ranked_by` is `peak`)."""

    since: str = msgspec.field(name="from")
    to: str
    tz: str
    group_by: str
    data: list[Line]
    totals: Totals
    more: bool
    ranked_by: Literal["sum", "peak"]


def note(call: Call) -> None:
    """Keep a call; nobody's, when its user has left meanwhile."""

    def keep(tx: Transaction) -> None:
        add(tx, call, owned=not call.user_id or users.hold(tx, call.user_id))

    transactions.atomically(keep)


def is_noted(user_id: str, call_id: str) -> bool:
    """Whether a call is kept; what is about to be committed for its user is waited for."""

    def find(tx: Transaction) -> bool:
        balances.locked(tx, user_id)
        return usage.has(tx, call_id)

    return transactions.atomically(find)


def add(tx: Transaction, call: Call, *, owned: bool) -> None:
    """Keep a call, with the next statement or the commit."""
    nobodys = {"user_id": users.NOBODY, "key_id": "", "project": ""}
    usage.add(tx, call if owned else msgspec.structs.replace(call, **nobodys))


def report(query: Query, user_id: str = "") -> Report:
    """Rows and totals for a filter; `user_id` is the only user that the reader may see."""
    zone = time_ranges.zone(query.tz)
    wanted, by = _filter(query, zone, user_id), _COLUMNS.get(query.group_by, query.group_by)
    with transactions.reading() as tx:
        rows, stands_out = _rows(tx, wanted, by)
        more = stands_out or len(rows) > _MOST_GROUPS[by == "hour"]
        totals = usage_reports.sums(tx, wanted, "''", 1) if more else rows
        names = _names(tx, query.group_by, [row["word"] for row in rows])
    groups: dict[str, list[Row]] = {}
    for row in rows[: _MOST_GROUPS[by == "hour"]]:
        groups.setdefault(_group(row, query.group_by, zone), []).append(row)
    return Report(
        since=times.iso(wanted.since),
        to=times.iso(wanted.until),
        tz=zone.key,
        group_by=query.group_by,
        data=[
            Line(group=word, name=names.get(word), **_summed(of))
            for word, of in sorted(groups.items())
        ],
        totals=Totals(**_summed(totals)),
        more=more,
        ranked_by="peak" if stands_out else "sum",
    )


def _names(tx: Transaction, by: Group, words: Sequence[str]) -> dict[str, str]:
    """What people call the words of groups."""
    ask = {"user": users.emails, "key": api_keys.names}.get(by)
    return ask(tx, words) if ask else {}


def _rows(tx: Transaction, wanted: Filter, by: str) -> tuple[list[Row], bool]:
    """The groups, one more than are shown, and whether they are only those that stand out."""
    most = _MOST_GROUPS[by == "hour"] + 1
    when = usage_reports.ranked(tx, wanted, by)
    if not when:
        return usage_reports.sums(tx, wanted, by, most), False
    if one := usage_reports.owner(wanted):
        return usage_rankings.hours_of(tx, *one, when, most), False
    if not usage_rankings.are_many(tx, by, when):
        return usage_rankings.sums(tx, by, when, most), False
    return usage_rankings.sums(tx, by, when, most, usage_rankings.dearest(tx, by, when)), True


def _filter(query: Query, zone: ZoneInfo, user_id: str) -> Filter:
    with_this = times.now() + 1  # until is exclusive
    until = time_ranges.instant(query.to, zone, "to", end=True) if query.to else with_this
    since = (
        time_ranges.instant(query.since, zone, "from", end=False)
        if query.since
        else max(0, until - 30 * 24 * HOUR)
    )
    if not 0 < until - since <= _SPAN:
        raise InvalidRequest("span_invalid", param="from")
    return Filter(
        since=since,
        until=until,
        user_id=user_id or query.user,
        model=query.model,
        project=query.project,
        key_id=query.key,
        endpoint=query.endpoint,
        status=query.status,
    )


def _group(row: Row, by: Group, zone: ZoneInfo) -> str:
    if by in ("day", "hour"):
        moment = datetime.fromtimestamp(row["word"] / 1000, zone)
        return moment.strftime("%Y-%m-%d" if by == "day" else "%Y-%m-%dT%H:00%z")
    return str(row["word"])


def _summed(rows: Iterable[Row]) -> dict[str, Any]:
    """The sums of some rows, and means of the calls that worked."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update({name: row[name] for name in NUMBERS})
    calls = sums["calls"]
    means = {
        name: round(sums[name] / calls) if calls else None for name in ("first_ms", "total_ms")
    }
    return {**{name: sums[name] for name in NUMBERS}, **means}
