"""Indexes for lists of administrators: deeds by who did them, movements and recognitions by kind,
the calls of a user, and who came by the codes of a note."""

import sqlalchemy as sa
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
    found = sa.inspect(op.get_bind())
    for name, (table, columns) in _INDEXES.items():
        # Each takes minutes on a large table, and MySQL keeps those that a broken-off run has made.
        if name not in {index["name"] for index in found.get_indexes(table)}:
            op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in reversed(_INDEXES.items()):
        op.drop_index(name, table)
