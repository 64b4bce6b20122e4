"""Rows of users in every table that the schema says may name one, and where a user still shows."""

import functools
import itertools
import random
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from shared import ids
from tests.tables import OF_ALEMBIC, connected

OF_USERS = {"user_id", "scope", "actor_id", "target", "who"}  # columns by these names name a user
OF_OTHERS = {  # the columns that are as long as an id, and are no user's
    "recognitions.file_id",
    "responses.previous_id",
    "sessions.family",
    "usage_calls.key_id",
    "usage_hours.key_id",
}
WORDS = {  # that are ours, and no text of a user's
    "action": ["users.change"],
    "content_type": ["image/jpeg"],
    "end_reason": ["done"],
    "endpoint": ["chat", "recognize"],
    "engine": ["vision"],
    "kind": ["grant", "settle"],
    "model": ["a", "b"],
    "persona": ["chat"],
    "provider": ["p"],
    "role": ["user"],
    "status": ["ok"],
}
_LENGTH = 26  # of an id
_HOURS = (3_600_000, 7_200_000)

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@functools.cache
def schema(url: str) -> sa.MetaData:
    known = sa.MetaData()
    with connected(url) as connection:
        known.reflect(connection)
    known.remove(known.tables[OF_ALEMBIC])
    return known


def id_columns(url: str) -> set[str]:
    """Those that are as long as an id, but for the tables' own and those of which it is known."""
    return {
        f"{table.name}.{column.name}"
        for table in schema(url).tables.values()
        for column in table.columns
        if getattr(column.type, "length", None) == _LENGTH
        and column.name != "id"
        and not column.foreign_keys
    }


def tables_of_users(url: str) -> list[str]:
    """All but `users` that name a user, or belong to a row that does."""
    of_users: list[str] = []
    for table in schema(url).sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        if {*table.columns.keys()} & OF_USERS or parents & {"users", *of_users}:
            of_users.append(table.name)
    return of_users


class Maker:
    """Makes rows of users, in which every text that may be theirs holds their id."""

    def __init__(self, url: str, dice: random.Random) -> None:
        self.tables = schema(url).tables
        self.dice = dice
        self.numbers = itertools.count()
        self.made: dict[str, Rows] = {}
        self.invite = self._row("invites", ids.make())
        self.rows: Rows = {"invites": [self.invite]}

    def add_user(self) -> str:
        user_id = ids.make()
        self.made[user_id] = {}
        self._keep("users", user_id, self._row("users", user_id) | {"id": user_id})
        return user_id

    def add(self, table: str, user_id: str) -> None:
        for key in self.tables[table].foreign_keys:
            parent = key.column.table.name
            if parent not in ("users", "invites") and parent not in self.made[user_id]:
                self.add(parent, user_id)
        self._keep(table, user_id, self._row(table, user_id))

    def _keep(self, table: str, user_id: str, row: Row) -> None:
        """Unless another has its key, as the sums of an hour may."""
        names = [column.name for column in self.tables[table].primary_key]
        key = [row[name] for name in names]
        if all([other[name] for name in names] != key for other in self.rows.get(table, [])):
            self.rows.setdefault(table, []).append(row)
            self.made[user_id].setdefault(table, []).append(row)

    def _row(self, table: str, user_id: str) -> Row:
        return {c.name: self._value(c, user_id) for c in self.tables[table].columns}

    def _value(self, column: sa.Column[Any], user_id: str) -> Any:
        for key in column.foreign_keys:
            return self._parent(key.column.table.name, user_id)[key.column.name]
        if isinstance(column.type, sa.Integer):
            return self.dice.choice(_HOURS) if column.name == "hour" else self.dice.randint(0, 99)
        return self._text(column.name, user_id)[: getattr(column.type, "length", None) or 100]

    def _text(self, name: str, user_id: str) -> str:
        if name in WORDS:
            return self.dice.choice(WORDS[name])
        if name in OF_USERS:
            return user_id
        if name in ("id", "request_id", *(of.split(".")[1] for of in OF_OTHERS)):
            return ids.make()
        if name.endswith("_json"):
            return f'{{"name": "{user_id}"}}'
        return f"{user_id} {next(self.numbers)}"

    def _parent(self, table: str, user_id: str) -> Row:
        if table == "users":
            return {"id": user_id}
        return self.invite if table == "invites" else self.dice.choice(self.made[user_id][table])


def insert(url: str, made: Rows) -> None:
    with connected(url) as connection:
        for table in schema(url).sorted_tables:
            if table.name in made:
                connection.execute(table.insert(), made[table.name])


def empty(url: str) -> None:
    with connected(url) as connection:
        for table in reversed(schema(url).sorted_tables):
            connection.execute(table.delete())


def all_rows(url: str) -> Rows:
    with connected(url) as connection:
        return {
            name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for name, table in schema(url).tables.items()
        }


def shows(rows: Rows, user_id: str) -> set[str]:
    """The columns in which a user's id is left."""
    return set(_shows(rows, user_id))


def _shows(rows: Rows, user_id: str) -> Iterator[str]:
    for table, found in rows.items():
        for row in found:
            yield from (f"{table}.{name}" for name, value in row.items() if user_id in str(value))
