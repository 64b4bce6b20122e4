"""A task is cancelled in each of its steps: nobody pays for what was not made, nothing is kept."""

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytest_mock import MockerFixture

from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Conflict, NotFound
from shared.files import library
from shared.http.inputs.pagination import Paging
from shared.store import server, task_leases, task_work
from shared.tasks import cancelling, leases, runs
from shared.tasks.kinds import Arrived, Cost, Done, Kind
from tests.conftest import Clock, Configure
from tests.tasks.counting import COUNT, PAINT, PNG, Counting, Painting, said
from tests.tasks.ordering import (
    RICH,
    caller,
    credits_of,
    ordered,
    row,
    set_aside,
    step,
    work_until_idle,
)
from tests.tasks.test_steps import crash, diary
from tests.waiting import until


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure, mocker: MockerFixture) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    mocker.patch.object(leases, "BEAT", 0.02)


def cancel(who: Any, task_id: str) -> str:
    return cancelling.cancel(who.user.id, task_id, "zh").status


def test_others_and_what_has_ended_are_refused(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path)

    with pytest.raises(NotFound):
        cancel(caller(), task.id)
    assert step(task.id)
    with pytest.raises(Conflict):
        cancel(who, task.id)

    assert row(task.id).status == "succeeded"


@pytest.mark.parametrize("kind", [COUNT, PAINT])
def test_what_is_queued_is_over_at_once(tmp_path: Path, kind: Kind) -> None:
    who = caller()
    task = ordered(who, tmp_path, kind)

    assert cancel(who, task.id) == "cancelled"

    assert (row(task.id).unfinished, credits_of(who), set_aside()) == (0, RICH, (0, 0))
    assert not step(task.id)
    with pytest.raises(Conflict):
        cancel(who, task.id)


def test_own_work_is_stopped_within_a_beat(tmp_path: Path, mocker: MockerFixture) -> None:
    who = caller()
    task = ordered(who, tmp_path)
    folders: list[Path] = []

    def work(self: Counting, run: Any) -> Any:
        folders.append(run.folder)
        run.keep("half.png", "image/png", PNG)
        assert cancel(who, task.id) == "cancelled"
        assert run.halted.wait(5)
        run.go_on()

    mocker.patch.object(Counting, "start", work)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).unfinished) == ("cancelled", 0)
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))
    assert library.page(who.user, Paging()).data == []
    assert not folders[0].exists()


def test_own_work_that_ends_before_it_hears_of_it_costs_nothing(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path)

    def work(self: Counting, run: Any) -> Any:
        file_id = run.keep("whole.png", "image/png", PNG)
        cancel(who, task.id)
        return Done({"file_id": file_id}, Cost(7))

    mocker.patch.object(leases, "BEAT", 60)
    mocker.patch.object(Counting, "start", work)

    assert step(task.id)

    cancelled = row(task.id)
    assert (cancelled.status, cancelled.result_json) == ("cancelled", "null")
    assert (credits_of(who), library.page(who.user, Paging()).data) == (RICH, [])


def test_a_paid_call_is_heard_to_its_end_and_paid_for(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT)

    def call(self: Painting, run: Any) -> Any:
        cancel(who, task.id)
        until(lambda: run.why == "cancelled")
        run.go_on()  # it is not to be broken off
        return Arrived({"pictures": 1}, Cost(7, {"pictures": 1}))

    mocker.patch.object(Painting, "start", call)

    assert step(task.id)

    cancelled = row(task.id)
    assert (cancelled.status, cancelled.result_json) == ("cancelled", "null")
    assert (cancelled.credits, credits_of(who), set_aside()) == (7, RICH - 7, (0, 0))
    assert library.page(who.user, Paging()).data == []
    assert "store" not in diary(task.id)


@pytest.mark.parametrize(("cancels", "paid"), [(True, 0), (False, 7)])
def test_a_provider_forgets_it_or_is_paid(tmp_path: Path, *, cancels: bool, paid: int) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=2, cancels=cancels)
    assert step(task.id)

    assert cancel(who, task.id) == "cancelled"
    with pytest.raises(Conflict):
        cancel(who, task.id)
    work_until_idle()

    cancelled = row(task.id)
    assert (cancelled.status, cancelled.credits, credits_of(who)) == (
        "cancelled",
        paid,
        RICH - paid,
    )
    assert set_aside() == (0, 0)
    assert "store" not in diary(task.id)
    assert diary(task.id).count("start") == 1


def test_one_that_is_cancelled_beyond_its_deadline_costs_nothing(
    tmp_path: Path, clock: Clock
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=10_000)
    assert step(task.id)
    cancel(who, task.id)
    clock.advance(seconds=PAINT.lasts)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).unfinished) == ("cancelled", 0)
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))


@pytest.mark.parametrize(("at", "kind"), [("calling", PAINT), ("calling", COUNT), ("new", COUNT)])
def test_one_whose_worker_died_is_cancelled_by_the_next(
    tmp_path: Path, clock: Clock, at: str, kind: Kind
) -> None:
    who = caller()
    task = ordered(who, tmp_path, kind)
    crash(task.id, at)
    cancel(who, task.id)
    clock.advance(seconds=61)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).unfinished, diary(task.id)) == ("cancelled", 0, [])
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))


def test_a_cancellation_just_when_a_task_is_given_back_is_heard(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, pause=60.0)
    cancelled: list[threading.Thread] = []
    change = task_leases.change

    def meanwhile(tx: Transaction, found: task_work.Row) -> bool:
        """Another connection cancels just before it is written."""
        if found.step != task_work.WAITING or cancelled:
            return change(tx, found)
        thread = threading.Thread(target=cancel, args=(who, task.id))
        cancelled.append(thread)
        thread.start()
        if tx.dialect == "mysql":
            thread.join(10)
        return change(tx, found)

    mocker.patch.object(task_leases, "change", meanwhile)
    mocker.patch.object(leases, "BEAT", 60.0)
    assert step(task.id)
    cancelled[0].join(10)
    mocker.stopall()

    with transactions.reading() as tx:
        now = server.now(tx)
    assert row(task.id).status == "cancelled"
    assert row(task.id).next_at <= now


def test_what_has_arrived_when_it_is_cancelled_is_paid_for_and_not_kept(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, sync=True)

    def store(self: Painting, run: Any, answer: Any) -> Any:
        run.keep("picture.png", "image/png", PNG)
        cancel(who, task.id)
        assert run.halted.wait(5)
        run.go_on()

    mocker.patch.object(Painting, "store", store)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).credits) == ("cancelled", 7)
    assert (credits_of(who), set_aside()) == (RICH - 7, (0, 0))
    assert library.page(who.user, Paging()).data == []


def test_a_worker_that_ends_leaves_own_work_to_others(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    task = ordered(caller(), tmp_path)
    begun = threading.Event()

    def work(self: Counting, run: Any) -> Any:
        begun.set()
        assert run.halted.wait(5)
        run.go_on()

    mocker.patch.object(Counting, "start", work)
    working = threading.Thread(target=step, args=(task.id,))
    working.start()
    assert begun.wait(5)
    runs.stop()
    working.join()
    mocker.stopall()

    left = row(task.id)
    assert (left.lease_until, left.attempt, left.crashes, left.status) == (0, 0, 0, "running")
    assert step(task.id)
    assert row(task.id).status == "succeeded"
    assert said(msgspec.json.decode(row(task.id).request_json or "")["diary"]) == ["start"]
