"""What a made-up user has: every movement of their credits, so that the sums are right."""

import msgspec

from shared.store.ledger import Movement
from shared.store.users import User
from tools.demo.month import Month


class Account(msgspec.Struct):
    """A user as they were made, and how things are with them by now."""

    user: User
    eagerness: float  # how much of the calls is theirs, beside others
    balance: int = 0
    key_id: str = ""
    project: str = ""

    def move(
        self, month: Month, at: int, kind: str, amount: int, request_id: str = "", reason: str = ""
    ) -> None:
        """Add to the balance, or take from it, and note it in the ledger."""
        self.balance += amount
        id = month.id(at)
        month.add(
            "ledger",
            Movement(
                id=id,
                user_id=self.user.id,
                kind=kind,
                amount=amount,
                balance=self.balance,
                shortfall=0,
                request_id=request_id or id,
                reason=reason,
                at=at,
            ),
        )

    @property
    def row(self) -> User:
        return msgspec.structs.replace(self.user, credits=self.balance)
