"""Connections and transactions on SQLite or MySQL; statements use named `:parameters`.

One connection per thread, opened at first use, replaced when it has idled too long or died.
A statement is tried again only when nothing of its transaction had been done: that is, `BEGIN`.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from shared import config
from shared.drivers import Driver
from shared.errors import Unavailable
from shared.settings import Settings

Row = dict[str, Any]
Result = TypeVar("Result")

_IDLE = 50.0  # seconds; FC freezes instances, and a connection may die unseen meanwhile
_DEADLOCKS = 4
_DEADLOCK_PAUSE = 0.05  # seconds
_threads = threading.local()


class Duplicate(Exception):
    """A unique key refused the row; the store that knows the key says what that means."""


class DatabaseDown(Unavailable):
    """The database cannot be reached, is locked, or has no tables yet."""


class Deadlock(DatabaseDown):
    """The database rolled everything back to let another transaction through."""


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
        with _translated(self._driver):
            return self._driver.execute(sql, values)


@contextmanager
def transaction() -> Iterator[Transaction]:
    """A transaction that commits at the end of the block and rolls back on any error."""
    driver = _begun(write=True)
    with _ended(driver):
        yield Transaction(driver)


def atomically(work: Callable[[Transaction], Result]) -> Result:
    """The result of `work` in a transaction; from the start again after a deadlock."""
    for _ in range(_DEADLOCKS):
        try:
            with transaction() as tx:
                return work(tx)
        except Deadlock:
            time.sleep(random.uniform(0, _DEADLOCK_PAUSE))  # noqa: S311
    with transaction() as tx:
        return work(tx)


@contextmanager
def reading() -> Iterator[Transaction]:
    """A transaction that only reads: one consistent state, and on SQLite beside a writer."""
    driver = _begun(write=False)
    with _ended(driver):
        yield Transaction(driver)


def close() -> None:
    """Close this thread's connection."""
    driver: Driver | None = getattr(_threads, "driver", None)
    _threads.driver = None
    if driver:
        driver.close()


@contextmanager
def _ended(driver: Driver) -> Iterator[None]:
    _threads.within = True
    try:
        yield
        with _translated(driver):
            driver.execute("COMMIT", {})
    except BaseException:
        _roll_back(driver)
        raise
    finally:
        _threads.used, _threads.within = time.time(), False


def _begun(*, write: bool) -> Driver:
    """This thread's connection with a transaction begun; a dead one is replaced, once."""
    if getattr(_threads, "within", False):
        raise RuntimeError("a transaction within a transaction: MySQL would commit the outer one")
    driver = _kept() or _open()
    try:
        driver.begin(write=write)
    except driver.Error as e:
        close()
        if not driver.lost(e):
            raise _translation(driver, e) from e
        driver = _open()
        with _translated(driver):
            driver.begin(write=write)
    return driver


def _kept() -> Driver | None:
    stale = time.time() - getattr(_threads, "used", 0.0) > _IDLE
    if stale or getattr(_threads, "url", None) != config.settings().database_url:
        close()
    kept: Driver | None = getattr(_threads, "driver", None)
    return kept


def _open() -> Driver:
    settings = config.settings()
    driver = _driver(settings)
    with _translated(driver):
        driver.connect()
    _threads.driver, _threads.url = driver, settings.database_url
    return driver


def _driver(settings: Settings) -> Driver:
    if settings.database_url.startswith("sqlite:///"):
        from shared.drivers.sqlite import Sqlite  # sqlite3 costs what MySQL's users need not pay

        return Sqlite(settings)
    from shared.drivers.mysql import MySQL  # PyMySQL is imported only where it is configured

    return MySQL(settings)


def _roll_back(driver: Driver) -> None:
    try:
        driver.execute("ROLLBACK", {})
    except driver.Error:
        close()


@contextmanager
def _translated(driver: Driver) -> Iterator[None]:
    try:
        yield
    except driver.Error as e:
        if driver.lost(e):
            close()
        raise _translation(driver, e) from e


def _translation(driver: Driver, error: Exception) -> Exception:
    """The error in our words; a fault of the statement itself stays what it is."""
    match driver.meaning(error):
        case "duplicate":
            return Duplicate(str(error))
        case "no_tables":
            return DatabaseDown("not_migrated")
        case "deadlock":
            return Deadlock("database_unavailable", headers={"Retry-After": "1"})
        case "down":
            return DatabaseDown("database_unavailable", headers={"Retry-After": "1"})
    return error
