"""Transactions on SQLite or MySQL; statements use named `:parameters`.

A statement is tried again only when nothing of its transaction had been done: that is, `BEGIN`.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from shared.database import connections
from shared.database.drivers import Driver
from shared.database.errors import Deadlock, translated

Row = dict[str, Any]
Result = TypeVar("Result")

_DEADLOCKS = 4
_DEADLOCK_PAUSE = 0.05  # seconds


class Transaction:
    """An open transaction, the first argument of every function in `store/`."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.dialect = driver.name

    def one(self, sql: str, **values: Any) -> Row | None:
        """The first row, or None."""
        found: Row | None = self._execute(sql, values).fetchone()
        return found

    def all(self, sql: str, **values: Any) -> list[Row]:
        return list(self._execute(sql, values).fetchall())

    def run(self, sql: str, **values: Any) -> int:
        """Change rows; returns how many were."""
        count: int = self._execute(sql, values).rowcount
        return count

    def _execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        with translated(self._driver):
            return self._driver.execute(sql, values)


@contextmanager
def writing() -> Iterator[Transaction]:
    """A transaction that commits at the end of the block and rolls back on any error."""
    with connections.lent(write=True) as driver:
        yield Transaction(driver)


def atomically(work: Callable[[Transaction], Result]) -> Result:
    """The result of `work` in a transaction; from the start again after a deadlock."""
    for _ in range(_DEADLOCKS):
        try:
            with writing() as tx:
                return work(tx)
        except Deadlock:
            time.sleep(random.uniform(0, _DEADLOCK_PAUSE))  # noqa: S311
    with writing() as tx:
        return work(tx)


@contextmanager
def searching() -> Iterator[Transaction]:
    """A transaction that only reads, for what anybody may ask and costs more than other things;
    DatabaseDown when too many do."""
    with connections.searching(), reading() as tx:
        yield tx


@contextmanager
def reading() -> Iterator[Transaction]:
    """A transaction that only reads: one consistent state, and on SQLite beside a writer."""
    with connections.lent(write=False) as driver:
        yield Transaction(driver)
