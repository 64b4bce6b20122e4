"""Sums of usage that do not grow with the users, and indexes for keys and projects."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import number, table, text

revision = "0008"
down_revision = "0007"

_NAMES = (
    "calls", "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "credits",
    "first_ms", "total_ms",
)  # fmt: skip
_SUMS = ", ".join(f"SUM({name})" for name in _NAMES)


def upgrade() -> None:
    _tables()
    op.create_index("usage_hours_of_key", "usage_hours", ["key_id", "hour"])
    op.create_index("usage_hours_of_project", "usage_hours", ["project", "hour"])
    _sum_up("usage_sums", "usage_hours", "hour, model, provider, endpoint, status")
    _sum_up("usage_totals", "usage_sums", "model, status")
    op.execute(
        "INSERT INTO versions (name, version)"
        " SELECT 'usage_sums', version FROM versions WHERE name = 'usage_hours'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'usage_sums'")
    op.drop_index("usage_hours_of_project", "usage_hours")
    op.drop_index("usage_hours_of_key", "usage_hours")
    op.drop_table("usage_totals")
    op.drop_table("usage_sums")


def _tables() -> None:
    table(
        "usage_sums",
        number("hour"),
        text("model", 100),
        text("provider", 40),
        text("endpoint", 40),
        text("status", 20),
        *map(number, _NAMES),
        sa.PrimaryKeyConstraint("hour", "model", "provider", "endpoint", "status"),
    )
    table(
        "usage_totals",
        text("model", 100),
        text("status", 20),
        *map(number, _NAMES),
        sa.PrimaryKeyConstraint("model", "status"),
    )


def _sum_up(into: str, source: str, by: str) -> None:
    op.execute(
        f"INSERT INTO {into} ({by}, {', '.join(_NAMES)})"  # noqa: S608
        f" SELECT {by}, {_SUMS} FROM {source} GROUP BY {by}"
    )
