"""Table `usage_owners`: sums of each user, key and project, by hour and by day of UTC.

They are summed from `usage_hours`, up to a mark of their own.
"""

import functools

from shared.database.transactions import Transaction
from shared.store.marks import Mark
from shared.store.usage import HOUR, SUMS
from shared.store.usage_spans import DAY

KINDS = ("user_id", "key_id", "project")
SUMMED = Mark("usage_owners")
NUMBERS = ("calls", "failed", *SUMS)
_WORKED = "CASE WHEN status = 'ok' THEN {} ELSE 0 END"
_OF_HOURS = {name: _WORKED.format(name) for name in ("calls", *SUMS)} | {
    "failed": "CASE WHEN status = 'ok' THEN 0 ELSE calls END",
    "credits": "credits",
}
_HOURS_OF = "user_id = :user_id AND hour <= :until AND hour < :summed"
_NOTHING = "calls = 0 AND failed = 0"
# MySQL would read all there is of a kind to find what is IN, and lock it.
_REMOVE = {
    "sqlite": "DELETE FROM usage_owners WHERE kind = '{kind}' AND {nothing}"
    " AND word IN (SELECT {kind} FROM usage_hours WHERE {hours})",
    "mysql": "DELETE o FROM (SELECT DISTINCT {kind} AS word FROM usage_hours WHERE {hours}) AS own"
    " STRAIGHT_JOIN usage_owners AS o ON o.kind = '{kind}' AND o.word = own.word WHERE {nothing}",
}
_UPDATE = {
    "sqlite": (" ON CONFLICT (kind, word, span, start) DO UPDATE SET ", "excluded.{}"),
    "mysql": (" ON DUPLICATE KEY UPDATE ", "VALUES({})"),
}


def sum_up(tx: Transaction, hour: int) -> None:
    """Add an hour to the sums of those who called in it; to be done once for each."""
    for kind in KINDS:
        for span in (HOUR, DAY):
            tx.later(_add(tx.dialect, kind, span, kind, "hour = :hour"), hour=hour, sign=1)


def disown(tx: Transaction, other_id: str, user_id: str, until: int, summed: int) -> None:
    """Move what is summed of a user's hours to another, who names neither key nor project."""
    mine = {"user_id": user_id, "until": until, "summed": summed}
    for kind in KINDS:
        other = other_id if kind == "user_id" else ""
        for span in (HOUR, DAY):
            tx.later(_add(tx.dialect, kind, span, kind, _HOURS_OF), sign=-1, **mine)
            gains = _add(tx.dialect, kind, span, ":other", _HOURS_OF)
            tx.later(gains, sign=1, other=other, **mine)
        remove = _REMOVE[tx.dialect].format(kind=kind, nothing=_NOTHING, hours=_HOURS_OF)
        tx.later(remove, **mine)


@functools.cache
def _add(dialect: str, kind: str, span: int, word: str, where: str) -> str:
    """Add `sign` times the numbers of some of `usage_hours` to those of a word."""
    start = f"hour - hour % {span}"
    sums = ", ".join(f":sign * SUM({_OF_HOURS[name]})" for name in NUMBERS)
    update, new = _UPDATE[dialect]
    by = start if word.startswith(":") else f"{start}, {word}"
    added = ", ".join(f"{name} = usage_owners.{name} + {new.format(name)}" for name in NUMBERS)
    return (
        f"INSERT INTO usage_owners (kind, span, start, word, {', '.join(NUMBERS)})"  # noqa: S608
        f" SELECT '{kind}', {span}, {start}, {word}, {sums} FROM usage_hours WHERE {where}"
        f" GROUP BY {by}{update}{added}"
    )
