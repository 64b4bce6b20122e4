"""What whoever watches sees of tasks: those that wait, failures, and workers that die."""

from pathlib import Path

import pytest

from shared import times
from shared.database import transactions
from shared.observability import table_counts
from shared.operations import alert_conditions, alerts
from shared.store import task_work
from shared.tasks import leases
from tests.conftest import Clock, Configure
from tests.tasks.counting import COUNT, PAINT, WORKS
from tests.tasks.ordering import caller, ordered, row, step
from tests.tasks.test_steps import crash


@pytest.fixture(autouse=True)
def charging(database: str, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")


def test_the_oldest_that_is_due_is_told_after_five_minutes(
    tmp_path: Path, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    who = caller()
    ordered(who, tmp_path, lasts=3600)
    waiting = ordered(who, tmp_path, PAINT, polls=9, pause=3600.0)
    step(waiting.id)  # which is due in an hour
    clock.advance(seconds=290)
    assert alerts.run({})["told"] == 0
    clock.advance(seconds=20)

    assert 310_000 <= table_counts.take().task_figures.oldest_due < 330_000
    assert alerts.run({})["told"] == 1
    assert "最早的任务已等待 5 分钟" in capfd.readouterr().out


def test_one_that_somebody_works_on_is_not_waited_for(tmp_path: Path, clock: Clock) -> None:
    task = ordered(caller(), tmp_path, lasts=3600)
    clock.advance(seconds=600)
    assert leases.take(tuple(WORKS), task.id)

    with transactions.reading() as tx:
        found = alert_conditions.find(tx, {}, "en", charges=False)["tasks"]

    assert found == []


def test_failures_are_counted_by_their_code_and_lost_leases_with_them(
    tmp_path: Path, clock: Clock
) -> None:
    who = caller()
    refused = ordered(who, tmp_path, fails={"start": ["never"]})
    ambiguous = ordered(who, tmp_path, PAINT)
    step(refused.id)
    crash(ambiguous.id)
    clock.advance(seconds=61)
    step(ambiguous.id)

    figures = table_counts.take().task_figures

    assert {(f["kind"], f["error"]): (f["n"], int(f["ambiguous"])) for f in figures.failures} == {
        (COUNT.name, "content_refused"): (1, 0),
        (PAINT.name, "upstream_error"): (1, 1),
    }
    assert figures.lost_leases == 1
    clock.advance(seconds=3700)
    assert table_counts.take().task_figures.failures == []


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_worker_whose_clock_is_wrong_takes_nothing_from_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    task = ordered(caller(), tmp_path)
    assert leases.take(tuple(WORKS), task.id)
    right = times.now
    monkeypatch.setattr(times, "now", lambda: right() + minutes * 60_000)

    assert not step(task.id)
    other = ordered(caller(), tmp_path)
    assert step(other.id)

    assert row(task.id).step == task_work.NEW
    assert row(other.id).status == "succeeded"
    assert abs((row(other.id).ended_at or 0) - right()) < 30_000
