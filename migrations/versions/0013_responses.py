"""Responses of OpenAI's protocol, kept so that others can go on from them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    table(
        "responses",
        ident("id"),
        ident("user_id"),
        text("previous_id", 26, nullable=True),
        long_text("input_json"),
        long_text("output_json"),
        long_text("response_json"),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="responses_user", ondelete="CASCADE"
        ),
    )
    op.create_index("responses_mine", "responses", ["user_id", "id"])
    op.create_index("responses_old", "responses", ["created_at"])


def downgrade() -> None:
    op.drop_table("responses")
