"""A column with the label of what models have written, of the tables that have some of it."""

from collections.abc import Iterable, Iterator

from shared.exports.formats.tables import Rows
from shared.labels import aigc

COLUMN = "aigc"
_ID = "@"


def labelled(rows: Rows, columns: tuple[str, ...]) -> Iterator[list[list[object]]]:
    """The rows with one more cell: empty where no model is named."""
    before, _, after = aigc.text(aigc.of(_ID)).rpartition(_ID)
    own, model = columns.index("id"), columns.index("model")
    for some in rows:
        yield [[*row, f"{before}{row[own]}{after}" if row[model] else None] for row in some]


def named(columns: Iterable[str]) -> tuple[str, ...]:
    return (*columns, COLUMN)
