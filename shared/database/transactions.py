"""Transactions on SQLite or MySQL; statements use named `:parameters`.

A statement is tried again over a new connection only when nothing of it can have been done.
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

    def later(self, sql: str, **values: Any) -> None:
        """Change rows of which nobody wants to know how many: it is done with the next statement
        or the commit, without a round trip of its own, and raises there."""
        with translated(self._driver):
            self._driver.queue(sql, values)

    def number(self, sql: str, **values: Any) -> int | None:
        """Change one row; returns what the statement says by RETURNING or LAST_INSERT_ID, None
        when there was no such row."""
        with translated(self._driver):
            return self._driver.number(self._execute(sql, values))

    def _execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        with translated(self._driver):
            return self._driver.execute(sql, values)


class Single(Transaction):
    """One statement that is a transaction of its own."""

    def __init__(self, driver: Driver, *, write: bool) -> None:
        super().__init__(driver)
        self._write = write
        self._over = False

    def later(self, sql: str, **values: Any) -> None:
        self.run(sql, **values)

    def _execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        if self._over:
            raise RuntimeError("a second statement needs a transaction")
        self._over = True
        with translated(self._driver):
            return self._driver.single(sql, values, write=self._write)


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


@contextmanager
def asking() -> Iterator[Transaction]:
    """For one statement that reads: it needs no transaction, and one round trip."""
    with connections.lent_once() as driver:
        yield Single(driver, write=False)


@contextmanager
def telling() -> Iterator[Transaction]:
    """For one statement that writes, and commits by itself."""
    with connections.lent_once() as driver:
        yield Single(driver, write=True)
