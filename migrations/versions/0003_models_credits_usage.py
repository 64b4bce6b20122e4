"""Providers and models, the ledger of credits, reservations, usage and its hours."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("api_keys", number("daily_tokens", nullable=True))
    op.add_column("api_keys", number("monthly_tokens", nullable=True))
    table(
        "providers",
        text("name", 40),
        text("base_url", 300),
        text("key_variable", 100),
        text("quirks", 10),
        number("created_at"),
        sa.PrimaryKeyConstraint("name"),
    )
    table(
        "models",
        text("name", 100),
        text("provider", 40),
        text("upstream_name", 100),
        text("description", 300),
        long_text("prices_json"),
        long_text("capabilities_json"),
        long_text("fallbacks_json"),
        number("context_length"),
        number("max_output"),
        number("enabled", default=1),
        number("created_at"),
        sa.PrimaryKeyConstraint("name"),
    )
    table(
        "versions",
        text("name", 40),
        number("version"),
        sa.PrimaryKeyConstraint("name"),
    )
    table(
        "ledger",
        ident("id"),
        ident("user_id"),
        text("kind", 20),
        number("amount"),
        number("balance"),
        number("shortfall", default=0),
        text("request_id", 64),
        text("reason", 200),
        number("at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id", "kind", name="ledger_once"),
    )
    op.create_index("ledger_of", "ledger", ["user_id", "id"])
    table(
        "reservations",
        text("request_id", 64),
        ident("user_id"),
        number("amount"),
        number("expires_at"),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index("reservations_old", "reservations", ["expires_at"])
    table(
        "usage_calls",
        ident("id"),
        ident("user_id"),
        ident("key_id"),
        text("project", 100),
        text("model", 100),
        text("provider", 40),
        text("endpoint", 40),
        text("status", 20),
        text("end_reason", 20),
        number("input_tokens"),
        number("output_tokens"),
        number("cached_tokens"),
        number("reasoning_tokens"),
        number("credits"),
        number("first_ms"),
        number("total_ms"),
        number("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("usage_calls_at", "usage_calls", ["at"])
    op.create_index("usage_calls_of", "usage_calls", ["user_id", "at"])
    table(
        "usage_hours",
        number("hour"),
        ident("user_id"),
        ident("key_id"),
        text("project", 100),
        text("model", 100),
        text("provider", 40),
        text("endpoint", 40),
        text("status", 20),
        number("calls"),
        number("input_tokens"),
        number("output_tokens"),
        number("cached_tokens"),
        number("reasoning_tokens"),
        number("credits"),
        number("first_ms"),
        number("total_ms"),
        sa.PrimaryKeyConstraint(
            "hour",
            "user_id",
            "key_id",
            "project",
            "model",
            "provider",
            "endpoint",
            "status",
        ),
    )
    op.create_index("usage_hours_of", "usage_hours", ["user_id", "hour"])


def downgrade() -> None:
    for name in (
        "usage_hours",
        "usage_calls",
        "reservations",
        "ledger",
        "versions",
        "models",
        "providers",
    ):
        op.drop_table(name)
    op.drop_column("api_keys", "monthly_tokens")
    op.drop_column("api_keys", "daily_tokens")
