"""Indexes for lists of administrators: deeds by who did them, movements and recognitions by kind,
the calls of a user, and who came by the codes of a note."""

from alembic import op

revision = "0023"
down_revision = "0022"

_INDEXES = {
    "audit_by_actor": ("audit", ["actor_id", "id"]),
    "invites_by_note": ("invites", ["note"]),
    "ledger_by_kind": ("ledger", ["kind", "id"]),
    "recognitions_of_kind": ("recognitions", ["kind", "id"]),
    "usage_calls_mine": ("usage_calls", ["user_id", "id"]),
}


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in reversed(_INDEXES.items()):
        op.drop_index(name, table)
