"""What can go wrong with the database, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.database.drivers import Driver
from shared.errors import Unavailable


class Duplicate(Exception):
    """A unique key refused the row; the store that knows the key says what that means."""


class DatabaseDown(Unavailable):
    """The database cannot be reached, is locked, or has no tables yet."""


class Deadlock(DatabaseDown):
    """The database rolled everything back to let another transaction through."""


@contextmanager
def translated(driver: Driver) -> Iterator[None]:
    """What goes wrong in the block, in our words."""
    try:
        yield
    except driver.Error as e:
        if driver.lost(e):
            driver.close()
        raise translation(driver, e) from e


def translation(driver: Driver, error: Exception) -> Exception:
    """The error in our words; a fault of the statement itself stays what it is."""
    match driver.meaning(error):
        case "duplicate":
            return Duplicate(str(error))
        case "no_tables":
            return DatabaseDown("not_migrated")
        case "deadlock":
            return Deadlock("database_unavailable", headers={"Retry-After": "1"})
        case "down":
            return down()
    return error


def down() -> DatabaseDown:
    return DatabaseDown("database_unavailable", headers={"Retry-After": "1"})
