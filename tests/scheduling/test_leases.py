"""One instance at a time, whatever the number of threads and processes, on both databases."""

import functools
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from shared import times
from shared.database import connections, transactions
from shared.scheduling import leases
from shared.scheduling.leases import Term
from shared.store import leases as kept
from shared.store.leases import Lease
from tests.conftest import Clock
from tests.store.samples import at_once

TERM = Term(longest=600)
ROUNDS = [3, pytest.param(50, marks=pytest.mark.stress)]


def lease(name: str = "sweep") -> Lease:
    with transactions.reading() as tx:
        found = kept.find(tx, name)
    assert found
    return found


def taken(name: str = "sweep", term: Term = TERM) -> bool:
    with leases.held(name, term) as ours:
        return ours


def test_a_lease_that_is_held_is_nobody_elses(database: str, clock: Clock) -> None:
    with leases.held("sweep", TERM) as ours:
        assert ours
        mine = lease()
        clock.advance(seconds=1)
        assert not taken()
        assert lease() == mine
        assert taken("alerts")
        assert lease().started_at
        assert lease().ended_at is None
    assert taken()


def test_its_times_owner_and_outcome_are_noted(database: str, clock: Clock) -> None:
    before = clock.now()
    with leases.held("sweep", TERM):
        clock.advance(seconds=5)

    noted = lease()

    assert noted.outcome == "done"
    assert str(os.getpid()) in noted.owner
    assert before <= (noted.started_at or 0) <= (noted.ended_at or 0) - 5000
    assert noted.until == noted.ended_at


def test_a_failure_gives_it_back_and_says_its_kind_and_nothing_else(database: str) -> None:
    with pytest.raises(ValueError, match="secret"), leases.held("sweep", Term(600, rest=600)):
        raise ValueError("secret")

    assert lease().outcome == "failed: ValueError"
    assert taken()


def test_who_does_it_again_leaves_the_last_outcome_until_it_is_done(database: str) -> None:
    taken()
    ended = lease().ended_at

    with leases.held("sweep", TERM):
        assert (lease().outcome, lease().ended_at) == ("done", ended)
        assert (lease().started_at or 0) >= (ended or 0)


def test_after_a_success_it_rests_counted_from_its_beginning(database: str, clock: Clock) -> None:
    term = Term(600, rest=60)
    with leases.held("sweep", term):
        clock.advance(seconds=20)

    clock.advance(seconds=39)
    assert not taken(term=term)
    clock.advance(seconds=2)
    assert taken(term=term)


def test_a_holder_that_died_is_taken_over_when_its_time_has_come(
    database: str, clock: Clock
) -> None:
    connections.close()
    subprocess.run([sys.executable, "-c", DIES], check=False, timeout=60, env=environment())
    assert lease().ended_at is None

    clock.advance(seconds=500)
    assert not taken()
    clock.advance(seconds=101)
    assert taken()


def test_who_was_taken_over_changes_nothing_when_it_ends(database: str, clock: Clock) -> None:
    with leases.held("sweep", TERM):
        clock.advance(seconds=601)
        with leases.held("sweep", TERM) as ours:
            assert ours
            owner = lease().owner
            with transactions.writing() as tx:
                assert not kept.end(tx, "sweep", "the first", clock.now(), 0, "done")
        second = lease()

    assert lease() == second
    assert lease().owner == owner


@pytest.mark.parametrize("days", [-1, 1])
def test_a_holder_whose_clock_is_wrong_takes_no_time_from_the_others(
    database: str, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    right = times.now
    monkeypatch.setattr(times, "now", lambda: right() + days * 86_400_000)
    with leases.held("sweep", Term(600, rest=480)):
        held_until = lease().until
    wrong = times.now()
    monkeypatch.setattr(times, "now", right)

    assert 590_000 < held_until - right() <= 600_000
    assert 470_000 < lease().until - right() <= 480_000
    assert abs((lease().ended_at or 0) - right()) < 60_000 < abs(wrong - right())


def test_a_lease_that_lasts_longer_than_any_could_holds_nobody_up(database: str) -> None:
    far = times.now() + 86_400_000
    with transactions.writing() as tx:
        assert kept.take(tx, "sweep", "of a wrong clock", far, far + 600_000, far + 600_000)

    assert taken(term=Term(600, rest=480))


def test_who_asked_the_clock_first_and_comes_second_does_not_take_over(database: str) -> None:
    assert taken(term=Term(600, rest=600))
    with transactions.writing() as tx:
        tx.run("UPDATE leases SET until = until + 5000")  # taken 5 s after the other's `now`

    assert not taken(term=Term(600, rest=600))


def test_what_is_waited_for_is_noted_once(database: str, clock: Clock) -> None:
    first = clock.now()
    for _ in range(2):
        with transactions.writing() as tx:
            kept.expect(tx, "backup", clock.now())
        clock.advance(seconds=1)

    assert lease("backup").until in range(first, first + 1000)
    assert lease("backup").started_at is None
    assert taken("backup")
    with transactions.reading() as tx:
        assert [found.name for found in kept.all(tx)] == ["backup"]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_twenty_threads_one_has_it(database: str, rounds: int) -> None:
    for number in range(rounds):
        tried = threading.Barrier(20)

        def work(name: str = f"job {number}", tried: threading.Barrier = tried) -> bool:
            with leases.held(name, TERM) as ours:
                tried.wait(30)  # it is held until all have asked
                return ours

        done = [outcome.result() for outcome in at_once([work] * 20)]
        assert done.count(True) == 1


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_threads_and_two_processes_one_has_it(
    database: str, tmp_path: Path, rounds: int
) -> None:
    connections.close()
    log = tmp_path / "taken"
    command = [sys.executable, "-c", RIVAL, str(rounds), str(log)]
    rivals = [subprocess.Popen(command, env=environment()) for _ in range(2)]

    works = [functools.partial(rival, f"job {number}", log) for number in range(rounds)]
    for outcome in at_once([work for work in works for _ in range(20)]):
        assert outcome.exception() is None
    assert [process.wait(120) for process in rivals] == [0, 0]

    names = log.read_text().split("\n")[:-1]
    assert sorted(names) == sorted(f"job {number}" for number in range(rounds))


def rival(name: str, log: Path) -> None:
    """Whoever comes later finds it resting."""
    with leases.held(name, Term(600, rest=600)) as ours:
        if ours:
            with log.open("a") as file:
                file.write(f"{name}\n")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ":".join(sys.path)}


DIES = """
import os
from shared.scheduling import leases
with leases.held("sweep", leases.Term(600)) as ours:
    os._exit(0 if ours else 1)
"""
RIVAL = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tests.scheduling.test_leases import rival
names = [f"job {number}" for number in range(int(sys.argv[1])) for _ in range(20)]
with ThreadPoolExecutor(20) as pool:
    list(pool.map(lambda name: rival(name, Path(sys.argv[2])), names))
from shared.database import connections
connections.close()
"""
