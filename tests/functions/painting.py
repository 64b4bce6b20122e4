"""Pictures ordered by the API of a simulated Model Studio, and drawn by the worker function."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image

from functions.media_worker.index import handler as films
from functions.worker.index import handler
from shared.dashscope import results
from shared.database import transactions
from shared.pictures import pacing
from shared.store import ledger
from shared.tasks import steps, waiting
from shared.tasks.carriers import waking
from shared.tasks.carriers.thread import Threads
from tests.administering import balance, give
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator

IMAGES, VIDEOS = "/api/images", "/api/videos"
GENERATIONS, EDITS = "/v1/images/generations", "/v1/images/edits"
WORKS = {**handler.works, **films.works}  # of both workers
GIVEN = 100_000  # credits
_LONG = 200  # looks of 10 s at what is not done yet


@pytest.fixture
def studio(
    client: Client, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DashScopeSimulator]:
    """A key for it; many looks at its tasks come within one second of ours."""
    monkeypatch.setattr(pacing, "LOOKS", 1000)
    monkeypatch.setattr(results, "_PAUSE", 0.01)
    with DashScopeSimulator() as simulator:
        simulator.most_looks = 1000
        configure(DASHSCOPE_API_URL=simulator.url, DASHSCOPE_API_KEY=simulator.key)
        yield simulator


@pytest.fixture
def payer(client: Client, studio: DashScopeSimulator, configure: Configure) -> Account:
    """Who has credits for it."""
    configure(ENABLE_CREDIT_SYSTEM="true")
    account = client.register()
    give(client, administrator(client), account, GIVEN)
    return account


@pytest.fixture
def painter(studio: DashScopeSimulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker beside the server, as `make run` has it, that does not wait long."""
    with painting(monkeypatch):
        yield


@contextmanager
def painting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pacing, "PAUSES", ((3, 0.02), (8, 0.02), (16, 0.02)))
    monkeypatch.setattr(waiting, "_EVERY", 0.02)
    threads = Threads(1, lambda: WORKS)
    monkeypatch.setattr(waking, "_chosen", threads.wake)
    threads.start()
    try:
        yield
    finally:
        threads.close()


def order(client: Client, account: Account | None, prompt: str = "一只猫", **more: Any) -> Answer:
    """POST /api/images."""
    headers = more.pop("headers", None)
    body = {"prompt": prompt, **more}
    token = account.token if account else None
    return client.call("POST", IMAGES, body, token=token, headers=headers)


def work() -> None:
    """All steps that are due now, by the worker functions' own."""
    while steps.advance(WORKS):
        pass


def finish(clock: Clock) -> None:
    """Until nothing is left to do, however long it takes."""
    for _ in range(_LONG):
        work()
        if not unfinished():
            return
        clock.advance(seconds=10)
    raise AssertionError("tasks that never end")


def unfinished() -> int:
    with transactions.reading() as tx:
        row = tx.one("SELECT COUNT(*) AS n FROM tasks WHERE unfinished = 1")
    return int(row["n"]) if row else 0


def drawn(client: Client, account: Account, clock: Clock, **more: Any) -> dict[str, Any]:
    """The task of an order, when it has ended."""
    answer = order(client, account, **more)
    assert answer.status == 202, answer.body
    finish(clock)
    return task(client, account, answer.json["task"]["id"])


def task(client: Client, account: Account, task_id: str) -> dict[str, Any]:
    answer = client.call("GET", f"/api/tasks/{task_id}", token=account.token)
    assert answer.status == 200, answer.body
    shown: dict[str, Any] = answer.json
    return shown


def is_as_before(client: Client, payer: Account) -> bool:
    """Whether nothing is charged, set aside, or kept."""
    with transactions.reading() as tx:
        set_aside = ledger.count_set_aside(tx)
        files = tx.all("SELECT id FROM files WHERE status = 'ready'")
    return balance(client, payer) == GIVEN and set_aside == (0, 0) and not files


def png(width: int = 64, height: int = 48) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, "PNG")
    return written.getvalue()
