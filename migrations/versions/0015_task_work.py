"""How tasks are worked on: what was asked, how far it is, who works on it, and until when."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import long_text, number, text

revision = "0015"
down_revision = "0014"

_NUMBERS = (
    "unfinished", "attempt", "crashes", "misses", "next_at", "lease_until", "deadline_at",
    "reserved",
)  # fmt: skip
_WORDS = {
    "queue": 20,
    "model": 100,
    "step": 10,
    "owner": 64,
    "upstream_id": 200,
    "upstream_request": 200,
}
_TEXTS = ("request_json", "asked_json", "answer_json", "units_json", "error_json", "files_json")


def upgrade() -> None:
    for name in _NUMBERS:
        op.add_column("tasks", number(name, default=0))
    for name, length in _WORDS.items():
        word = text(name, length)
        word.server_default = sa.DefaultClause("")
        op.add_column("tasks", word)
    for name in _TEXTS:  # without a default, which MySQL gives no long text
        column = long_text(name)
        column.nullable = True
        op.add_column("tasks", column)
    op.add_column("tasks", text("once", 64, nullable=True))
    op.create_index("tasks_once", "tasks", ["user_id", "once"])
    op.create_index("tasks_due", "tasks", ["unfinished", "next_at"])
    op.create_index("tasks_ended", "tasks", ["ended_at"])


def downgrade() -> None:
    for index in ("tasks_ended", "tasks_due"):
        op.drop_index(index, "tasks")
    op.create_index("tasks_user_again", "tasks", ["user_id"])  # MySQL needs one for its foreign key
    op.drop_index("tasks_once", "tasks")
    op.drop_index("tasks_user_again", "tasks")
    for name in ("once", *_TEXTS, *_WORDS, *_NUMBERS):
        op.drop_column("tasks", name)
