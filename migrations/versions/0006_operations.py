"""What administrators set, tasks, answers by the minute, and the leases of scheduled work."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _settings()
    _tasks()
    _answers()
    _leases()


def downgrade() -> None:
    for name in ("leases", "answers", "tasks", "settings"):
        op.drop_table(name)


def _settings() -> None:
    table(
        "settings",
        text("name", 60),
        long_text("value_json"),
        number("updated_at"),
        sa.PrimaryKeyConstraint("name"),
    )


def _tasks() -> None:
    table(
        "tasks",
        ident("id"),
        ident("user_id"),
        text("kind", 20),
        text("status", 10),
        number("progress", default=0),
        long_text("result_json"),
        text("error", 100, nullable=True),
        number("credits", default=0),
        number("created_at"),
        number("started_at", nullable=True),
        number("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="tasks_user", ondelete="CASCADE"),
    )
    op.create_index("tasks_mine", "tasks", ["user_id", "id"])
    op.create_index("tasks_by_status", "tasks", ["status", "id"])


def _answers() -> None:
    table(
        "answers",
        number("minute"),
        text("endpoint", 120),
        number("status"),
        number("calls"),
        number("total_ms"),
        sa.PrimaryKeyConstraint("minute", "endpoint", "status"),
    )


def _leases() -> None:
    table(
        "leases",
        text("name", 60),
        text("owner", 64),
        number("until"),
        number("started_at", nullable=True),
        number("ended_at", nullable=True),
        text("outcome", 200),
        sa.PrimaryKeyConstraint("name"),
    )
