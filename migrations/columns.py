"""Tables and column types that mean the same on both databases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

# Compares bytes, as SQLite does: no case or accent folding in keys. But spaces at the end do not
# count, and no collation of which they do is known to both MySQL and MariaDB.
_KEY = "utf8mb4_bin"


def table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """Create a table."""
    op.create_table(name, *parts, mysql_engine="InnoDB", mysql_default_charset="utf8mb4")


def ident(name: str) -> sa.Column[str]:
    """A ULID; not in ASCII only, which MySQL refuses to compare with what a client may ask for."""
    return text(name, 26)


def text(
    name: str, length: int, *, nullable: bool = False, default: str | None = None
) -> sa.Column[str]:
    """Short text, compared byte by byte."""
    kind = sa.String(length).with_variant(
        mysql.VARCHAR(length, charset="utf8mb4", collation=_KEY), "mysql", "mariadb"
    )
    return sa.Column(name, kind, nullable=nullable, server_default=default)


def long_text(name: str) -> sa.Column[str]:
    kind = sa.Text().with_variant(
        mysql.LONGTEXT(charset="utf8mb4", collation=_KEY), "mysql", "mariadb"
    )
    return sa.Column(name, kind, nullable=False)


def number(name: str, *, default: int | None = None, nullable: bool = False) -> sa.Column[int]:
    """A 64-bit integer: credits, counters, and instants in milliseconds since 1970 in UTC."""
    preset = None if default is None else str(default)
    return sa.Column(name, sa.BigInteger(), nullable=nullable, server_default=preset)
