"""What tells who somebody is: links in mails, second factors; which device a session has."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, number, table, text

revision = "0021"
down_revision = "0020"

_LIFE = 30 * 86_400_000  # milliseconds, of every session until now


def upgrade() -> None:
    op.add_column("users", text("locale", 2, default=""))
    op.add_column("users", number("unconfirmed", default=0))
    op.add_column("users", number("second_factor", default=0))
    op.add_column("sessions", text("device", 60, default=""))
    op.add_column("sessions", number("lasts", default=_LIFE))
    table(
        "mails",
        ident("id"),
        text("purpose", 10),
        text("email", 254),
        text("locale", 2),
        number("created_at"),
        number("due_at"),
        number("tries", default=0),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mails_due", "mails", ["due_at"])
    table(
        "mail_links",
        ident("user_id"),
        text("purpose", 10),
        text("token_hash", 64),
        number("expires_at"),
        sa.PrimaryKeyConstraint("user_id", "purpose"),
        sa.UniqueConstraint("token_hash", name="mail_links_token_hash"),
    )
    op.create_index("mail_links_old", "mail_links", ["expires_at"])
    table(
        "second_factors",
        ident("user_id"),
        text("secret", 200),
        number("used_step", default=0),
        number("created_at"),
        sa.PrimaryKeyConstraint("user_id"),
    )
    table(
        "recovery_codes",
        ident("user_id"),
        text("code_hash", 64),
        sa.PrimaryKeyConstraint("user_id", "code_hash"),
    )


def downgrade() -> None:
    for name in ("recovery_codes", "second_factors", "mail_links", "mails"):
        op.drop_table(name)
    for name in ("lasts", "device"):
        op.drop_column("sessions", name)
    for name in ("second_factor", "unconfirmed", "locale"):
        op.drop_column("users", name)
