"""Terms of three characters, by which drugs are searched."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import ident, table, text

revision = "0011"
down_revision = "0010"

_AT_ONCE = 500  # drugs


def upgrade() -> None:
    table(
        "drug_terms",
        text("term", 40),
        ident("drug_id"),
        sa.PrimaryKeyConstraint("term", "drug_id"),
        sa.ForeignKeyConstraint(
            ["drug_id"], ["drugs.id"], name="drug_terms_drug", ondelete="CASCADE"
        ),
    )
    op.create_index("drug_terms_of", "drug_terms", ["drug_id"])
    connection, after = op.get_bind(), ""
    while found := _drugs(connection, after):
        terms = [{"term": term, "id": id} for id, words in found for term in sorted(_terms(words))]
        if terms:
            connection.execute(
                sa.text("INSERT INTO drug_terms (term, drug_id) VALUES (:term, :id)"), terms
            )
        after = found[-1][0]


def downgrade() -> None:
    op.drop_table("drug_terms")


def _drugs(connection: sa.Connection, after: str) -> list[tuple[str, str]]:
    some = sa.text("SELECT id, words FROM drugs WHERE id > :after ORDER BY id LIMIT :most")
    rows = connection.execute(some, {"after": after, "most": _AT_ONCE})
    return [(row.id, row.words) for row in rows]


def _terms(words: str) -> set[str]:
    return {word[place : place + 3] for word in words.split() for place in range(len(word))}
