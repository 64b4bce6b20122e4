"""Who called how much in some time: whole days and hours are read from `usage_owners`, single calls
elsewhere. Where those are too many to be added up, there are those that stand out."""

from collections.abc import Sequence

from shared.database.transactions import Row, Transaction
from shared.store import rows
from shared.store.usage import HOUR
from shared.store.usage_owners import NUMBERS
from shared.store.usage_spans import DAY, EDGES, PARTS, Time

MANY = 30_000  # sums in `usage_owners` that are added up for a report
_LOOKED_AT = 8_000  # of the dearest, where there are more


_BY_TIME = {"sqlite": "", "mysql": " FORCE INDEX (usage_owners_dear)"}  # not all of a kind
_BY_WORD = {"sqlite": "", "mysql": " FORCE INDEX (PRIMARY)"}


def are_many(tx: Transaction, kind: str, when: Time) -> bool:
    """Whether there are more sums than are added up for a report."""
    parts = " UNION ALL ".join(
        f"SELECT * FROM (SELECT 1 AS n FROM usage_owners{_BY_TIME[tx.dialect]}"  # noqa: S608
        f" WHERE kind = :kind AND {part} LIMIT :most) AS part{place}"
        for place, part in enumerate(PARTS)
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


def hours_of(tx: Transaction, kind: str, owner: str, when: Time, most: int) -> list[Row]:
    """NUMBERS of each hour (`word`) in which one of a kind called."""
    hours = f"kind = :kind AND word = :owner AND span = {HOUR} AND start >= :since"
    parts = [
        f"SELECT start AS word, {', '.join(NUMBERS)} FROM usage_owners"  # noqa: S608
        f" WHERE {hours} AND start < :until"
    ] + [
        f"SELECT at - at % {HOUR}, {_single()} FROM usage_calls WHERE {part} AND {kind} = :owner"  # noqa: S608
        for part in EDGES
    ]
    found = tx.all(_grouped(parts), kind=kind, owner=owner, most=most, **when._asdict())
    return [row | {name: int(row[name]) for name in NUMBERS} for row in found]


def _select(dialect: str, kind: str, inside: str) -> str:
    of_sums = f" AND word IN ({inside})" if inside else ""
    of_calls = f" AND {kind} IN ({inside})" if inside else ""
    summed, by = ", ".join(NUMBERS), (_BY_WORD if inside else _BY_TIME)[dialect]
    parts = [
        f"SELECT word, {summed} FROM usage_owners{by} WHERE kind = :kind AND {part}{of_sums}"  # noqa: S608
        for part in PARTS
    ] + [
        f"SELECT {kind}, {_single()} FROM usage_calls WHERE {part}{of_calls}"  # noqa: S608
        for part in EDGES
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
