"""Codes of two kinds: invites open registration, redemptions give credits to who has an account."""

from alembic import op

from migrations.columns import text

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("invites", text("kind", 12, default="invite"))
    op.create_index("invites_by_kind", "invites", ["kind", "id"])


def downgrade() -> None:
    op.drop_index("invites_by_kind", "invites")
    op.drop_column("invites", "kind")
