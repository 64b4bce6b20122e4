"""Sums of usage by one dimension, for a filter: the database groups, whatever there is of it."""

import functools

import msgspec

from shared.database.transactions import Row, Transaction
from shared.store import rows, usage_owners, usage_spans, usage_sums
from shared.store import usage as calls
from shared.store.usage import HOUR, SUMS
from shared.store.usage_spans import Time

_OWNED = frozenset(("user_id", "key_id", "project"))  # the sums of whoever called know none of them
NUMBERS = ("calls", "failed", *SUMS)


class Filter(msgspec.Struct, frozen=True):
    """Calls from `since` (inclusive) to `until`; an empty word is any."""

    since: int
    until: int
    user_id: str = ""
    model: str = ""
    project: str = ""
    key_id: str = ""
    endpoint: str = ""
    status: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What is asked for."""
        return {
            name: word
            for name in self.__struct_fields__
            if name not in ("since", "until") and (word := getattr(self, name))
        }


def sums(tx: Transaction, wanted: Filter, by: str, most: int) -> list[Row]:
    """NUMBERS of each `word`, which is the hour or another column; those that cost most come first.

    `failed` counts the calls that did not work; the other numbers but the credits are of those that
    did. Whole hours are read where they are summed up, and single calls elsewhere.
    """
    table, until = _source(tx, wanted, by)
    since, until = _whole_hours(wanted, until)
    found = tx.all(
        _select(table, by, tuple(wanted.words)),
        begin=wanted.since,
        since=since,
        until=until,
        end=wanted.until,
        most=most,
        **wanted.words,
    )
    return [row | {name: int(row[name]) for name in NUMBERS} for row in found]


def owner(wanted: Filter) -> tuple[str, str] | None:
    """The kind and the word of whose calls are asked for, if nothing else is."""
    return next((one for one in wanted.words.items() if one[0] in usage_owners.KINDS), None)


def ranked(tx: Transaction, wanted: Filter, by: str) -> Time | None:
    """The parts of the time, if sums of whoever calls can answer: they know no other words."""
    is_of_one = by == "hour" and len(wanted.words) == 1 and owner(wanted)
    if not is_of_one and (by not in usage_owners.KINDS or wanted.words):
        return None
    return whole_time(wanted.since, wanted.until, usage_owners.SUMMED.get(tx))


def whole_time(since: int, until: int, summed: int) -> Time:
    """The parts of some time, of which hours are summed up until `summed`."""
    hours = _whole_hours(Filter(since, until), summed)
    return usage_spans.time(since, *hours, until)


def _source(tx: Transaction, wanted: Filter, by: str) -> tuple[str, int]:
    """The smallest table that can answer, and until when it is summed up."""
    if _OWNED & {by, *wanted.words}:
        return "usage_hours", calls.ROLLED.get(tx)
    return "usage_sums", usage_sums.SUMMED.get(tx)


def _whole_hours(wanted: Filter, summed: int) -> tuple[int, int]:
    """The part of the filter's time that hours can answer: whole, and summed up already."""
    since = -(-wanted.since // HOUR) * HOUR
    until = min(wanted.until // HOUR * HOUR, summed)
    return (since, until) if since < until else (wanted.since, wanted.since)


@functools.cache
def _select(table: str, by: str, words: tuple[str, ...]) -> str:
    hours = f"FROM {table} WHERE hour >= :since AND hour < :until"
    before = "FROM usage_calls WHERE at >= :begin AND at < :since"
    after = "FROM usage_calls WHERE at >= :until AND at < :end"
    called = f"at - at % {HOUR}" if by == "hour" else by
    parts = " UNION ALL ".join(
        (
            _part(by, "calls", hours, words),
            _part(called, "1", before, words),
            _part(called, "1", after, words),
        )
    )
    numbers = ", ".join(f"SUM({name}) AS {name}" for name in NUMBERS)
    return (
        f"SELECT word, {numbers} FROM ({parts}) AS parts GROUP BY word"  # noqa: S608
        " ORDER BY credits DESC, calls DESC, word LIMIT :most"
    )


def _part(by: str, count: str, source: str, words: tuple[str, ...]) -> str:
    numbers = {name: name for name in SUMS} | {"calls": count}
    worked = ", ".join(
        f"SUM(CASE WHEN status = 'ok' THEN {number} ELSE 0 END) AS {name}"
        for name, number in numbers.items()
        if name != "credits"
    )
    failed = f"SUM(CASE WHEN status = 'ok' THEN 0 ELSE {count} END) AS failed"
    return (
        f"SELECT {by} AS word, {worked}, {failed}, SUM(credits) AS credits {source}"
        f"{rows.matching(words)} GROUP BY {by}"
    )
