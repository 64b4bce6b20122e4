"""All tables: read out of one state of the database, added to an empty one."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from shared.database.snapshots import Snapshot
from shared.database.transactions import Transaction

NEWEST = "0024"  # the revision whose tables are these
TABLES = (  # ours, in an order in which each comes after those that its foreign keys name
    *("users", "sessions", "api_keys", "conversations", "messages", "recognitions", "tasks"),
    *("responses", "mails", "mail_links", "second_factors", "recovery_codes"),
    *("invites", "invite_uses", "audit", "limits", "idempotency", "versions", "settings"),
    *("providers", "models", "ledger", "reservations", "usage_calls", "usage_hours"),
    *("usage_sums", "usage_totals", "usage_owners", "usage_figures", "usage_times"),
    *("usage_users", "table_counts", "files", "drugs", "drug_terms", "answers", "failures"),
    *("leases", "moderation_counts"),
)
_COLUMNS = {
    "mysql": (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"
    ),
    "sqlite": (
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' ORDER BY m.name, c.cid"
    ),
}


class Table(NamedTuple):
    name: str
    columns: tuple[str, ...]


def revision(snapshot: Snapshot) -> str:
    """The schema's; DatabaseDown when there is none."""
    ((found,),) = next(snapshot.each("SELECT version_num FROM alembic_version"))
    return str(found)


def tables(snapshot: Snapshot) -> list[Table]:
    """Those that are there, in the order of TABLES."""
    columns: dict[str, list[str]] = {}
    for rows in snapshot.each(_COLUMNS[snapshot.dialect]):
        for table, column in rows:
            columns.setdefault(table, []).append(column)
    return [Table(name, tuple(columns[name])) for name in TABLES if name in columns]


def rows(snapshot: Snapshot, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    return snapshot.each(f"SELECT {_listed(table.columns)} FROM {table.name}")  # noqa: S608


def occupied(tx: Transaction, names: Iterable[str]) -> list[str]:
    """Those of the tables that have a row."""
    found = "SELECT 1 AS found FROM {} LIMIT 1"
    return [name for name in names if tx.one(found.format(name))]


def add(tx: Transaction, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert some rows; Duplicate when a unique key refuses one."""
    values = {f"v{i}_{j}": value for i, row in enumerate(rows) for j, value in enumerate(row)}
    tx.run(_insert(table, len(rows)), **values)


@functools.lru_cache(maxsize=200)
def _insert(table: Table, count: int) -> str:
    places = ", ".join(
        f"({', '.join(f':v{i}_{j}' for j in range(len(table.columns)))})" for i in range(count)
    )
    return f"INSERT INTO {table.name} ({_listed(table.columns)}) VALUES {places}"  # noqa: S608


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(columns)
