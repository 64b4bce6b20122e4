"""Table `usage_users`: who called in which hour and day of UTC, and in which hour they did before:
so whoever called in some time is counted once, at their first row of it, and no names are compared.

They are of the hours that are summed in `usage_owners`, up to its mark.
"""

from shared.database.transactions import Transaction
from shared.store.usage import HOUR
from shared.store.usage_spans import DAY, EDGES, PARTS, Time
from shared.store.users import NOBODY

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
_FIRSTS = [
    f"SELECT COUNT(*) AS n FROM usage_users WHERE {part} AND previous < :since"  # noqa: S608
    for part in PARTS
]
_SINGLE = " UNION ".join(
    f"SELECT user_id FROM usage_calls WHERE {edge} AND {_ACCOUNTS}"  # noqa: S608
    for edge in EDGES
)
_ELSE = (
    f"SELECT COUNT(*) AS n FROM ({_SINGLE}) AS single WHERE NOT EXISTS"  # noqa: S608
    f" (SELECT 1 FROM usage_users AS u WHERE u.user_id = single.user_id AND u.span = {HOUR}"
    " AND u.start >= :since AND u.start < :until)"
)
_COUNT = f"SELECT SUM(n) AS n FROM ({' UNION ALL '.join([*_FIRSTS, _ELSE])}) AS parts"  # noqa: S608


def sum_up(tx: Transaction, hour: int) -> None:
    """Add an hour, after all before it."""
    for span in (HOUR, DAY):
        tx.later(_ADD_NEW[tx.dialect], span=span, start=hour - hour % span, hour=hour)


def count(tx: Transaction, when: Time) -> int:
    """How many users called in some time."""
    row = tx.one(_COUNT, **when._asdict())
    return int(row["n"]) if row else 0
