"""Table `usage_calls`, listed call by call for administrators."""

from shared.database.transactions import Row, Transaction
from shared.store import rows

_SHOWN = (
    "id, user_id, key_id, project, model, provider, endpoint, status, end_reason, input_tokens,"
    " output_tokens, credits, first_ms, total_ms, at"
)


def page(tx: Transaction, *, since: str, before: str, limit: int, **asked: str) -> list[Row]:
    """The newest with ids from `since` on and below `before`; an empty word is any."""
    narrowed = rows.asked(**asked)
    return tx.all(
        f"SELECT {_SHOWN} FROM usage_calls"  # noqa: S608
        f" WHERE id >= :since AND id < :before{rows.matching(narrowed)}"
        " ORDER BY id DESC LIMIT :limit",
        since=since,
        before=before,
        limit=limit,
        **narrowed,
    )
