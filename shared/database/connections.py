"""Connections to SQLite or MySQL: lent for a transaction, kept for the next.

One is opened when none is idle, and replaced when it has idled too long or died; there are at most
DB_CONNECTIONS in a process.
"""

import collections
import functools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from shared.config import environment
from shared.config.settings import Settings
from shared.database.drivers import Driver
from shared.database.errors import DatabaseDown, down, translated, translation

_IDLE = 50.0  # seconds; FC freezes instances, and a connection may die unseen meanwhile
_SLOW, _SPARED = 1.0, 1.0  # seconds: a failure to connect that is remembered, and for how long
_SEARCH_WAITS = 1.0  # seconds
_silent_until: dict[str, float] = {}
_threads = threading.local()
_idle: collections.deque["_Kept"] = collections.deque()


class _Kept(NamedTuple):
    driver: Driver
    url: str
    since: float  # of time.time: a frozen instance's monotonic clock stands still


@contextmanager
def lent(*, write: bool) -> Iterator[Driver]:
    """A connection within a transaction, which ends with the block."""
    _require_outside()
    with _slot():
        driver = _begun(write=write)
        _threads.within = True
        try:
            yield driver
            with translated(driver):
                driver.commit()
        except BaseException:
            _roll_back(driver)
            raise
        finally:
            _threads.within = False
            _keep(driver)


@contextmanager
def lent_once() -> Iterator[Driver]:
    """A connection for one statement that is a transaction of its own."""
    _require_outside()
    with _slot():
        driver = _kept() or _open()
        _threads.within = True
        try:
            yield driver
        finally:
            _threads.within = False
            _keep(driver)


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


@contextmanager
def searching() -> Iterator[None]:
    """A quarter of the connections are for searches of whoever asks: these wait for each other, and
    not for long, and hold up nobody else."""
    with _slot("search", share=4, lack="searching_busy", patience=_SEARCH_WAITS):
        yield


def _require_outside() -> None:
    if getattr(_threads, "within", False):
        raise RuntimeError("a transaction within a transaction could wait for itself")


def _keep(driver: Driver) -> None:
    if driver.is_open:
        _idle.append(_Kept(driver, environment.settings().database_url, time.time()))


def close() -> None:
    """Close the idle connections."""
    while kept := _last():
        kept.driver.close()


@contextmanager
def _slot(
    use: str = "any",
    share: int = 1,
    lack: str = "database_unavailable",
    patience: float | None = None,
) -> Iterator[None]:
    """One of this process's connections, or of a use's share of them; DatabaseDown when none is."""
    settings = environment.settings()
    slots = _slots(use, max(1, settings.db_connections // share))
    if not slots.acquire(timeout=patience or settings.db_connect_timeout):
        raise DatabaseDown(lack, headers={"Retry-After": "1"})
    try:
        yield
    finally:
        slots.release()


@functools.cache
def _slots(_use: str, most: int) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(most)


def _begun(*, write: bool) -> Driver:
    """A connection with a transaction begun."""
    driver = _kept() or _open()
    try:
        driver.begin(write=write)
    except driver.Error as e:
        driver.close()
        raise translation(driver, e) from e
    return driver


def _kept() -> Driver | None:
    """The connection that was used last, unless it has idled too long or was hung up on."""
    url = environment.settings().database_url
    while kept := _last():
        fresh = kept.url == url and time.time() - kept.since <= _IDLE
        if fresh and not kept.driver.is_stale():
            return kept.driver
        kept.driver.close()
    return None


def _last() -> _Kept | None:
    """What was looked at may be gone: another thread takes it in between."""
    try:
        return _idle.pop()
    except IndexError:
        return None


def _open() -> Driver:
    """A new connection; right after a slow failure DatabaseDown at once, so that one call that
    asks several times does not wait several times."""
    settings = environment.settings()
    if time.monotonic() < _silent_until.get(settings.database_url, 0.0):
        raise down()
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
        from shared.database.drivers.sqlite import Sqlite

        return Sqlite(settings)
    from shared.database.drivers.mysql import MySQL

    return MySQL(settings)


def _roll_back(driver: Driver) -> None:
    try:
        driver.roll_back()
    except driver.Error:
        driver.close()
