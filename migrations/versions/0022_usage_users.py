"""Who called in which hour and day: active users are counted in little time."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, number, table

revision = "0022"
down_revision = "0021"

_NOBODY = "00000000000000000000000000"
_HOUR, _DAY = 3_600_000, 86_400_000  # milliseconds
_INSERT = "INSERT INTO usage_users (user_id, span, start, previous)"


def upgrade() -> None:
    table(
        "usage_users",
        ident("user_id"),
        number("span"),
        number("start"),
        number("previous"),
        sa.PrimaryKeyConstraint("user_id", "span", "start"),
    )
    op.execute(  # first, since hours may be summed meanwhile, which are added again then
        "INSERT INTO versions (name, version)"
        " SELECT 'usage_users', version FROM versions WHERE name = 'usage_owners'"
    )
    op.execute(
        f"{_INSERT} SELECT word, span, start,"  # noqa: S608
        " COALESCE(LAG(start) OVER (PARTITION BY word ORDER BY start), -1) FROM usage_owners"
        f" WHERE kind = 'user_id' AND span = {_HOUR} AND word NOT IN ('', '{_NOBODY}')"
    )
    op.execute(
        f"{_INSERT} SELECT user_id, {_DAY}, start - start % {_DAY}, MIN(previous)"  # noqa: S608
        f" FROM usage_users WHERE span = {_HOUR} GROUP BY user_id, start - start % {_DAY}"
    )
    op.create_index("usage_users_first", "usage_users", ["span", "start", "previous"])


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'usage_users'")
    op.drop_table("usage_users")
