"""Sums of usage of each user, key and project, and counts of tables with many rows."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import long_text, number, table, text

revision = "0014"
down_revision = "0013"

_SUMS = (
    "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "first_ms", "total_ms",
)  # fmt: skip
_NAMES = ("calls", "failed", "credits", *_SUMS)
_WORKED = ", ".join(f"SUM(CASE WHEN status = 'ok' THEN {name} ELSE 0 END)" for name in _SUMS)
_NUMBERS = (
    "SUM(CASE WHEN status = 'ok' THEN calls ELSE 0 END),"
    f" SUM(CASE WHEN status = 'ok' THEN 0 ELSE calls END), SUM(credits), {_WORKED}"
)
_HOUR, _DAY = 3_600_000, 86_400_000  # milliseconds


def upgrade() -> None:
    table(
        "usage_owners",
        text("kind", 10),
        number("span"),
        number("start"),
        text("word", 100),
        *map(number, _NAMES),
        sa.PrimaryKeyConstraint("kind", "word", "span", "start"),
    )
    for kind in ("user_id", "key_id", "project"):
        for span in (_HOUR, _DAY):
            _sum_up(kind, span)
    op.execute(
        "INSERT INTO versions (name, version)"
        " SELECT 'usage_owners', version FROM versions WHERE name = 'usage_sums'"
    )
    op.create_index("usage_owners_dear", "usage_owners", ["kind", "span", "start", "credits"])
    table(
        "table_counts",
        text("name", 40),
        long_text("counts_json"),
        number("at"),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'usage_owners'")
    op.drop_table("table_counts")
    op.drop_table("usage_owners")


def _sum_up(kind: str, span: int) -> None:
    op.execute(
        f"INSERT INTO usage_owners (kind, span, start, word, {', '.join(_NAMES)})"  # noqa: S608
        f" SELECT '{kind}', {span}, hour - hour % {span}, {kind}, {_NUMBERS} FROM usage_hours"
        " WHERE hour < (SELECT version FROM versions WHERE name = 'usage_sums')"
        f" GROUP BY hour - hour % {span}, {kind}"
    )
