"""No credit is lost or made: by many at once, or by those who are killed at their work."""

import functools
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import Any

import pytest

from shared.billing import credits
from shared.database import connections, transactions
from tests.administering import QUESTION, balance, give, offer
from tests.client import Account, Answer, Client, WsgiClient
from tests.conftest import Clock, Configure
from tests.people import administrator
from tests.simulators.openai import Answer as Says
from tests.simulators.openai import OpenAISimulator, Pace
from tests.store.samples import at_once

KILLS = [15, pytest.param(200, marks=pytest.mark.stress)]
COST = 8  # credits, and tokens, that the question and its answer take without a persona
PATIENCE = 10.0  # seconds until the server has rolled back for who was killed


@pytest.fixture(autouse=True)
def _charging(configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", LIMITS="chat=1000000/1d", DB_CONNECT_TIMEOUT="30")


def rows(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def number(sql: str) -> int:
    (row,) = rows(sql)
    return int(row["n"] or 0)


def chat(client: Client, account: Account, stream: bool) -> Answer:
    body = {"model": "priced", "messages": QUESTION, "stream": stream}
    path = "/v1/chat/completions" if stream else "/api/chat"
    return client.call("POST", path, body, token=account.token)


class Watcher:
    """Reads the balance all the time."""

    def __init__(self, account: Account) -> None:
        self.seen: list[int] = []
        self._id = account.user["id"]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(10)

    def _watch(self) -> None:
        while not self._over.wait(0.002):
            with transactions.reading() as tx:
                row = tx.one("SELECT credits FROM users WHERE id = :id", id=self._id)
            self.seen.append(int(row["credits"]) if row else -1)


@pytest.mark.parametrize("price", [1, 400_000])
def test_of_a_hundred_chats_at_once_as_many_are_answered_as_are_paid_for(
    client: Client, model: OpenAISimulator, price: int
) -> None:
    """A credit each, reserved exactly; or more reserved than it costs in the end."""
    admin = administrator(client)
    offer(client, admin, "priced", prices=[{"input": price, "output": price}], max_output=20)
    give(client, admin, admin, 10 if price == 1 else 60)
    model.normally = Pace(0.002, first=0.01)
    works = [functools.partial(chat, client, admin, place % 2 == 0) for place in range(100)]

    with Watcher(admin) as watcher:
        statuses = Counter(outcome.result().status for outcome in at_once(works))

    left = balance(client, admin)
    charged = number("SELECT -SUM(amount) AS n FROM ledger WHERE kind IN ('reserve', 'settle')")
    answered = number("SELECT COUNT(*) AS n FROM ledger WHERE kind = 'settle'")
    assert set(statuses) == {200, 402, 429}  # the last on /v1, as OpenAI has it
    assert statuses[200] == answered == len(model.requests)
    assert min(watcher.seen) >= 0
    assert left >= 0
    assert number("SELECT SUM(amount) AS n FROM ledger") == left
    assert number("SELECT SUM(credits) AS n FROM usage_calls") == charged
    assert number("SELECT COUNT(*) AS n FROM reservations") == 0
    if price == 1:
        assert (answered, charged, left) == (10, 10, 0)


def wait_until_nobody_else_is_connected() -> None:
    if database_is_a_file():
        return
    others = "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db = DATABASE()"
    deadline = time.monotonic() + PATIENCE
    while number(others + " AND id <> CONNECTION_ID()") and time.monotonic() < deadline:
        time.sleep(0.01)


def database_is_a_file() -> bool:
    with transactions.reading() as tx:
        return tx.dialect == "sqlite"


@pytest.mark.parametrize("rounds", KILLS)
def test_who_is_killed_at_their_work_loses_and_makes_no_credit(
    database: str, clock: Clock, configure: Configure, rounds: int
) -> None:
    client, before = WsgiClient(), 1_000_000
    with OpenAISimulator(default=Says("六个字的回答"), record=False) as model:
        configure(OPENAI_API_URL=model.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL="qwen-sim")
        configure(STORE_HISTORY="false")
        admin = administrator(client)
        offer(client, admin, "priced")
        give(client, admin, admin, before)
        prices = {int(chat(client, admin, stream=False).json["credits"]["charged"]), COST}
        connections.close()
        command = [sys.executable, "-m", "tests.payer", str(rounds), admin.token]
        killed = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (killed.returncode, killed.stderr) == (0, "")
    wait_until_nobody_else_is_connected()

    orphans = number("SELECT COUNT(*) AS n FROM reservations")
    clock.advance(seconds=credits.HELD // 1000 + 1)
    swept = 0
    while found := credits.sweep():
        swept += found

    settled = number("SELECT COUNT(*) AS n FROM ledger WHERE kind = 'settle'")
    charged = number("SELECT -SUM(amount) AS n FROM ledger WHERE kind <> 'grant'")
    assert (swept, number("SELECT COUNT(*) AS n FROM reservations")) == (orphans, 0)
    assert rows(_CLOSED_OTHER_THAN_ONCE) == []
    assert rows(_NOTED_BUT_NOT_CHARGED) == []
    assert charged == before - balance(client, admin)
    assert number("SELECT SUM(amount) AS n FROM ledger") == balance(client, admin)
    assert settled - number("SELECT COUNT(*) AS n FROM usage_calls") in range(rounds + 2)
    assert settled >= rounds / 2, "they were killed before they had done anything"
    assert orphans >= rounds // 20, "they were not killed in the middle"
    assert {int(row["cost"]) for row in rows(_COSTS)} <= {0, *prices}


_CLOSED_OTHER_THAN_ONCE = (
    "SELECT request_id FROM ledger WHERE kind IN ('reserve', 'settle', 'release')"
    " GROUP BY request_id HAVING COUNT(*) <> 2 OR SUM(kind = 'reserve') <> 1"
)
_NOTED_BUT_NOT_CHARGED = (
    "SELECT u.id FROM usage_calls u LEFT JOIN ledger l ON l.request_id = u.id"
    " AND l.kind = 'settle' WHERE l.id IS NULL"
)
_COSTS = (
    "SELECT DISTINCT -SUM(amount) AS cost FROM ledger WHERE kind <> 'grant' GROUP BY request_id"
)
