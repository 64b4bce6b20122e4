"""Settlements of their own, as a call makes them in the transaction that notes it."""

from shared.billing import credits
from shared.billing.credits import Settled
from shared.database import transactions


def settled(user_id: str, request_id: str, amount: int, reason: str) -> Settled:
    return transactions.atomically(
        lambda tx: credits.settle(tx, user_id, request_id, amount, reason)
    )
