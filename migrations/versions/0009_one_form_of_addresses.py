"""E-mail addresses of users in their one form (NFC, width, IDNA), where nobody else has it."""

import sqlalchemy as sa
from alembic import op

from shared.accounts import addresses

revision = "0009"
down_revision = "0008"

_AT_ONCE = 1000
_SOME = sa.text("SELECT id, email FROM users WHERE id > :last ORDER BY id LIMIT :most")
_TAKEN = sa.text("SELECT 1 FROM users WHERE email = :email")
_CHANGE = sa.text("UPDATE users SET email = :email WHERE id = :id")


def upgrade() -> None:
    last: str = ""
    while some := op.get_bind().execute(_SOME, {"last": last, "most": _AT_ONCE}).all():
        for user_id, email in some:
            _change(user_id, email, addresses.canonical(email))
        last = some[-1][0]


def downgrade() -> None:
    """The one form is an address for what was before, too."""


def _change(user_id: str, email: str, canonical: str) -> None:
    """Who shares a mailbox with another account keeps the form that they log in with."""
    if "@" not in email or canonical == email:  # else a name, or somebody who has left
        return
    connection = op.get_bind()
    if not connection.execute(_TAKEN, {"email": canonical}).first():
        connection.execute(_CHANGE, {"id": user_id, "email": canonical})
