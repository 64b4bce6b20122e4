"""Tables `usage_figures` (of an hour, whoever called what) and `usage_times` (how many calls of an
hour or a day took how long): an overview reads a row or some thirty of each hour, however many
calls there were.

They are summed from `usage_hours` and `usage_calls`, up to a mark of their own.
"""

from shared.database.transactions import Row, Transaction
from shared.store.marks import Mark
from shared.store.usage import HOUR, SUMS
from shared.store.usage_spans import DAY, EDGES, PARTS, Time

NUMBERS = ("calls", "failed", *SUMS)
# Milliseconds from which on calls are counted together: twelve to a decade, each a fifth more.
FLOORS: tuple[int, ...] = tuple(
    first * 10**power
    for power in range(5)
    for first in (10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82)
)
SUMMED = Mark("usage_figures")
_FLOOR = (
    "CASE "
    + " ".join(f"WHEN total_ms >= {floor} THEN {floor}" for floor in reversed(FLOORS))
    + " ELSE 0 END"
)


def _numbers(count: str) -> str:
    """NUMBERS of some calls: but the credits, they are of those that worked."""
    worked = "SUM(CASE WHEN status = 'ok' THEN {} ELSE 0 END)"
    sums = {name: worked.format(name) for name in SUMS} | {
        "calls": worked.format(count),
        "failed": f"SUM(CASE WHEN status = 'ok' THEN 0 ELSE {count} END)",
        "credits": "SUM(credits)",
    }
    return ", ".join(f"{sums[name]} AS {name}" for name in NUMBERS)


_ADD_HOUR = (
    f"INSERT INTO usage_figures (hour, {', '.join(NUMBERS)})"  # noqa: S608
    f" SELECT hour, {_numbers('calls')} FROM usage_hours WHERE hour = :hour GROUP BY hour"
)
_TIMES = (
    "INSERT INTO usage_times (span, start, floor_ms, calls)"  # noqa: S608
    f" SELECT :span, :start, {_FLOOR} AS floor_ms, COUNT(*) FROM usage_calls"
    " WHERE at >= :hour AND at < :until AND status = 'ok' GROUP BY floor_ms"
)
_ADD_TIMES = {
    "sqlite": f"{_TIMES} ON CONFLICT (span, start, floor_ms)"
    " DO UPDATE SET calls = usage_times.calls + excluded.calls",
    "mysql": f"{_TIMES} ON DUPLICATE KEY UPDATE calls = usage_times.calls + VALUES(calls)",
}


def sum_up(tx: Transaction, hour: int) -> None:
    """Sum up an hour; to be done once for each, while its calls are kept."""
    tx.run(_ADD_HOUR, hour=hour)
    for span in (HOUR, DAY):
        start = hour - hour % span
        tx.run(_ADD_TIMES[tx.dialect], span=span, start=start, hour=hour, until=hour + HOUR)


def by_hour(tx: Transaction, when: Time) -> list[Row]:
    """NUMBERS of each `hour` that had calls, in no order; of the first and the last, which may be
    parts of one, there may be two rows."""
    parts = [
        f"SELECT hour, {', '.join(NUMBERS)} FROM usage_figures"  # noqa: S608
        " WHERE hour >= :since AND hour < :until"
    ] + [
        f"SELECT at - at % {HOUR} AS hour, {_numbers('1')} FROM usage_calls WHERE {part}"  # noqa: S608
        " GROUP BY hour"
        for part in EDGES
    ]
    return _whole(tx.all(" UNION ALL ".join(parts), **when._asdict()))


def sums(tx: Transaction, when: Time) -> Row:
    """NUMBERS of all calls in some time."""
    added = ", ".join(f"COALESCE(SUM({name}), 0) AS {name}" for name in NUMBERS)
    parts = [
        f"SELECT {', '.join(NUMBERS)} FROM usage_figures"  # noqa: S608
        " WHERE hour >= :since AND hour < :until"
    ] + [f"SELECT {_numbers('1')} FROM usage_calls WHERE {part}" for part in EDGES]  # noqa: S608
    found = tx.all(
        f"SELECT {added} FROM ({' UNION ALL '.join(parts)}) AS parts",  # noqa: S608
        **when._asdict(),
    )
    return _whole(found)[0]


def times(tx: Transaction, when: Time) -> list[tuple[int, int]]:
    """How many calls that worked took from each of FLOORS on (0 before the first), the quickest
    first."""
    parts = [f"SELECT floor_ms, calls FROM usage_times WHERE {part}" for part in PARTS] + [  # noqa: S608
        f"SELECT {_FLOOR} AS floor_ms, COUNT(*) AS calls FROM usage_calls"  # noqa: S608
        f" WHERE {part} AND status = 'ok' GROUP BY floor_ms"
        for part in EDGES
    ]
    found = tx.all(
        f"SELECT floor_ms, SUM(calls) AS calls FROM ({' UNION ALL '.join(parts)}) AS parts"  # noqa: S608
        " GROUP BY floor_ms ORDER BY floor_ms",
        **when._asdict(),
    )
    return [(row["floor_ms"], int(row["calls"])) for row in found]


def _whole(found: list[Row]) -> list[Row]:
    return [row | {name: int(row[name] or 0) for name in NUMBERS} for row in found]
