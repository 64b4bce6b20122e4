"""Sums of usage of each hour, how long calls took, and what failed: an overview in little time."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, number, table, text

revision = "0017"
down_revision = "0016"

_SUMS = (
    "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "first_ms", "total_ms",
)  # fmt: skip
_NAMES = ("calls", "failed", "credits", *_SUMS)
_WORKED = ", ".join(f"SUM(CASE WHEN status = 'ok' THEN {name} ELSE 0 END)" for name in _SUMS)
_NUMBERS = (
    "SUM(CASE WHEN status = 'ok' THEN calls ELSE 0 END),"
    f" SUM(CASE WHEN status = 'ok' THEN 0 ELSE calls END), SUM(credits), {_WORKED}"
)
_MARK = "(SELECT version FROM versions WHERE name = 'usage_sums')"
_HOUR, _DAY = 3_600_000, 86_400_000  # milliseconds
_FLOORS = [
    first * 10**power
    for power in range(5)
    for first in (10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82)
]
_FLOOR = (
    "CASE "
    + " ".join(f"WHEN total_ms >= {floor} THEN {floor}" for floor in reversed(_FLOORS))
    + " ELSE 0 END"
)


def upgrade() -> None:
    _tables()
    op.execute(
        f"INSERT INTO usage_figures (hour, {', '.join(_NAMES)})"  # noqa: S608
        f" SELECT hour, {_NUMBERS} FROM usage_sums WHERE hour < {_MARK} GROUP BY hour"
    )
    for span in (_HOUR, _DAY):
        op.execute(
            "INSERT INTO usage_times (span, start, floor_ms, calls)"  # noqa: S608
            f" SELECT {span}, at - at % {span} AS start, {_FLOOR} AS floor_ms, COUNT(*)"
            f" FROM usage_calls WHERE status = 'ok' AND at < {_MARK} GROUP BY start, floor_ms"
        )
    op.execute(
        "INSERT INTO versions (name, version)"
        " SELECT 'usage_figures', version FROM versions WHERE name = 'usage_sums'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'usage_figures'")
    for name in ("failures", "usage_times", "usage_figures"):
        op.drop_table(name)


def _tables() -> None:
    hour = number("hour")
    hour.autoincrement = False  # or MariaDB would make the next number of a 0
    table(
        "usage_figures",
        hour,
        *map(number, _NAMES),
        sa.PrimaryKeyConstraint("hour"),
    )
    table(
        "usage_times",
        number("span"),
        number("start"),
        number("floor_ms"),
        number("calls"),
        sa.PrimaryKeyConstraint("span", "start", "floor_ms"),
    )
    table(
        "failures",
        ident("id"),
        text("endpoint", 120),
        number("status"),
        text("code", 60),
        text("request_id", 64),
        number("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("failures_at", "failures", ["at"])
