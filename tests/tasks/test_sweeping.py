"""What is left behind, late or old is found by the sweep."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared.errors import Unavailable
from shared.files import library
from shared.http.inputs.pagination import Paging
from shared.tasks import cancelling, retention, runs, sweeping
from shared.tasks.carriers import waking
from shared.tasks.kinds import Failed
from tests.conftest import Clock, Configure
from tests.store.samples import count
from tests.tasks.counting import PAINT, PNG, Painting
from tests.tasks.ordering import RICH, caller, credits_of, ordered, row, set_aside, step

DAY = 86_400  # seconds


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")


@pytest.fixture
def woken() -> Any:
    """The ids of tasks for which a worker was woken."""
    ids: list[str] = []
    waking.use(lambda task_id, queue, seconds, number: ids.append(task_id))
    yield ids
    waking.use(None)


def test_what_is_due_is_woken_and_nothing_else(
    tmp_path: Path, clock: Clock, woken: list[str]
) -> None:
    who = caller()
    due, waiting = ordered(who, tmp_path), ordered(who, tmp_path, PAINT, polls=9, pause=60.0)
    done = ordered(who, tmp_path)
    step(waiting.id)
    step(done.id)
    woken.clear()

    assert sweeping.run()["woken"] == 1
    assert woken == [due.id]
    clock.advance(seconds=120)
    sweeping.run()
    assert set(woken) == {due.id, waiting.id}


def test_what_no_worker_knows_ends_after_its_deadline(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task, cancelled = ordered(who, tmp_path), ordered(who, tmp_path, PAINT, polls=9)
    step(cancelled.id)
    cancelling.cancel(who.user.id, cancelled.id, "zh")
    clock.advance(seconds=PAINT.lasts + 100)
    sweeping.run()
    assert row(cancelled.id).unfinished == 1, "a worker still may end it"
    clock.advance(seconds=300)

    sweeping.run()

    assert (row(task.id).status, row(task.id).error) == ("failed", "upstream_timeout")
    assert (row(cancelled.id).status, row(cancelled.id).unfinished) == ("cancelled", 0)
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))


def test_outputs_that_could_not_be_removed_are_removed_later(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, sync=True)

    def store(self: Painting, run: Any, answer: Any) -> Any:
        run.keep("picture.png", "image/png", PNG)
        mocker.patch.object(runs, "remove_files", side_effect=Unavailable("no_storage"))
        raise Failed("upstream_error")

    mocker.patch.object(Painting, "store", store)
    assert step(task.id)
    assert len(library.page(who.user, Paging()).data) == 1
    mocker.stopall()

    assert sweeping.run()["cleared"] == 1

    assert library.page(who.user, Paging()).data == []
    assert sweeping.run()["cleared"] == 0


def test_requests_are_kept_for_30_days_and_tasks_for_90(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task, unfinished = ordered(who, tmp_path), ordered(who, tmp_path)
    step(task.id)
    clock.advance(seconds=29 * DAY)
    assert retention.purge() == {"task_requests": 0, "tasks": 0}
    clock.advance(seconds=2 * DAY)

    assert retention.purge() == {"task_requests": 1, "tasks": 0}
    assert (row(task.id).request_json, row(task.id).status) == ("{}", "succeeded")
    clock.advance(seconds=60 * DAY)
    assert retention.purge() == {"task_requests": 0, "tasks": 1}

    assert count("tasks") == 1
    assert row(unfinished.id).request_json != "{}"


def test_without_history_a_request_is_forgotten_at_the_end(
    tmp_path: Path, configure: Configure
) -> None:
    configure(STORE_HISTORY="false")
    task = ordered(caller(), tmp_path)

    step(task.id)

    assert (row(task.id).status, row(task.id).request_json) == ("succeeded", "{}")


def test_folders_of_the_dead_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, fresh = (Path(tempfile.mkdtemp(prefix="yunzhan-task-")) for _ in range(2))
    (old / "half.mp4").write_bytes(b"half")
    os.utime(old, (0, 0))

    sweeping.run()

    assert (old.exists(), fresh.exists()) == (False, True)
