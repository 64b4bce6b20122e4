"""What the database says of itself."""

from shared.database.transactions import Transaction

_VERSION = {
    "sqlite": "SELECT sqlite_version() AS version",
    "mysql": "SELECT VERSION() AS version",
}
_NOW = {
    "sqlite": "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER) AS now",
    "mysql": "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000 AS now",
}
_SIZE = {
    "sqlite": "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()",
    "mysql": "SELECT SUM(data_length + index_length) AS size FROM information_schema.tables"
    " WHERE table_schema = DATABASE()",
}


def version(tx: Transaction) -> str:
    row = tx.one(_VERSION[tx.dialect])
    return str(row["version"]) if row else ""


def now(tx: Transaction) -> int:
    """Milliseconds since 1970 by the database's clock, which all instances share."""
    row = tx.one(_NOW[tx.dialect])
    return int(row["now"]) if row else 0


def size(tx: Transaction) -> int | None:
    """Bytes, on MySQL an estimate; None where it does not say."""
    row = tx.one(_SIZE[tx.dialect])
    return int(row["size"]) if row and row["size"] is not None else None


def revision(tx: Transaction) -> str | None:
    """The migration that was applied last."""
    row = tx.one("SELECT version_num FROM alembic_version")
    return row["version_num"] if row else None
