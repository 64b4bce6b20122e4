"""Statements that every table has in common, written from the columns of a row's dataclass."""

import functools
from dataclasses import fields
from typing import Any

from shared.db import Transaction


@functools.cache
def columns(kind: type[Any]) -> str:
    """`a, b, c` of a dataclass: its fields are the table's columns, in their order."""
    return ", ".join(field.name for field in fields(kind))


@functools.cache
def _insert(table: str, kind: type[Any]) -> str:
    names = [field.name for field in fields(kind)]
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608


def add(tx: Transaction, table: str, row: Any) -> None:
    """Insert a dataclass; Duplicate when a unique key refuses it."""
    kind: type[Any] = type(row)
    values = {field.name: getattr(row, field.name) for field in fields(kind)}
    tx.run(_insert(table, kind), **values)  # type: ignore[arg-type]
