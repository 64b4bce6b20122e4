"""Fills an empty deployment with a made-up month."""

from collections.abc import Callable

import msgspec

from shared import times
from shared.accounts import first_administrator, passwords
from shared.billing import summing
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.scheduling.batches import Budget
from shared.store import dumps, made_up, models, users
from shared.store.dumps import Table
from tools.demo import story
from tools.demo.month import Month

_AT_ONCE = 400  # rows of one statement
_STEP = 2.0  # seconds between two words about the sums


class Refused(Exception):
    """Nothing was changed, and why."""


def fill(password: str, say: Callable[[str], None]) -> dict[str, int]:
    """Rows by table; Refused in production, and where there is anything already."""
    if environment.settings().mode == "production":
        raise Refused("never in production")
    with transactions.reading() as tx:
        if there := made_up.occupied(tx):
            raise Refused(f"the deployment is not empty: {', '.join(there)}")
    if made := first_administrator.make():
        say(f"administrator {made.name}, password {made.password}")
    month = Month(times.now())
    say("making up a month ...")
    story.tell(month, _actor(), passwords.hashed(password))
    transactions.atomically(lambda tx: _add(tx, month, say))
    _sum_up(say)
    return {name: len(rows) for name, rows in month.rows.items()}


def _actor() -> str:
    """The administrator whose deeds are made up."""
    with transactions.writing() as tx:
        found = users.lock_administrators(tx)
    return found[0] if found else users.NOBODY


def _add(tx: Transaction, month: Month, say: Callable[[str], None]) -> None:
    """All of it or nothing."""
    for name in dumps.TABLES:
        rows = month.rows.get(name, [])
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            dumps.add(tx, Table(name, some[0].__struct_fields__), _values(some))
        if rows:
            say(f"{name}: {len(rows)} rows")
    models.changed(tx)


def _values(some: list[msgspec.Struct]) -> list[list[object]]:
    return [list(msgspec.structs.astuple(row)) for row in some]


def _sum_up(say: Callable[[str], None]) -> None:
    done = 0
    while hours := summing.roll_up(Budget(_STEP)):
        done += hours
        say(f"usage of {done} hours summed up")
    summing.roll_up()  # what is summed of these, to the end
