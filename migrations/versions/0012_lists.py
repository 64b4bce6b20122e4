"""Indexes for the lists of administrators, however they are narrowed."""

from alembic import op

revision = "0012"
down_revision = "0011"

_INDEXES = {
    "users_by_role": ("users", ["role", "id"]),
    "users_by_disabled": ("users", ["disabled", "id"]),
    "users_by_both": ("users", ["role", "disabled", "id"]),
    "tasks_by_kind": ("tasks", ["kind", "id"]),
    "tasks_by_both": ("tasks", ["kind", "status", "id"]),
    "audit_by_action": ("audit", ["action", "id"]),
    "recognitions_by_kind": ("recognitions", ["user_id", "kind", "id"]),
}


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
    op.drop_index("users_role", "users")


def downgrade() -> None:
    op.create_index("users_role", "users", ["role"])
    for name, (table, _) in reversed(_INDEXES.items()):
        op.drop_index(name, table)
