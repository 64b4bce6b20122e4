"""Table `answers`: how often an endpoint answered with a status in a minute, and how long."""

from shared.database.transactions import Row, Transaction
from shared.store import rows

_AGEING = rows.Ageing("answers", ("minute", "endpoint", "status"), "minute", "PRIMARY")
_ADD = {
    "sqlite": "INSERT INTO answers (minute, endpoint, status, calls, total_ms)"
    " VALUES (:minute, :endpoint, :status, :calls, :total_ms)"
    " ON CONFLICT (minute, endpoint, status)"
    " DO UPDATE SET calls = calls + :calls, total_ms = total_ms + :total_ms",
    "mysql": "INSERT INTO answers (minute, endpoint, status, calls, total_ms)"
    " VALUES (:minute, :endpoint, :status, :calls, :total_ms)"
    " ON DUPLICATE KEY UPDATE calls = calls + :calls, total_ms = total_ms + :total_ms",
}


def add(
    tx: Transaction, minute: int, endpoint: str, status: int, calls: int, total_ms: int
) -> None:
    """Count `calls` answers; `minute` is its start in milliseconds."""
    tx.run(
        _ADD[tx.dialect],
        minute=minute,
        endpoint=endpoint,
        status=status,
        calls=calls,
        total_ms=total_ms,
    )


def remove_before(tx: Transaction, minute: int, *, most: int) -> int:
    return rows.remove_below(tx, _AGEING, minute, most)


def since(tx: Transaction, minute: int) -> list[Row]:
    """`calls` and `total_ms` of each `endpoint` and `status`, of all minutes from one on."""
    found = tx.all(
        "SELECT endpoint, status, SUM(calls) AS calls, SUM(total_ms) AS total_ms FROM answers"
        " WHERE minute >= :minute GROUP BY endpoint, status ORDER BY endpoint, status",
        minute=minute,
    )
    return [row | {name: int(row[name]) for name in ("calls", "total_ms")} for row in found]
