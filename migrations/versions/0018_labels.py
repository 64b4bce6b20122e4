"""What files say of having been generated; films are finished where ffmpeg is, also those begun."""

from alembic import op

from migrations.columns import long_text

revision = "0018"
down_revision = "0017"
_MOVED = "UPDATE tasks SET queue = 'media_worker' WHERE kind = 'video' AND unfinished = 1"


def upgrade() -> None:
    label = long_text("label_json")
    label.nullable = True
    op.add_column("files", label)
    op.execute(_MOVED)


def downgrade() -> None:
    op.drop_column("files", "label_json")
