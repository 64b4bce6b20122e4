"""An index that has all that a user's files take: they are summed up without being read."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_index("files_taken", "files", ["user_id", "status", "created_at", "size"])


def downgrade() -> None:
    op.drop_index("files_taken", "files")
