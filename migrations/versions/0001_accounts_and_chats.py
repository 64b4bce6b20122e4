"""Users, their sessions and conversations, and the counters of limits."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    table(
        "users",
        ident("id"),
        text("email", 254),
        text("name", 100),
        text("password_hash", 100),
        text("role", 10),
        number("credits", default=0),
        number("disabled", default=0),
        number("token_version", default=1),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email", name="users_email"),
    )
    table(
        "sessions",
        ident("id"),
        ident("user_id"),
        ident("family"),
        text("token_hash", 64),
        number("created_at"),
        number("expires_at"),
        number("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash", name="sessions_token_hash"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="sessions_user", ondelete="CASCADE"
        ),
    )
    op.create_index("sessions_family", "sessions", ["family"])
    op.create_index("sessions_of", "sessions", ["user_id"])
    table(
        "conversations",
        ident("id"),
        ident("user_id"),
        text("persona", 40),
        text("title", 200),
        number("created_at"),
        number("updated_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="conversations_user", ondelete="CASCADE"
        ),
    )
    op.create_index("conversations_mine", "conversations", ["user_id", "id"])
    table(
        "messages",
        ident("id"),
        ident("conversation_id"),
        text("role", 10),
        long_text("content"),
        text("model", 100, nullable=True),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="messages_conversation",
            ondelete="CASCADE",
        ),
    )
    op.create_index("messages_in_order", "messages", ["conversation_id", "id"])
    table(
        "limits",
        text("name", 40),
        text("who", 80),
        number("window_start"),
        number("hits"),
        sa.PrimaryKeyConstraint("name", "who", "window_start"),
    )
    op.create_index("limits_old", "limits", ["window_start"])


def downgrade() -> None:
    for name in ("limits", "messages", "conversations", "sessions", "users"):
        op.drop_table(name)
