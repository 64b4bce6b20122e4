"""Files that are sent in parts: the id of their upload at the storage."""

from alembic import op

from migrations.columns import text

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("files", text("upload_id", 64, default=""))


def downgrade() -> None:
    op.drop_column("files", "upload_id")
