"""Why an answer ended: those that broke off are kept, and told from whole ones."""

from alembic import op

from migrations.columns import text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("messages", text("finish_reason", 20, nullable=True))


def downgrade() -> None:
    op.drop_column("messages", "finish_reason")
