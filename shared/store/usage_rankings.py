"""Who called how much in some time: whole days and hours are read from `usage_owners`, single calls
elsewhere. Where those are too many to be added up, there are those that stand out."""

from collections.abc import Sequence
from typing import NamedTuple

from shared.database.transactions import Row, Transaction
from shared.store import rows
from shared.store.usage import HOUR
from shared.store.usage_owners import DAY, NUMBERS

MANY = 30_000  # sums in `usage_owners` that are added up for a report
_LOOKED_AT = 8_000  # of the dearest, where there are more


class Time(NamedTuple):
    """From `begin` to `end`: calls until `since` and from `until` on, hours, and whole days."""

    begin: int
    since: int
    first_day: int
    last_day: int
    until: int
    end: int

    @property
    def hours(self) -> list[int]:
        """The hours that are in none of the whole days."""
        before, after = (self.since, self.first_day), (self.last_day, self.until)
        return [*range(*before, HOUR), *range(*after, HOUR)]

    @property
    def days(self) -> list[int]:
        return list(range(self.first_day, self.last_day, DAY))


def time(begin: int, since: int, until: int, end: int) -> Time:
    """`since` and `until` are whole hours."""
    first, last = -(-since // DAY) * DAY, until // DAY * DAY
    return Time(begin, since, *((first, last) if first < last else (until, until)), until, end)


_PARTS = (
    f"span = {HOUR} AND start >= :since AND start < :first_day",
    f"span = {DAY} AND start >= :first_day AND start < :last_day",
    f"span = {HOUR} AND start >= :last_day AND start < :until",
)
_BY_TIME = {"sqlite": "", "mysql": " FORCE INDEX (usage_owners_dear)"}  # not all of a kind
_BY_WORD = {"sqlite": "", "mysql": " FORCE INDEX (PRIMARY)"}
_CALLS = ("at >= :begin AND at < :since", "at >= :until AND at < :end")


def are_many(tx: Transaction, kind: str, when: Time) -> bool:
    """Whether there are more sums than are added up for a report."""
    parts = " UNION ALL ".join(
        f"SELECT * FROM (SELECT 1 AS n FROM usage_owners{_BY_TIME[tx.dialect]}"  # noqa: S608
        f" WHERE kind = :kind AND {part} LIMIT :most) AS part{place}"
        for place, part in enumerate(_PARTS)
    )
    row = tx.one(
        f"SELECT COUNT(*) AS n FROM ({parts}) AS parts",  # noqa: S608
        kind=kind,
        most=MANY + 1,
        **when._asdict(),
    )
    return row is not None and row["n"] > MANY


def dearest(tx: Transaction, kind: str, when: Time) -> list[str]:
    """Those that cost most in one of the days or hours."""
    starts = [(HOUR, at) for at in when.hours] + [(DAY, at) for at in when.days]
    each = max(1, _LOOKED_AT // len(starts))
    lists = " UNION ALL ".join(
        "SELECT * FROM (SELECT word, credits FROM usage_owners"  # noqa: S608
        f" WHERE kind = :kind AND span = {span} AND start = {at}"
        f" ORDER BY credits DESC LIMIT :each) AS list{place}"
        for place, (span, at) in enumerate(starts)
    )
    found = tx.all(
        f"SELECT word FROM ({lists}) AS lists GROUP BY word"  # noqa: S608
        " ORDER BY MAX(credits) DESC, word LIMIT :each",
        kind=kind,
        each=each,
    )
    return [row["word"] for row in found]


def sums(
    tx: Transaction, kind: str, when: Time, most: int, of: Sequence[str] | None = None
) -> list[Row]:
    """NUMBERS of each `word`, or of some of them; those that cost most come first."""
    inside, words = rows.listed(of) if of is not None else ("", {})
    found = tx.all(
        _select(tx.dialect, kind, inside), kind=kind, most=most, **when._asdict(), **words
    )
    return [row | {name: int(row[name]) for name in NUMBERS} for row in found]


def count(tx: Transaction, kind: str, when: Time, but: Sequence[str]) -> int:
    """How many of a kind called in some time, `but` for some words."""
    left_out, words = rows.listed(but)
    by = _BY_TIME[tx.dialect]
    parts = [
        f"SELECT word FROM usage_owners{by} WHERE kind = :kind AND {part}"  # noqa: S608
        for part in _PARTS
    ] + [f"SELECT {kind} AS word FROM usage_calls WHERE {part}" for part in _CALLS]  # noqa: S608
    row = tx.one(
        f"SELECT COUNT(*) AS n FROM ({' UNION '.join(parts)}) AS parts"  # noqa: S608
        f" WHERE word NOT IN ({left_out})",
        kind=kind,
        **when._asdict(),
        **words,
    )
    return int(row["n"]) if row else 0


def hours_of(tx: Transaction, kind: str, owner: str, when: Time, most: int) -> list[Row]:
    """NUMBERS of each hour (`word`) in which one of a kind called."""
    hours = f"kind = :kind AND word = :owner AND span = {HOUR} AND start >= :since"
    parts = [
        f"SELECT start AS word, {', '.join(NUMBERS)} FROM usage_owners"  # noqa: S608
        f" WHERE {hours} AND start < :until"
    ] + [
        f"SELECT at - at % {HOUR}, {_single()} FROM usage_calls WHERE {part} AND {kind} = :owner"  # noqa: S608
        for part in _CALLS
    ]
    found = tx.all(_grouped(parts), kind=kind, owner=owner, most=most, **when._asdict())
    return [row | {name: int(row[name]) for name in NUMBERS} for row in found]


def _select(dialect: str, kind: str, inside: str) -> str:
    of_sums = f" AND word IN ({inside})" if inside else ""
    of_calls = f" AND {kind} IN ({inside})" if inside else ""
    summed, by = ", ".join(NUMBERS), (_BY_WORD if inside else _BY_TIME)[dialect]
    parts = [
        f"SELECT word, {summed} FROM usage_owners{by} WHERE kind = :kind AND {part}{of_sums}"  # noqa: S608
        for part in _PARTS
    ] + [
        f"SELECT {kind}, {_single()} FROM usage_calls WHERE {part}{of_calls}"  # noqa: S608
        for part in _CALLS
    ]
    return _grouped(parts)


def _grouped(parts: Sequence[str]) -> str:
    numbers = ", ".join(f"SUM({name}) AS {name}" for name in NUMBERS)
    return (
        f"SELECT word, {numbers} FROM ({' UNION ALL '.join(parts)}) AS parts GROUP BY word"  # noqa: S608
        " HAVING SUM(calls) + SUM(failed) > 0"
        " ORDER BY credits DESC, calls DESC, word LIMIT :most"
    )


def _single() -> str:
    """NUMBERS of a call."""
    worked = "CASE WHEN status = 'ok' THEN {} ELSE 0 END"
    numbers = {name: worked.format(name) for name in NUMBERS} | {
        "calls": worked.format(1),
        "failed": "CASE WHEN status = 'ok' THEN 0 ELSE 1 END",
        "credits": "credits",
    }
    return ", ".join(f"{number} AS {name}" for name, number in numbers.items())
