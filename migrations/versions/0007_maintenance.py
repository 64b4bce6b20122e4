"""Indexes by which what is old is found, a batch at a time."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("sessions_old", "sessions", ["expires_at"])
    op.create_index("limits_of", "limits", ["name", "window_start"])
    op.drop_index("limits_old", "limits")


def downgrade() -> None:
    op.create_index("limits_old", "limits", ["window_start"])
    op.drop_index("limits_of", "limits")
    op.drop_index("sessions_old", "sessions")
