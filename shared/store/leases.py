"""Table `leases`: who may do something alone, until when, and how it ended the last time.

A lease that is in force has an `until` that has not come. Work is going on under it while it
started later than it last ended.
"""

import msgspec

from shared.database.transactions import Transaction
from shared.store import rows


class Lease(msgspec.Struct, frozen=True):
    name: str
    owner: str
    until: int
    started_at: int | None
    ended_at: int | None
    outcome: str


_COLUMNS = rows.columns(Lease)
_FIRST = "INSERT INTO leases (name, owner, until, started_at, outcome)"
_FREE = "until <= :now OR until > :latest"
_TAKE = {
    "sqlite": f"{_FIRST} VALUES (:name, :owner, :until, :now, '')"
    " ON CONFLICT (name) DO UPDATE SET owner = :owner, started_at = :now, until = :until"
    f" WHERE {_FREE}",
    # MySQL assigns from left to right: `until`, which all of them ask, comes last.
    "mysql": f"{_FIRST} VALUES (:name, :owner, :until, :now, '')"
    f" ON DUPLICATE KEY UPDATE owner = IF({_FREE}, :owner, owner),"
    f" started_at = IF({_FREE}, :now, started_at), until = IF({_FREE}, :until, until)",
}
_EXPECT = {
    "sqlite": f"{_FIRST} VALUES (:name, '', :now, NULL, '') ON CONFLICT (name) DO NOTHING",
    "mysql": f"{_FIRST} VALUES (:name, '', :now, NULL, '') ON DUPLICATE KEY UPDATE name = name",
}


def take(tx: Transaction, name: str, owner: str, now: int, until: int, latest: int) -> bool:
    """Take a lease that is new, was given back, has run out or is in force beyond `latest`;
    `owner` is of this taking alone."""
    tx.run(_TAKE[tx.dialect], name=name, owner=owner, now=now, until=until, latest=latest)
    found = find(tx, name)
    return found is not None and found.owner == owner


def end(tx: Transaction, name: str, owner: str, now: int, until: int, outcome: str) -> bool:
    """Note how it ended; free at `until`. False when somebody else has taken over."""
    return bool(
        tx.run(
            "UPDATE leases SET until = :until, ended_at = :now, outcome = :outcome"
            " WHERE name = :name AND owner = :owner",
            name=name,
            owner=owner,
            now=now,
            until=until,
            outcome=outcome,
        )
    )


def expect(tx: Transaction, name: str, now: int) -> None:
    """Note since when something is waited for that has never been done, in `until`."""
    tx.run(_EXPECT[tx.dialect], name=name, now=now)


def change_outcome(tx: Transaction, name: str, outcome: str, now: int) -> None:
    tx.run(
        "UPDATE leases SET outcome = :outcome, ended_at = :now WHERE name = :name",
        name=name,
        outcome=outcome,
        now=now,
    )


def find(tx: Transaction, name: str) -> Lease | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM leases WHERE name = :name", name=name)  # noqa: S608
    return Lease(**row) if row else None


def all(tx: Transaction) -> list[Lease]:
    found = tx.all(f"SELECT {_COLUMNS} FROM leases ORDER BY name")  # noqa: S608
    return [Lease(**row) for row in found]
