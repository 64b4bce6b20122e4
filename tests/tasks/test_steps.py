"""How a task goes from step to step, what it costs in the end, and what is not tried again."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytest_mock import MockerFixture

from shared.billing import credits
from shared.database import transactions
from shared.errors import IdempotencyConflict, InsufficientCredits, QuotaExceeded
from shared.files import library
from shared.http.inputs.pagination import Paging
from shared.store import files, task_leases, task_work
from shared.tasks import adding, ending, leases, steps, sweeping
from shared.tasks.kinds import Cost, Done, Failed
from tests.conftest import Clock, Configure
from tests.store.samples import at_once, erase
from tests.tasks.counting import COUNT, PAINT, PNG, WORKS, Counting, Painting, said
from tests.tasks.ordering import (
    RICH,
    caller,
    credits_of,
    ledger_sums,
    ordered,
    row,
    set_aside,
    step,
    work_until_idle,
)
from tests.waiting import until

MINUTE = 60  # seconds


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")


def diary(task_id: str) -> list[str]:
    return said(msgspec.json.decode(row(task_id).request_json or "")["diary"])


def crash(task_id: str, at: str = task_work.CALLING) -> None:
    """Somebody took it, came as far as that, and died."""
    taken = leases.take(tuple(WORKS), task_id)
    assert taken
    leases.write(msgspec.structs.replace(taken, step=at))


def test_beyond_five_unfinished_ones_there_is_a_429_and_nothing_is_set_aside(
    tmp_path: Path,
) -> None:
    who = caller()
    made = [ordered(who, tmp_path) for _ in range(adding.MOST)]

    with pytest.raises(QuotaExceeded):
        ordered(who, tmp_path)

    assert set_aside() == (5, 50)
    ordered(caller(), tmp_path)  # others may
    assert step(made[0].id)
    ordered(who, tmp_path)


def test_who_has_too_few_credits_has_no_task(tmp_path: Path) -> None:
    who = caller(credits=9)

    with pytest.raises(InsufficientCredits):
        ordered(who, tmp_path)

    assert (credits_of(who), set_aside()) == (9, (0, 0))
    assert not steps.advance(WORKS)


def test_the_same_key_is_the_same_task_for_a_day(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    words: dict[str, Any] = {"diary": str(tmp_path / "d"), "key": "once"}
    first = ordered(who, tmp_path, **words)

    assert ordered(who, tmp_path, **words).id == first.id
    with pytest.raises(IdempotencyConflict):
        ordered(who, tmp_path, **words, price=8)
    assert set_aside() == (1, 10)
    assert ordered(caller(), tmp_path, **words).id != first.id
    clock.advance(days=2)
    assert ordered(who, tmp_path, **words).id != first.id


def test_our_own_work_is_done_at_once_and_charged(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path)
    assert (task.status, credits_of(who), set_aside()) == ("queued", RICH - 10, (1, 10))

    assert step(task.id)

    done = row(task.id)
    assert (done.status, done.progress, done.unfinished) == ("succeeded", 100, 0)
    assert msgspec.json.decode(done.result_json) == {"counted": 1}
    assert (done.credits, credits_of(who), set_aside()) == (7, RICH - 7, (0, 0))
    assert not step(task.id)


def test_no_more_is_charged_than_was_set_aside(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path, price=10_000)

    assert step(task.id)

    assert (row(task.id).credits, credits_of(who)) == (10, RICH - 10)


def test_without_credits_in_force_nothing_is_charged(tmp_path: Path, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="false")
    who = caller()
    task = ordered(who, tmp_path)

    work_until_idle()

    assert (row(task.id).status, row(task.id).credits, credits_of(who)) == ("succeeded", 0, RICH)


def test_what_a_provider_works_on_is_polled_and_stored(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=2)

    work_until_idle()

    done = row(task.id)
    assert (done.status, done.credits, done.upstream_request) == ("succeeded", 7, "req-1")
    assert diary(task.id) == ["start", "poll", "poll", "poll", "store"]
    result = msgspec.json.decode(done.result_json)
    with transactions.reading() as tx:
        kept = files.get(tx, result["images"][0]["file_id"], who.user.id)
    assert kept.status == "ready"
    assert set_aside() == (0, 0)


def test_nothing_is_started_while_there_is_no_room(tmp_path: Path) -> None:
    task = ordered(caller(), tmp_path, PAINT, fails={"full": []})

    assert step(task.id)

    assert (diary(task.id), row(task.id).step, row(task.id).attempt) == ([], "new", 0)


@pytest.mark.parametrize("kind", [COUNT, PAINT])
def test_what_may_be_tried_again_is_tried_three_times_in_all(
    tmp_path: Path, clock: Clock, kind: Any
) -> None:
    who = caller()
    task = ordered(who, tmp_path, kind, fails={"start": ["again"] * 5})

    for seconds in (0, 4, 8):
        clock.advance(seconds=seconds)
        assert step(task.id)

    failed = row(task.id)
    assert diary(task.id) == ["start"] * 3
    assert (failed.status, failed.error, failed.upstream_id) == ("failed", "upstream_error", "")
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))


def test_a_second_attempt_can_succeed(tmp_path: Path, clock: Clock) -> None:
    task = ordered(caller(), tmp_path, PAINT, fails={"start": ["again"]})
    assert step(task.id)
    assert not step(task.id), "it has to wait for two seconds"
    clock.advance(seconds=4)

    work_until_idle()

    assert row(task.id).status == "succeeded"


def test_what_is_refused_for_good_is_not_tried_again(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, fails={"start": ["never"]})

    assert step(task.id)

    assert (row(task.id).status, row(task.id).error) == ("failed", "content_refused")
    assert (diary(task.id), credits_of(who)) == (["start"], RICH)


def test_a_fault_of_ours_in_a_paid_call_is_not_paid_twice(tmp_path: Path) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, fails={"start": ["bug"]})

    assert step(task.id)

    assert (row(task.id).error, row(task.id).step) == ("upstream_error", task_work.CALLING)
    assert (diary(task.id), credits_of(who), set_aside()) == (["start"], RICH, (0, 0))


def test_a_fault_of_ours_in_own_work_is_tried_again(tmp_path: Path, clock: Clock) -> None:
    task = ordered(caller(), tmp_path, fails={"start": ["bug"]})
    assert step(task.id)
    clock.advance(seconds=4)

    assert step(task.id)

    assert row(task.id).status == "succeeded"


def test_a_worker_that_dies_in_a_paid_call_costs_nobody_a_second_one(
    tmp_path: Path, clock: Clock
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT)
    crash(task.id)
    assert not step(task.id), "the lease is in force"
    clock.advance(seconds=MINUTE)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).error) == ("failed", "upstream_error")
    assert (diary(task.id), credits_of(who), set_aside()) == ([], RICH, (0, 0))


def test_own_work_over_which_workers_died_twice_is_too_heavy(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task = ordered(who, tmp_path, lasts=600)
    for _ in range(2):
        crash(task.id)
        clock.advance(seconds=MINUTE)

    assert step(task.id)

    assert (row(task.id).error, row(task.id).crashes) == ("too_heavy", 2)
    assert (diary(task.id), credits_of(who)) == ([], RICH)


def test_own_work_over_which_a_worker_died_once_is_done_by_another(
    tmp_path: Path, clock: Clock
) -> None:
    task = ordered(caller(), tmp_path, lasts=600)
    crash(task.id)
    clock.advance(seconds=MINUTE)

    assert step(task.id)

    assert (row(task.id).status, diary(task.id)) == ("succeeded", ["start"])


def test_what_has_arrived_is_stored_again_and_never_asked_for_again(
    tmp_path: Path, clock: Clock
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, sync=True, fails={"store": ["bug", "bug"]})
    for _ in range(3):
        assert step(task.id)
        clock.advance(seconds=9)

    assert diary(task.id) == ["start", "store", "store", "store"]
    assert (row(task.id).status, credits_of(who)) == ("succeeded", RICH - 7)
    assert len(library.page(who.user, Paging()).data) == 1


def test_files_of_an_attempt_that_died_are_removed_before_the_next(
    tmp_path: Path, clock: Clock, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, sync=True)
    mocker.patch.object(ending, "finish", side_effect=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        step(task.id)
    mocker.stopall()
    (orphan,) = library.page(who.user, Paging()).data
    clock.advance(seconds=2 * MINUTE)

    assert step(task.id)

    (kept,) = library.page(who.user, Paging()).data
    assert kept.id != orphan.id
    assert msgspec.json.decode(row(task.id).result_json)["images"] == [{"file_id": kept.id}]


def test_outputs_of_an_attempt_are_gone_before_it_is_begun_again(
    tmp_path: Path, clock: Clock, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path)
    mocker.patch.object(Counting, "start", _keep_and_break)
    assert step(task.id)
    assert len(library.page(who.user, Paging()).data) == 1
    mocker.stopall()
    clock.advance(seconds=20)

    assert step(task.id)

    assert row(task.id).status == "succeeded"
    assert library.page(who.user, Paging()).data == []


def _keep_and_break(self: Counting, run: Any) -> Any:
    run.keep("picture.png", "image/png", PNG)
    raise ZeroDivisionError


def test_outputs_of_a_task_that_fails_are_removed(tmp_path: Path, mocker: MockerFixture) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, sync=True)
    mocker.patch.object(Painting, "store", _keep_and_fail)

    assert step(task.id)

    assert row(task.id).status == "failed"
    assert library.page(who.user, Paging()).data == []
    assert row(task.id).files_json is None


def _keep_and_fail(self: Painting, run: Any, answer: Any) -> Any:
    run.keep("picture.png", "image/png", PNG)
    raise Failed("upstream_error")


@pytest.mark.parametrize("how", ["again", "bug"])
def test_a_poll_that_fails_ends_nothing(tmp_path: Path, clock: Clock, how: str) -> None:
    task = ordered(caller(), tmp_path, PAINT, fails={"poll": [how] * 6})
    for _ in range(8):
        step(task.id)
        clock.advance(seconds=13)

    assert row(task.id).status == "succeeded"
    assert diary(task.id).count("start") == 1


@pytest.mark.parametrize(("unknown", "status"), [(2, "succeeded"), (3, "failed")])
def test_a_provider_that_knows_nothing_of_it_is_believed_the_third_time(
    tmp_path: Path, clock: Clock, unknown: int, status: str
) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, fails={"poll": ["unknown"] * unknown})
    for _ in range(unknown + 2):
        step(task.id)
        clock.advance(seconds=13)

    assert row(task.id).status == status
    assert set_aside() == (0, 0)


def test_nothing_is_polled_beyond_its_deadline(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task = ordered(who, tmp_path, PAINT, polls=10_000)
    assert step(task.id)
    clock.advance(seconds=PAINT.lasts)

    assert step(task.id)

    assert (row(task.id).status, row(task.id).error) == ("failed", "upstream_timeout")
    assert (credits_of(who), set_aside()) == (RICH, (0, 0))


def test_a_reservation_lives_as_long_as_its_task(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task = ordered(who, tmp_path, lasts=4 * 3600)
    clock.advance(seconds=3 * 3600)
    assert credits.sweep() == 0
    clock.advance(seconds=30 * 3600)
    assert credits.sweep() == 0, "it has not ended"

    assert sweeping.run()["late"] == 1

    assert (row(task.id).error, credits_of(who), set_aside()) == ("upstream_timeout", RICH, (0, 0))


def test_who_was_too_slow_changes_nothing(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    task = ordered(who, tmp_path, lasts=600)
    slow = leases.take(tuple(WORKS), task.id)
    assert slow
    clock.advance(seconds=MINUTE)
    assert step(task.id)
    done = row(task.id)

    late = ending.succeeded({}, Cost(10), Cost())
    assert not ending.finish(slow, late, who.user)
    assert leases.give_back(slow, 1.0) is None
    assert not leases.write(slow)

    assert row(task.id) == done
    assert ledger_sums() == {who.user.id: -7}


def test_an_account_that_ends_ends_its_tasks(tmp_path: Path, clock: Clock) -> None:
    who = caller()
    waiting = ordered(who, tmp_path, PAINT, polls=10_000)
    queued = ordered(who, tmp_path)
    assert step(waiting.id)

    erase(who.user)

    assert not step(waiting.id)
    assert not step(queued.id)
    clock.advance(days=1)
    credits.sweep()
    assert set_aside() == (0, 0)


def test_who_leaves_while_a_step_runs_is_worked_for_no_longer(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    who = caller()
    task = ordered(who, tmp_path)

    def leave(self: Counting, run: Any) -> Any:
        erase(who.user)
        assert run.halted.wait(5), "it is not told"
        run.go_on()

    mocker.patch.object(leases, "BEAT", 0.02)
    mocker.patch.object(Counting, "start", leave)

    assert step(task.id)

    with transactions.reading() as tx:
        assert task_work.find(tx, task.id) is None


def test_a_lease_is_prolonged_as_long_as_a_step_goes_on(
    tmp_path: Path, mocker: MockerFixture
) -> None:
    task = ordered(caller(), tmp_path)
    seen: list[int] = []

    def work(self: Counting, run: Any) -> Any:
        first = row(task.id).lease_until
        run.progress(40)
        run.progress(30)
        until(lambda: row(task.id).lease_until > first)
        seen.append(row(task.id).progress)
        return Done({})

    mocker.patch.object(leases, "BEAT", 0.02)
    mocker.patch.object(Counting, "start", work)

    assert step(task.id)

    assert seen == [40]


def test_only_one_of_many_takes_a_task(tmp_path: Path) -> None:
    task = ordered(caller(), tmp_path)

    taken = at_once([lambda: leases.take(tuple(WORKS), task.id) for _ in range(8)])

    assert sum(future.result() is not None for future in taken) == 1
    with transactions.reading() as tx:
        assert task_leases.find_due(tx, task.id, 1 << 60, 0) is None
