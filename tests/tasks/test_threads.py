"""Workers on threads of a server: quick to begin, and not forgetful."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.tasks import leases
from shared.tasks.carriers import waking
from shared.tasks.carriers.thread import Threads
from tests.conftest import Configure
from tests.tasks.counting import COUNT, PAINT, WORKS
from tests.tasks.ordering import caller, ordered, row
from tests.waiting import takes_at_most, until


@pytest.fixture
def threads(database: str, configure: Configure) -> Iterator[Threads]:
    configure(ENABLE_CREDIT_SYSTEM="true")
    made = Threads(2, lambda: WORKS)
    made.start()
    yield made
    waking.use(None)
    made.close()


def test_what_is_added_here_begins_at_once(threads: Threads, tmp_path: Path) -> None:
    waking.use(threads.wake)
    until(lambda: threads._rung == 0)
    task = ordered(caller(), tmp_path)

    with takes_at_most(0.9):  # later, somebody has looked by themselves
        until(lambda: row(task.id).status == "succeeded")


def test_what_others_added_is_found_within_a_second_or_so(threads: Threads, tmp_path: Path) -> None:
    task = ordered(caller(), tmp_path, PAINT, polls=1)

    until(lambda: row(task.id).status == "succeeded")


def test_a_database_that_is_away_for_a_while_ends_no_thread(
    threads: Threads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.tasks.carriers.thread._RESTS", 0.01)
    failures = iter([Unavailable("database_unavailable"), ZeroDivisionError()])
    is_any_due = leases.is_any_due

    def failing() -> bool:
        if failure := next(failures, None):
            raise failure
        return is_any_due()

    monkeypatch.setattr(leases, "is_any_due", failing)
    task = ordered(caller(), tmp_path, COUNT)

    until(lambda: row(task.id).status == "succeeded")


def test_what_does_the_work_is_not_loaded_before_there_is_any(sqlite: str) -> None:
    loaded: list[int] = []

    def works() -> dict[str, object]:
        loaded.append(1)
        return {}

    idle = Threads(1, works)  # type: ignore[arg-type]
    idle.start()
    time.sleep(0.1)
    idle.close()

    assert loaded == []


def test_the_server_knows_every_kind_of_every_worker() -> None:
    program = "from local import workers; print(sorted(workers.works()))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("[")
