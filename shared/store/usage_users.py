"""Table `usage_users`: who called in which hour and day of UTC, and in which hour they did before:
so whoever called in some time is counted once, at their first row of it, and no names are compared.

They are made of `usage_hours`, up to a mark of their own: a version that does not know them may go
on summing the rest up.
"""

from shared.database.transactions import Transaction
from shared.store.marks import Mark
from shared.store.usage import HOUR
from shared.store.usage_spans import DAY, EDGES, PARTS, Time
from shared.store.users import NOBODY

SUMMED = Mark("usage_users")
_ACCOUNTS = f"user_id NOT IN ('', '{NOBODY}')"  # others called without one, or have left
_ADD = (
    "INSERT INTO usage_users (user_id, span, start, previous)"  # noqa: S608
    " SELECT user_id, :span, :start, COALESCE((SELECT MAX(u.start) FROM usage_users AS u"
    f" WHERE u.user_id = h.user_id AND u.span = {HOUR} AND u.start < :hour), -1)"
    f" FROM usage_hours AS h WHERE hour = :hour AND {_ACCOUNTS} GROUP BY user_id"
)
_ADD_NEW = {
    "sqlite": f"{_ADD} ON CONFLICT (user_id, span, start) DO NOTHING",
    "mysql": f"{_ADD} ON DUPLICATE KEY UPDATE previous = usage_users.previous",
}
_BEGINNING, _END = EDGES
# Whoever called in an hour before the last one before `since`, and not again until then.
_FIRSTS = [
    f"SELECT COUNT(*) AS n FROM usage_users WHERE {part} AND previous < :since - {HOUR}"  # noqa: S608
    for part in PARTS
]
# Those of the beginning may have called again, which then says that they had the hour before.
_BEGAN = [f"SELECT user_id FROM usage_calls WHERE {_BEGINNING} AND {_ACCOUNTS}"] + [  # noqa: S608
    f"SELECT user_id FROM usage_users WHERE {part} AND previous = :since - {HOUR}"  # noqa: S608
    for part in PARTS
]
# When those of the end called before it: their row of its hour says so; it may not be summed yet.
_LAST = (
    f"COALESCE((SELECT previous FROM usage_users AS u WHERE u.user_id = ended.user_id"  # noqa: S608
    f" AND u.span = {HOUR} AND u.start = :until),"
    " (SELECT u.start FROM usage_users AS u WHERE u.user_id = ended.user_id"
    f" AND u.span = {HOUR} AND u.start < :until ORDER BY u.start DESC LIMIT 1), -1)"
)
_ENDED = (
    f"SELECT user_id FROM (SELECT DISTINCT user_id FROM usage_calls WHERE {_END} AND {_ACCOUNTS})"  # noqa: S608
    f" AS ended WHERE {_LAST} < :since"
)
_SINGLE = f"SELECT COUNT(*) AS n FROM ({' UNION '.join([*_BEGAN, _ENDED])}) AS single"  # noqa: S608
_COUNT = f"SELECT SUM(n) AS n FROM ({' UNION ALL '.join([*_FIRSTS, _SINGLE])}) AS parts"  # noqa: S608


def sum_up(tx: Transaction, hour: int) -> None:
    """Add an hour, after all before it; again, it changes nothing."""
    for span in (HOUR, DAY):
        tx.later(_ADD_NEW[tx.dialect], span=span, start=hour - hour % span, hour=hour)


def count(tx: Transaction, when: Time) -> int:
    """How many users called in some time."""
    row = tx.one(_COUNT, **when._asdict())
    return int(row["n"]) if row else 0
