"""What files say of having been generated; films that models make are finished where ffmpeg is."""

from alembic import op

from migrations.columns import long_text

revision = "0019"
down_revision = "0018"
_MOVED = "UPDATE tasks SET queue = 'media_worker' WHERE kind = 'video'"


def upgrade() -> None:
    label = long_text("label_json")
    label.nullable = True
    op.add_column("files", label)
    op.execute(_MOVED)


def downgrade() -> None:
    op.drop_column("files", "label_json")
