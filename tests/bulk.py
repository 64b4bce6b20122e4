"""Many rows of made-up values in a moment: the database counts and writes them itself."""

import re
from collections.abc import Sequence

import sqlalchemy as sa

from tests.tables import connected

_NUMBERS = {
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s"
    " WHERE n < {last}) SELECT n FROM s) AS numbers",
    "mysql": "(SELECT seq AS n FROM seq_0_to_{last}) AS numbers",
}
_PADDED = re.compile(r"PADDED\((.+?), (\d+)\)")


def fill(url: str, table: str, count: int, **values: str) -> None:
    """Rows of `table` for each `n` from 0 on: `values` are expressions, one for each column.

    `PADDED(n, 26)` is a number with leading zeros; `a || b` joins texts.
    """
    dialect = url.partition(":")[0]
    expressions = ", ".join(_spelt(value, dialect) for value in values.values())
    numbers = _NUMBERS[dialect].format(last=count - 1)
    statement = f"INSERT INTO {table} ({', '.join(values)}) SELECT {expressions} FROM {numbers}"  # noqa: S608
    run(url, [statement])


def run(url: str, statements: Sequence[str]) -> None:
    with connected(url) as connection:
        if url.startswith("mysql"):
            for once in ("SET sql_mode = 'PIPES_AS_CONCAT'", "SET unique_checks = 0"):
                connection.execute(sa.text(once))
        for statement in statements:
            connection.execute(sa.text(statement))


def _spelt(value: str, dialect: str) -> str:
    if dialect == "sqlite":
        return _PADDED.sub(r"printf('%0\2d', \1)", value)
    return _PADDED.sub(r"LPAD(\1, \2, '0')", value)
