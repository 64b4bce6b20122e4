"""Workers that are killed in the middle: no task is lost, and nothing is paid for twice."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.database import connections, transactions
from shared.store.task_work import Row
from shared.tasks import adding
from tests.conftest import Configure
from tests.tasks.counting import COUNT, PAINT, said
from tests.tasks.ordering import (
    RICH,
    caller,
    credits_of,
    ledger_sums,
    ordered,
    row,
    set_aside,
)
from tests.waiting import until

LEASE = 1.5  # seconds, as tests.tasks.slain has it
TASKS = [24, pytest.param(200, marks=pytest.mark.stress)]


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    monkeypatch.setattr(adding, "MOST", 1_000_000)


def worker() -> "subprocess.Popen[bytes]":
    connections.close()
    return subprocess.Popen([sys.executable, "-m", "tests.tasks.slain"], stdout=subprocess.DEVNULL)


@contextmanager
def workers(count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
    running = [worker() for _ in range(count)]
    try:
        yield running
    finally:
        for each in running:
            each.kill()
            each.wait()


def unfinished() -> int:
    with transactions.reading() as tx:
        found = tx.one("SELECT COUNT(*) AS n FROM tasks WHERE unfinished = 1")
    return int(found["n"]) if found else 0


def diary(task: Row) -> list[str]:
    return said(msgspec.json.decode(task.request_json or "")["diary"])


@pytest.mark.parametrize("count", TASKS)
def test_none_is_lost_and_none_paid_twice_when_workers_are_killed_at_random(
    tmp_path: Path, count: int
) -> None:
    chance, who = random.Random(7), caller()
    made = []
    for number in range(count):
        kind = (COUNT, PAINT, PAINT)[number % 3]
        wanted: dict[str, Any] = {
            "polls": number % 3,
            "pause": 0.05,
            "work": 0.1,
            "sync": number % 3 == 1,
        }
        made.append(ordered(who, tmp_path, kind, lasts=3600, **wanted).id)

    with workers(2) as running:
        deadline = time.monotonic() + 120
        while unfinished() and time.monotonic() < deadline:
            time.sleep(chance.uniform(0.6, 1.6))
            victim = chance.randrange(2)
            running[victim].send_signal(signal.SIGKILL)
            running[victim].wait()
            running[victim] = worker()

    ended = [row(task_id) for task_id in made]
    assert {task.status for task in ended} <= {"succeeded", "failed"}
    assert any(task.crashes for task in ended), "they were not killed in the middle"
    for task in ended:
        if task.kind == PAINT.name:
            assert diary(task).count("start") <= 1, "it was paid for twice"
        assert task.status == "succeeded" or task.error in ("upstream_error", "too_heavy")
        assert task.credits == (7 if task.status == "succeeded" else 0)
    charged = 7 * sum(task.status == "succeeded" for task in ended)
    assert (credits_of(who), set_aside()) == (RICH - charged, (0, 0))
    assert ledger_sums()[who.user.id] == -charged


@pytest.mark.parametrize(
    ("at", "status"), [("start", "failed"), ("poll", "succeeded"), ("store", "succeeded")]
)
def test_a_worker_killed_in_a_step_is_followed_by_another_after_its_lease(
    tmp_path: Path, at: str, status: str
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=1, pause=0.01, stuck=[at])
    with workers(1) as running:
        until(lambda: diary(row(task.id)).count(at) == 1)
        running[0].kill()
        killed = time.monotonic()
        running[0].wait()

    with workers(1):
        until(lambda: row(task.id).unfinished == 0)
        took = time.monotonic() - killed

    ended = row(task.id)
    assert (ended.status, ended.crashes, diary(ended).count("start")) == (status, 1, 1)
    assert took < LEASE + 5
    assert set_aside() == (0, 0)
