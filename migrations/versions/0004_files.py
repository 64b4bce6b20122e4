"""Files of users, by the keys that their objects have in the storage."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, number, table, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    table(
        "files",
        ident("id"),
        ident("user_id"),  # no foreign key: a row stays until its object is removed
        text("object_key", 200),
        text("filename", 200),
        text("content_type", 100),
        number("size"),
        text("status", 10),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("files_of", "files", ["user_id", "id"])
    op.create_index("files_unfinished", "files", ["status", "created_at"])


def downgrade() -> None:
    op.drop_table("files")
