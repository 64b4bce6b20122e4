"""Workers behind Celery: a broker that is down, slow or empty loses no task."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shared.database import connections
from shared.tasks import sweeping
from shared.tasks.carriers import celery, waking
from tests.conftest import Configure
from tests.engines.valkey import Valkey
from tests.tasks.counting import COUNT, PAINT
from tests.tasks.ordering import RICH, caller, credits_of, ordered, row, set_aside
from tests.waiting import takes_at_most, until

PATIENCE = 40.0  # seconds that a worker may take to start on a busy machine


@pytest.fixture
def broker(sqlite: str, configure: Configure) -> Iterator[Valkey]:
    with Valkey() as server:
        configure(ENABLE_CREDIT_SYSTEM="true", TASK_CARRIER="celery", REDIS_URL=server.url)
        waking.use(celery.carrier(server.url))
        yield server
        waking.use(None)


@contextmanager
def worker() -> Iterator[None]:
    connections.close()
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "tests.tasks.celery_app"]
    options = "worker -Q worker -c 1 -O fair --without-gossip --without-mingle".split()
    running = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


def test_a_task_goes_from_step_to_step_by_messages(broker: Valkey, tmp_path: Path) -> None:
    who = caller()
    with worker():
        made = [ordered(who, tmp_path, kind, pause=1.0) for kind in (COUNT, PAINT)]
        until(lambda: all(row(task.id).unfinished == 0 for task in made), PATIENCE)

    assert [row(task.id).status for task in made] == ["succeeded"] * 2
    assert (credits_of(who), set_aside()) == (RICH - 14, (0, 0))


def test_a_broker_that_is_down_costs_a_post_two_seconds_and_the_task_nothing(
    broker: Valkey, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    who = caller()
    broker.kill()

    with takes_at_most(2 * 2.0 + 1.0):
        made = [ordered(who, tmp_path) for _ in range(4)]

    assert capfd.readouterr().out.count("worker not woken") == 4
    assert [row(task.id).status for task in made] == ["queued"] * 4


def test_a_broker_that_was_restarted_empty_is_told_again_by_the_sweep(
    broker: Valkey, tmp_path: Path
) -> None:
    task = ordered(caller(), tmp_path)
    broker.kill()
    with Valkey() as another, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDIS_URL", another.url)
        waking.use(celery.carrier(another.url))
        with worker():
            time.sleep(1)
            assert row(task.id).status == "queued"

            sweeping.run()
            until(lambda: row(task.id).status == "succeeded", PATIENCE)


def test_a_message_twice_is_one_start(broker: Valkey, tmp_path: Path) -> None:
    task = ordered(caller(), tmp_path, PAINT, pause=1.0)
    for number in range(5):
        waking.wake(task.id, "worker", number=str(number))

    with worker():
        until(lambda: row(task.id).unfinished == 0, PATIENCE)

    assert (tmp_path / "diary").exists() is False
    assert sum(path.read_text().split().count("start") for path in tmp_path.glob("diary-*")) == 1
