"""Statements that every table has in common, written from the fields of a row's struct."""

import functools
from collections.abc import Sequence
from typing import Any

import msgspec

from shared.database.transactions import Transaction

Kind = type[msgspec.Struct]


@functools.cache
def columns(kind: Kind) -> str:
    """`a, b, c` of a struct: its fields are the table's columns, in their order."""
    return ", ".join(kind.__struct_fields__)


@functools.cache
def _insert(table: str, kind: Kind) -> str:
    values = ", ".join(f":{name}" for name in kind.__struct_fields__)
    return f"INSERT INTO {table} ({columns(kind)}) VALUES ({values})"  # noqa: S608


_REMOVE = {
    "sqlite": "DELETE FROM {table} WHERE rowid IN"
    " (SELECT rowid FROM {table} WHERE {where} ORDER BY {column} LIMIT :most)",
    "mysql": "DELETE FROM {table} WHERE {where} ORDER BY {column} LIMIT :most",
}


def remove_below(
    tx: Transaction, table: str, column: str, bound: int, most: int, **equal: str
) -> int:
    """Remove at most so many of the rows whose `column`, which has an index, is below `bound`."""
    where = " AND ".join([*(f"{name} = :{name}" for name in equal), f"{column} < :bound"])
    sql = _REMOVE[tx.dialect].format(table=table, where=where, column=column)
    return tx.run(sql, bound=bound, most=most, **equal)


def add(tx: Transaction, table: str, row: msgspec.Struct) -> None:
    """Insert a row; Duplicate when a unique key refuses it."""
    values: dict[str, Any] = msgspec.structs.asdict(row)
    tx.run(_insert(table, type(row)), **values)


def listed(keys: Sequence[str]) -> tuple[str, dict[str, str]]:
    """What stands within `IN ()`, and its values; NULL, which is none of them, without any.

    The last is said again up to a power of two: so there are few statements to be remembered.
    """
    count = 1 << (len(keys) - 1).bit_length() if keys else 0
    values = {f"k{place}": keys[min(place, len(keys) - 1)] for place in range(count)}
    return ", ".join(f":{name}" for name in values) or "NULL", values
