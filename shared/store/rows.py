"""Statements that every table has in common, written from the fields of a row's struct."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from shared.database.transactions import Transaction

Kind = type[msgspec.Struct]
BEYOND = "\U0010ffff"  # after a beginning: sorts behind all that begin so
Struct = TypeVar("Struct", bound=msgspec.Struct)


@functools.cache
def columns(kind: Kind) -> str:
    """`a, b, c` of a struct: its fields are the table's columns, in their order."""
    return ", ".join(kind.__struct_fields__)


@functools.cache
def _insert(table: str, kind: Kind) -> str:
    values = ", ".join(f":{name}" for name in kind.__struct_fields__)
    return f"INSERT INTO {table} ({columns(kind)}) VALUES ({values})"  # noqa: S608


def matching(names: Iterable[str]) -> str:
    """` AND a = :a` for each: a condition that is not asked for would keep an index from use."""
    return "".join(f" AND {name} = :{name}" for name in names)


def asked(**words: str | int | None) -> dict[str, Any]:
    """The words that a list is narrowed by: empty ones and None are any."""
    return {name: word for name, word in words.items() if word not in ("", None)}


def before_some(tx: Transaction, table: str, before: str, some: int, *, user_id: str = "") -> str:
    """The id that so many newer ones stand between and `before`, of all or of a user's; empty when
    there are fewer."""
    whose = asked(user_id=user_id)
    row = tx.one(
        f"SELECT id FROM {table} WHERE id < :before{matching(whose)}"  # noqa: S608
        " ORDER BY id DESC LIMIT 1 OFFSET :some",
        before=before,
        some=some,
        **whose,
    )
    return row["id"] if row else ""


class Ageing(NamedTuple):
    """How the rows of a table are found that are too old: by a `column`, and `by` its index."""

    table: str
    key: tuple[str, ...]
    column: str
    by: str


# MySQL would choose the index of a DELETE without regard to its LIMIT, and lock all that it passes.
_REMOVE = {
    "sqlite": "DELETE FROM {table} WHERE rowid IN"
    " (SELECT rowid FROM {table} WHERE {where} ORDER BY {column} LIMIT :most)",
    "mysql": "DELETE t FROM (SELECT {key} FROM {table} FORCE INDEX ({by}) WHERE {where}"
    " ORDER BY {column} LIMIT :most) AS old"
    " STRAIGHT_JOIN {table} AS t FORCE INDEX (PRIMARY) ON {same}",
}


def remove_below(tx: Transaction, rows: Ageing, bound: int, most: int, **equal: str) -> int:
    """Remove at most so many of the rows whose column is below `bound`, the lowest first."""
    sql = _removal(tx.dialect, rows, tuple(equal))
    return tx.run(sql, bound=bound, most=most, **equal)


@functools.cache
def _removal(dialect: str, rows: Ageing, equal: tuple[str, ...]) -> str:
    return _REMOVE[dialect].format(
        **rows._asdict() | {"key": ", ".join(rows.key)},
        where=" AND ".join([*(f"{name} = :{name}" for name in equal), f"{rows.column} < :bound"]),
        same=" AND ".join(f"t.{name} = old.{name}" for name in rows.key),
    )


@functools.cache
def prefixed(kind: Kind, table: str) -> str:
    """`t.a AS t_a, t.b AS t_b` of a struct, for a join in which two tables have a column `id`."""
    return ", ".join(f"{table}.{name} AS {table}_{name}" for name in kind.__struct_fields__)


def part(kind: type[Struct], row: Mapping[str, Any], prefix: str) -> Struct:
    """The struct whose columns have this prefix in a row of a join."""
    return kind(**{name: row[prefix + name] for name in kind.__struct_fields__})


def add_later(tx: Transaction, table: str, row: msgspec.Struct) -> None:
    """Insert a row with the next statement, or the commit, which raises what it refuses."""
    values: dict[str, Any] = msgspec.structs.asdict(row)
    tx.later(_insert(table, type(row)), **values)


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
