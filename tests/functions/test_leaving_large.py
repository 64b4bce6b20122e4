"""Accounts with very many rows: DELETE /api/auth/me is quick, and a job erases what they had."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.accounts import erasure
from shared.database import connections, transactions
from shared.database.transactions import Transaction
from shared.operations import jobs
from shared.store.users import NOBODY
from tests.client import Account, Client, WsgiClient
from tests.conftest import Clock, Configure
from tests.people import log_in
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import count

SIZES = [4_000, pytest.param(1_000_000, marks=pytest.mark.stress)]
QUICK = 1.0  # seconds for an answer
AT_ONCE = 20_000  # rows that one statement makes
ID = {"sqlite": "PRINTF('%026d', {n})", "mysql": "LPAD({n}, 26, '0')"}
USED = {
    "project": "'mine'", "model": "'m'", "provider": "'p'", "endpoint": "'chat'",
    "status": "'ok'", "input_tokens": "1", "output_tokens": "2", "cached_tokens": "3",
    "reasoning_tokens": "4", "credits": "5", "first_ms": "6", "total_ms": "7",
    "user_id": ":owner", "key_id": "{id}",
}  # fmt: skip
PARTS = {  # the share of rows in percent, and a row's values as they come of its number `n`
    "conversations": (
        5,
        {
            "id": "{id}", "user_id": ":owner", "persona": "'chat'", "title": "'title'",
            "created_at": "n", "updated_at": "n",
        },
    ),
    "messages": (
        45,
        {
            "id": "{id}", "conversation_id": "{conversation}", "role": "'user'",
            "content": "'said'", "created_at": "n",
        },
    ),
    "recognitions": (
        5,
        {
            "id": "{id}", "user_id": ":owner", "kind": "'drug'", "result_json": "'null'",
            "text": "'text'", "engine": "'vision'", "model": "'m'", "credits": "0",
            "created_at": "n",
        },
    ),
    "sessions": (
        5,
        {
            "id": "{id}", "user_id": ":owner", "family": "{id}", "token_hash": "{id}",
            "created_at": "n", "expires_at": "n",
        },
    ),
    "ledger": (
        10,
        {
            "id": "{id}", "user_id": ":owner", "kind": "'grant'", "amount": "1", "balance": "n",
            "request_id": "{id}", "reason": "'because'", "at": "n",
        },
    ),
    "usage_calls": (20, {"id": "{id}", "end_reason": "'done'", "at": "n", **USED}),
    "usage_hours": (10, {"hour": "n - n % 2", "calls": "1", **USED}),
}  # fmt: skip
SUMS = (
    "SELECT (SELECT SUM(amount) FROM ledger) AS credits,"
    " (SELECT SUM(input_tokens) FROM usage_calls) AS tokens,"
    " (SELECT SUM(input_tokens) FROM usage_hours) AS hourly,"
    " (SELECT SUM(calls) FROM usage_hours) AS calls"
)
KILLED = """
from shared.operations import jobs
from shared.store.users import NOBODY
from shared.scheduling import batches
batches._MOST = batches._FIRST = batches._FEWEST = 10
jobs.run(jobs.ERASE)
"""


def fill(owner: str, rows: int) -> None:
    for table, (percent, columns) in PARTS.items():
        last = rows * percent // 100
        for begin in range(0, last, AT_ONCE):
            with transactions.writing() as tx:
                made = _insert(tx, table, columns, spread=rows // 20)
                tx.run(made, owner=owner, begin=begin, end=min(begin + AT_ONCE, last))


def _insert(tx: Transaction, table: str, columns: dict[str, str], spread: int) -> str:
    if tx.dialect == "mysql":
        tx.run("SET SESSION max_recursive_iterations = 1000000")
    own = ID[tx.dialect].format(n="n")
    conversation = ID[tx.dialect].format(n=f"n * n % {spread} + 1")
    values = ", ".join(columns.values())
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) WITH RECURSIVE numbers (n) AS ("  # noqa: S608
        "SELECT :begin + 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :end)"
        f" SELECT {values.format(id=own, conversation=conversation)} FROM numbers"
    )


@pytest.fixture
def client(database: str, configure: Configure) -> Iterator[Client]:
    configure(DB_READ_TIMEOUT="600", LIMITS="login=1000000/1m")
    connections.close()  # or one that is open still waits no longer than before
    yield WsgiClient()
    connections.close()


def left() -> int:
    """Rows of who has left: there is nobody else in these tables."""
    with transactions.reading() as tx:
        (row,) = tx.all(
            "SELECT (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM conversations)"
            " + (SELECT COUNT(*) FROM recognitions)"
            " + (SELECT COUNT(*) FROM ledger WHERE user_id <> :nobody)"
            " + (SELECT COUNT(*) FROM usage_calls WHERE user_id <> :nobody)"
            " + (SELECT COUNT(*) FROM usage_hours WHERE user_id <> :nobody) AS n",
            nobody=NOBODY,
        )
    return int(row["n"])


def leave(client: Client, account: Account) -> float:
    """How long the answer takes, in seconds."""
    begun = time.monotonic()
    answer = client.call("DELETE", "/api/auth/me", {"password": PASSWORD}, token=account.token)
    took = time.monotonic() - begun
    assert answer.status == 204
    return took


@pytest.mark.parametrize("rows", SIZES)
def test_a_large_account_ends_at_once_and_is_erased_while_others_log_in(
    client: Client, clock: Clock, rows: int
) -> None:
    account, other = client.register("large@example.com"), client.register()
    fill(account.user["id"], rows)
    with transactions.reading() as tx:
        before = tx.one(SUMS)

    took = leave(client, account)

    assert took < QUICK
    assert client.call("GET", "/api/auth/me", token=account.token).code == "invalid_token"
    assert log_in(client, account.email, PASSWORD) == 401
    again = client.register(account.email)
    with ThreadPoolExecutor(1) as threads:
        begun = time.monotonic()
        done = threads.submit(erase, clock)
        waits = sorted(timed_log_in(client, other) for _ in until(done.done))
    seconds = time.monotonic() - begun
    slow = waits[len(waits) * 99 // 100]
    sys.stdout.write(f"{rows} rows: answer {took:.3f} s, all erased in {seconds:.1f} s,")
    sys.stdout.write(f" {len(waits)} log-ins meanwhile, P99 {slow:.3f} s\n")
    assert done.exception() is None
    assert left() == 0
    assert count("users") == 2
    assert client.call("GET", "/api/auth/me", token=again.token).status == 200
    with transactions.reading() as tx:
        assert tx.one(SUMS) == before


@pytest.mark.parametrize("rows", [2_000, pytest.param(20_000, marks=pytest.mark.stress)])
def test_an_erasure_that_is_killed_is_gone_on_with(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(erasure, "_BEHIND", 0)
    account = client.register()
    fill(account.user["id"], rows)
    with transactions.reading() as tx:
        before = tx.one(SUMS)
    leave(client, account)
    connections.close()

    begun = left()
    command = [sys.executable, "-c", KILLED]
    child = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": ":".join(sys.path)})
    while left() > begun * 0.8 and child.poll() is None:
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait(30) == -signal.SIGKILL
    assert 0 < left() < begun, "it was not killed in the middle"

    assert jobs.run(jobs.ERASE) is None, "who died may be at work still"
    clock.advance(seconds=jobs.ERASE.term.longest + 1)
    assert jobs.run(jobs.ERASE) is not None

    assert left() == 0
    assert count("users") == 0
    with transactions.reading() as tx:
        assert tx.one(SUMS) == before


def erase(clock: Clock) -> None:
    """As the timer does, until nothing is left."""
    while jobs.run(jobs.ERASE) != {"erased_rows": 0, "erased_accounts": 0}:
        clock.advance(seconds=jobs.ERASE.term.rest + 1)


def until(is_over: Callable[[], bool]) -> Iterator[None]:
    """At least once, and some times in a second."""
    yield
    while not is_over():
        time.sleep(0.02)
        yield


def timed_log_in(client: Client, account: Account) -> float:
    begun = time.monotonic()
    assert log_in(client, account.email, PASSWORD) == 200
    return time.monotonic() - begun
