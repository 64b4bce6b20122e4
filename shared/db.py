"""Connections and transactions on SQLite or MySQL; statements use named `:parameters`.

A connection is opened for a transaction when none is idle, kept for the next, and replaced when
it has idled too long or died; there are at most DB_CONNECTIONS in a process. A statement is tried
again only when nothing of its transaction had been done: that is, `BEGIN`.
"""

import collections
import functools
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from shared.config import environment
from shared.config.settings import Settings
from shared.drivers import Driver
from shared.errors import Unavailable

Row = dict[str, Any]
Result = TypeVar("Result")

_IDLE = 50.0  # seconds; FC freezes instances, and a connection may die unseen meanwhile
_DEADLOCKS = 4
_DEADLOCK_PAUSE = 0.05  # seconds
_SLOW, _SPARED = 1.0, 1.0  # seconds: a failure to connect that is remembered, and for how long
_silent_until: dict[str, float] = {}
_threads = threading.local()
_idle: collections.deque["_Kept"] = collections.deque()


class _Kept(NamedTuple):
    driver: Driver
    url: str
    since: float  # of time.time: a frozen instance's monotonic clock stands still


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
        with translated(self._driver):
            return self._driver.execute(sql, values)


@contextmanager
def transaction() -> Iterator[Transaction]:
    """A transaction that commits at the end of the block and rolls back on any error."""
    with _lent(write=True) as driver:
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
    with _lent(write=False) as driver:
        yield Transaction(driver)


@contextmanager
def alone() -> Iterator[Driver]:
    """A connection of its own in a transaction that only reads; it is not used again. It may take
    long, so half of the connections are left to others."""
    with _slot("alone", share=2, lack="reading_busy"), _slot():
        driver = _open()
        try:
            with translated(driver):
                driver.begin(write=False)
            yield driver
        finally:
            driver.close()


def close() -> None:
    """Close the idle connections."""
    while _idle:
        _idle.pop().driver.close()


@contextmanager
def _lent(*, write: bool) -> Iterator[Driver]:
    """A connection within a transaction, which ends with the block."""
    if getattr(_threads, "within", False):
        raise RuntimeError("a transaction within a transaction could wait for itself")
    with _slot():
        driver = _begun(write=write)
        _threads.within = True
        try:
            yield driver
            with translated(driver):
                driver.execute("COMMIT", {})
        except BaseException:
            _roll_back(driver)
            raise
        finally:
            _threads.within = False
            if driver.is_open:
                _idle.append(_Kept(driver, environment.settings().database_url, time.time()))


@contextmanager
def _slot(use: str = "any", share: int = 1, lack: str = "database_unavailable") -> Iterator[None]:
    """One of this process's connections, or of a use's share of them; DatabaseDown when none is."""
    settings = environment.settings()
    slots = _slots(use, max(1, settings.db_connections // share))
    if not slots.acquire(timeout=settings.db_connect_timeout):
        raise DatabaseDown(lack, headers={"Retry-After": "1"})
    try:
        yield
    finally:
        slots.release()


@functools.cache
def _slots(_use: str, most: int) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(most)


def _begun(*, write: bool) -> Driver:
    """A connection with a transaction begun; a dead one is replaced, once."""
    driver = _kept() or _open()
    try:
        driver.begin(write=write)
    except driver.Error as e:
        driver.close()
        if not driver.lost(e):
            raise _translation(driver, e) from e
        driver = _open()
        with translated(driver):
            driver.begin(write=write)
    return driver


def _kept() -> Driver | None:
    """The connection that was used last, unless it has idled too long."""
    url = environment.settings().database_url
    while _idle:
        kept = _idle.pop()
        if kept.url == url and time.time() - kept.since <= _IDLE:
            return kept.driver
        kept.driver.close()
    return None


def _open() -> Driver:
    """A new connection; right after a slow failure DatabaseDown at once, so that one call that
    asks several times does not wait several times."""
    settings = environment.settings()
    if time.monotonic() < _silent_until.get(settings.database_url, 0.0):
        raise _down()
    driver, begun = _driver(settings), time.monotonic()
    try:
        with translated(driver):
            driver.connect()
    except DatabaseDown:
        if time.monotonic() - begun > _SLOW:
            _silent_until[settings.database_url] = time.monotonic() + _SPARED
        raise
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
        driver.close()


@contextmanager
def translated(driver: Driver) -> Iterator[None]:
    """What goes wrong in the block, in our words."""
    try:
        yield
    except driver.Error as e:
        if driver.lost(e):
            driver.close()
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
            return _down()
    return error


def _down() -> DatabaseDown:
    return DatabaseDown("database_unavailable", headers={"Retry-After": "1"})
