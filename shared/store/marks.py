"""Marks in table `versions`: until when something is made of what is older, hour by hour."""

from typing import NamedTuple

from shared.database.transactions import Transaction
from shared.store import versions


class Mark(NamedTuple):
    """The end of the last hour that is done, in milliseconds; 0 before the first."""

    name: str

    def get(self, tx: Transaction) -> int:
        return versions.get(tx, self.name)

    def locked(self, tx: Transaction) -> int:
        """The same, and nobody else moves it until the commit."""
        return versions.add(tx, self.name, 0)

    def move(self, tx: Transaction, until: int) -> None:
        versions.add(tx, self.name, until - versions.get(tx, self.name))
