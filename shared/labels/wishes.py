"""Who wants no mark: allowed where the deployment allows it, and never in silence.

Source: Measures for Labelling AI-Generated Content (2025), 9: whoever asks for content without a
visible label is told what they answer for, and it is kept who that was, for six months.
"""

from shared.access import audit
from shared.access.audit import Actor
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest


def require_allowed(mark: bool | None) -> None:
    """InvalidRequest for one who wants none where that is not allowed."""
    if mark is False and not environment.settings().aigc_mark_optional:
        raise InvalidRequest("mark_required", param="mark")


def note_now(actor: Actor, kind: str, produce_id: str) -> None:
    """The same where nothing else is written."""
    with transactions.writing() as tx:
        note(tx, actor, kind, produce_id)


def note(tx: Transaction, actor: Actor, kind: str, produce_id: str) -> None:
    """That something goes without its mark, in the transaction that orders it."""
    audit.note(tx, actor, "generate_unmarked", f"{kind}/{produce_id}", None, {"mark": False})
