"""A process that is killed at any moment leaves the whole of what it did, or nothing."""

import subprocess
import sys
import time
from typing import Any

import pytest

from shared.database import connections, transactions
from tests.client import WsgiClient
from tests.conftest import Configure
from tests.people import administrator, invite

ROUNDS = [20, pytest.param(100, marks=pytest.mark.stress)]
CREDITS = 7
PATIENCE = 10.0  # seconds until the server has rolled back for who was killed


def rows(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def number(sql: str) -> int:
    (row,) = rows(sql)
    (value,) = row.values()
    return int(value)


def wait_until_nobody_else_is_connected() -> None:
    if db_is_a_file():
        return
    others = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
    deadline = time.monotonic() + PATIENCE
    while number(others + " AND id <> CONNECTION_ID()") and time.monotonic() < deadline:
        time.sleep(0.01)


def db_is_a_file() -> bool:
    with transactions.reading() as tx:
        return tx.dialect == "sqlite"


@pytest.mark.parametrize("rounds", ROUNDS)
def test_killing_leaves_no_half_state(database: str, configure: Configure, rounds: int) -> None:
    client = WsgiClient()
    admin = administrator(client)
    code = invite(client, admin, max_uses=1_000_000, credits=CREDITS)["code"]
    configure(LIMITS="register=1000000/1d,refresh=1000000/1d")
    connections.close()

    command = [sys.executable, "-m", "tests.victim", str(rounds), code]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (killed.returncode, killed.stderr) == (0, "")
    wait_until_nobody_else_is_connected()

    came = number("SELECT COUNT(*) FROM users WHERE role = 'user'")
    assert came >= rounds / 10, "they were killed before they had done anything"
    assert number("SELECT uses FROM invites") == came
    assert number("SELECT COUNT(*) FROM invite_uses") == came
    assert number("SELECT COUNT(DISTINCT user_id) FROM invite_uses") == came
    assert rows(_WITH_OTHER_THAN_ONE_OPEN_SESSION) == []
    assert rows(_WITH_OTHER_CREDITS_THAN_THE_LEDGERS) == []
    assert [row["credits"] for row in rows(_CREDITS)] == [CREDITS]
    assert number("SELECT COUNT(*) FROM idempotency WHERE status IS NOT NULL") <= came
    at_work = number("SELECT COUNT(*) FROM idempotency WHERE status IS NULL")
    assert at_work >= rounds // 20 - 1, "they were not killed in the middle"


_CREDITS = "SELECT DISTINCT credits FROM users WHERE role = 'user'"
_WITH_OTHER_THAN_ONE_OPEN_SESSION = (
    "SELECT u.id FROM users u LEFT JOIN sessions s ON s.user_id = u.id AND s.ended_at IS NULL"
    " WHERE u.role = 'user' GROUP BY u.id HAVING COUNT(s.id) <> 1"
)
_WITH_OTHER_CREDITS_THAN_THE_LEDGERS = (
    "SELECT u.id FROM users u LEFT JOIN ledger l ON l.user_id = u.id"
    " GROUP BY u.id, u.credits HAVING u.credits <> COALESCE(SUM(l.amount), 0)"
)
