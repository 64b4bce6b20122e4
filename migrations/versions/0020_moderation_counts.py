"""How often contents were refused, or not checked."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import number, table, text

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    table(
        "moderation_counts",
        text("day", 10),
        text("place", 10),
        text("outcome", 16),
        text("label", 100),
        number("hits"),
        number("last_at"),
        sa.PrimaryKeyConstraint("day", "place", "outcome", "label"),
    )


def downgrade() -> None:
    op.drop_table("moderation_counts")
