"""API keys, invites and their uses, the audit trail, and answers kept for Idempotency-Key."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    table(
        "api_keys",
        ident("id"),
        ident("user_id"),
        text("name", 100),
        text("project", 100, nullable=True),
        text("prefix", 16),
        text("key_hash", 64),
        number("created_at"),
        number("expires_at", nullable=True),
        number("last_used_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash", name="api_keys_key_hash"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="api_keys_user", ondelete="CASCADE"
        ),
    )
    op.create_index("api_keys_mine", "api_keys", ["user_id", "id"])
    table(
        "invites",
        ident("id"),
        text("prefix", 16),
        text("code_hash", 64),
        number("max_uses"),
        number("uses", default=0),
        number("credits", default=0),
        text("note", 200),
        number("expires_at", nullable=True),
        number("disabled", default=0),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_hash", name="invites_code_hash"),
    )
    table(
        "invite_uses",
        ident("id"),
        ident("invite_id"),
        ident("user_id"),
        text("ip", 45),
        number("used_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["invite_id"], ["invites.id"], name="invite_uses_invite", ondelete="CASCADE"
        ),
    )
    op.create_index("invite_uses_of", "invite_uses", ["invite_id", "id"])
    op.create_index("invite_uses_by", "invite_uses", ["user_id"])
    table(
        "audit",
        ident("id"),
        ident("actor_id"),
        text("ip", 45),
        text("request_id", 64),
        text("action", 60),
        text("target", 100),
        long_text("before_json"),
        long_text("after_json"),
        number("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("audit_target", "audit", ["target", "id"])
    table(
        "idempotency",
        text("scope", 80),
        text("name", 128),
        text("request_hash", 64),
        number("status", nullable=True),
        long_text("headers_json"),
        long_text("body_base64"),
        number("created_at"),
        sa.PrimaryKeyConstraint("scope", "name"),
    )
    op.create_index("idempotency_old", "idempotency", ["created_at"])
    op.create_index("users_role", "users", ["role"])


def downgrade() -> None:
    op.drop_index("users_role", "users")
    for name in ("idempotency", "audit", "invite_uses", "invites", "api_keys"):
        op.drop_table(name)
