"""One consistent state of the database, of which more is read than fits into memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared.database import connections, errors
from shared.database.drivers import Driver

_PIECE = 1000  # rows


class Snapshot:
    """An open state; any thread may go on with it, or leave it."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.dialect = driver.name

    def each(self, sql: str, **values: Any) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, a thousand or fewer at a time; one statement after the other."""
        with errors.translated(self._driver):
            cursor = self._driver.stream(sql, values)
            while some := cursor.fetchmany(_PIECE):
                yield list(some)


@contextmanager
def opened() -> Iterator[Snapshot]:
    """The state as the first statement finds it, until the end of the block."""
    with connections.alone() as driver:
        yield Snapshot(driver)
