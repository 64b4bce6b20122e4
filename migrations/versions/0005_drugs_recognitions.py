"""The catalogue of drugs, and what was recognised in users' pictures."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, long_text, number, table, text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _drugs()
    _recognitions()


def downgrade() -> None:
    op.drop_table("recognitions")
    op.drop_table("drugs")


def _drugs() -> None:
    table(
        "drugs",
        ident("id"),
        text("name", 100),
        text("generic_name", 100),
        text("approval_number", 40),
        text("manufacturer", 200),
        text("specification", 200),
        text("dosage_form", 40),
        long_text("indications"),
        long_text("dosage"),
        long_text("contraindications"),
        long_text("warnings"),
        text("name_key", 200),
        text("generic_key", 200),
        long_text("words"),
        number("created_at"),
        number("updated_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("approval_number", name="drugs_approval_number"),
    )
    op.create_index("drugs_name", "drugs", ["name_key"])
    op.create_index("drugs_generic", "drugs", ["generic_key"])


def _recognitions() -> None:
    table(
        "recognitions",
        ident("id"),
        ident("user_id"),
        text("kind", 20),
        long_text("result_json"),
        long_text("text"),
        text("file_id", 26, nullable=True),
        text("engine", 20),
        text("model", 100),
        number("credits"),
        number("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="recognitions_user", ondelete="CASCADE"
        ),
    )
    op.create_index("recognitions_mine", "recognitions", ["user_id", "id"])
