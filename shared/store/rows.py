"""Statements that every table has in common, written from the fields of a row's struct."""

import functools
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


def add(tx: Transaction, table: str, row: msgspec.Struct) -> None:
    """Insert a row; Duplicate when a unique key refuses it."""
    values: dict[str, Any] = msgspec.structs.asdict(row)
    tx.run(_insert(table, type(row)), **values)
