"""Rows of any kind in all tables, all that tables hold, and the lack of one."""

import random
import re
import string
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from shared.database import transactions

OF_ALEMBIC = "alembic_version"
CHARACTERS = string.printable + "\0\u2028云知診é👨‍👩‍👧𠮷🩺\ue000\uffff" + "'\"\\%;:/`"
NUMBERS = (0, 1, -1, 2**31, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63), 1_795_360_011_585)
ENDS = ("", "", " ", "  ", "\n", "\\", "''")

Contents = dict[str, list[tuple[Any, ...]]]


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(re.sub("^mysql:", "mysql+pymysql:", url) + charset(url))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def charset(url: str) -> str:
    return "?charset=utf8mb4" if url.startswith("mysql:") else ""


def fill(url: str, dice: random.Random, most: int) -> None:
    """Up to `most` rows, and at least one, in each table."""
    with connected(url) as connection:
        known = sa.MetaData()
        known.reflect(connection)
        made: dict[str, list[dict[str, Any]]] = {}
        for table in known.sorted_tables:
            if table.name != OF_ALEMBIC:
                rows = [row(table, made, dice, i) for i in range(dice.randint(1, most))]
                made[table.name] = rows
                connection.execute(table.insert(), rows)


def row(
    table: sa.Table, made: dict[str, list[dict[str, Any]]], dice: random.Random, number: int
) -> dict[str, Any]:
    return {column.name: value(column, made, dice, number) for column in table.columns}


def value(
    column: sa.Column[Any], made: dict[str, list[dict[str, Any]]], dice: random.Random, number: int
) -> Any:
    for key in column.foreign_keys:
        return dice.choice(made[key.column.table.name])[key.column.name]
    if column.nullable and dice.random() < 0.4:
        return None
    if isinstance(column.type, sa.Integer):
        return number if column.primary_key else dice.choice(NUMBERS)
    length = getattr(column.type, "length", None)
    if length is None or length > 2**31:
        return words(dice, dice.choice((0, 1, 40, 3000)))
    if column.primary_key or is_unique(column):
        return f"{number:x}-" + words(dice, dice.randint(0, length - 8))
    return words(dice, dice.choice((0, length)))[:length]


def is_unique(column: sa.Column[Any]) -> bool:
    constraints = [c for c in column.table.constraints if isinstance(c, sa.UniqueConstraint)]
    unique = {c.name for one in constraints for c in one.columns}
    return column.name in unique | {
        c.name for index in column.table.indexes if index.unique for c in index.columns
    }


def words(dice: random.Random, length: int) -> str:
    return "".join(dice.choices(CHARACTERS, k=length)) + (dice.choice(ENDS) if length else "")


def contents(url: str) -> Contents:
    """Every row of every table, in an order of its own; numbers and texts stay what they are."""
    with connected(url) as connection:
        names = set(sa.inspect(connection).get_table_names()) - {OF_ALEMBIC}
        return {name: rows_of(connection, name) for name in sorted(names)}


def rows_of(connection: sa.Connection, name: str) -> list[tuple[Any, ...]]:
    columns = sorted(column["name"] for column in sa.inspect(connection).get_columns(name))
    found = connection.execute(sa.text(f"SELECT {', '.join(columns)} FROM {name}"))  # noqa: S608
    return sorted((tuple(row) for row in found), key=repr)


def insert(url: str, table: str, rows: list[dict[str, Any]]) -> None:
    with connected(url) as connection:
        known = sa.MetaData()
        known.reflect(connection, only=[table])
        connection.execute(known.tables[table].insert(), rows)


@contextmanager
def without(table: str) -> Iterator[None]:
    """The configured database, in which one table is missing: writes fail half-way."""
    with transactions.writing() as tx:
        tx.run(f"ALTER TABLE {table} RENAME TO {table}_away")
    try:
        yield
    finally:
        with transactions.writing() as tx:
            tx.run(f"ALTER TABLE {table}_away RENAME TO {table}")
