"""The states of tasks under anything that may happen, in any order."""

import itertools
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from shared.database import transactions
from shared.errors import Conflict, NotFound, QuotaExceeded
from shared.store import task_work
from shared.store.task_work import Row
from shared.tasks import cancelling, leases, sweeping
from tests.conftest import Clock, Configure
from tests.store.samples import erase
from tests.tasks.counting import COUNT, PAINT, WORKS, said
from tests.tasks.ordering import RICH, caller, credits_of, ledger_sums, ordered, set_aside, step

ENDED = ("succeeded", "failed", "cancelled")
HOW = st.sampled_from(["again", "never", "bug", "unknown"])
EXAMPLES = [(25, 25), pytest.param((400, 50), marks=pytest.mark.stress)]


class Tasks(RuleBasedStateMachine):
    """One user and all that can happen to their tasks; `seen` is what each was last."""

    clock: Clock
    folder: Path
    tasks: Any = Bundle("tasks")

    def __init__(self) -> None:
        super().__init__()
        with transactions.writing() as tx:
            tx.run("DELETE FROM tasks")
            tx.run("DELETE FROM reservations")
        self.who = caller()
        self.seen: dict[str, Row] = {}
        self.gone = False

    @rule(
        target=tasks,
        kind=st.sampled_from([COUNT, PAINT]),
        polls=st.integers(0, 3),
        price=st.integers(0, 20),
        fails=st.dictionaries(
            st.sampled_from(["start", "poll", "store"]), st.lists(HOW, max_size=4)
        ),
        cancels=st.booleans(),
        sync=st.booleans(),
    )
    def order(self, kind: Any, **wanted: Any) -> str:
        if self.gone:
            return ""
        diary = str(self.folder / f"diary-of-states-{next(_numbers)}")
        try:
            task = ordered(self.who, self.folder, kind, diary=diary, **wanted)
        except QuotaExceeded:
            return ""
        return task.id

    @rule(task=tasks)
    def step(self, task: str) -> None:
        step(task)

    @rule(task=tasks, at=st.sampled_from(["new", "calling", "storing", "waiting"]))
    def die(self, task: str, at: str) -> None:
        """A worker takes it and dies in a step that it can be in."""
        taken = leases.take(tuple(WORKS), task)
        if not taken:
            return
        if at == "calling" and taken.step == "new":
            taken = msgspec.structs.replace(taken, step=at)
        leases.write(taken)

    @rule(task=tasks)
    def cancel(self, task: str) -> None:
        try:
            cancelling.cancel(self.who.user.id, task, "zh")
        except (Conflict, NotFound):
            assert task not in self.seen or self.seen[task].status in ENDED

    @rule(seconds=st.sampled_from([1, 5, 20, 70, 700]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @rule()
    def sweep(self) -> None:
        sweeping.run()

    @rule(task=consumes(tasks))
    def forget(self, task: str) -> None:
        """Nobody asks for it any more."""

    @invariant()
    def end_states_stay_and_progress_never_falls(self) -> None:
        for row in _all():
            before = self.seen.get(row.id)
            self.seen[row.id] = row
            assert before is None or before.progress <= row.progress
            if before and before.status in ENDED:
                assert row.status == before.status
            if before and not before.unfinished:
                assert msgspec.structs.replace(row, files_json=None) == msgspec.structs.replace(
                    before, files_json=None
                )

    @invariant()
    def the_books_are_right(self) -> None:
        unfinished = [row.reserved for row in _all() if row.unfinished and row.reserved]
        assert set_aside() == (len(unfinished), sum(unfinished))
        taken = ledger_sums().get(self.who.user.id, 0)
        assert credits_of(self.who) == RICH + taken

    @invariant()
    def nothing_is_paid_for_twice_or_for_nothing(self) -> None:
        for row in _all():
            words = said(msgspec.json.decode(row.request_json or "")["diary"])
            if row.status == "failed":
                assert row.credits == 0 or row.unfinished
            if row.kind == PAINT.name and "poll" in words:
                assert words.index("poll") > max(i for i, w in enumerate(words) if w == "start")

    def teardown(self) -> None:
        """In the end all have ended, whatever happened."""
        for _ in range(12):
            self.clock.advance(seconds=90)
            for row in _all():
                step(row.id)
        self.clock.advance(seconds=3600)
        sweeping.run()
        assert [row.id for row in _all() if row.unfinished] == []
        assert set_aside() == (0, 0)
        self.the_books_are_right()
        erase(self.who.user)


_numbers = itertools.count()


def _all() -> list[Row]:
    with transactions.reading() as tx:
        ids = [row["id"] for row in tx.all("SELECT id FROM tasks")]
        found = [task_work.find(tx, task_id) for task_id in ids]
    return [row for row in found if row]


@pytest.mark.parametrize("size", EXAMPLES, ids=["small", "full"])
def test_whatever_happens_the_books_are_right(
    sqlite: str, configure: Configure, clock: Clock, tmp_path: Path, size: tuple[int, int]
) -> None:
    _run(configure, clock, tmp_path, *size)


def test_the_same_on_mariadb(
    mariadb_url: str, configure: Configure, clock: Clock, tmp_path: Path
) -> None:
    _run(configure, clock, tmp_path, 5, 20)


def _run(configure: Configure, clock: Clock, folder: Path, examples: int, steps: int) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    Tasks.clock, Tasks.folder = clock, folder
    run_state_machine_as_test(
        Tasks,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
