"""The scheduler as FC's timers call it: events in, work done, one log line for each job."""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from functions.scheduler.index import handler
from shared.backups import archive
from shared.billing import credits, quotas
from shared.database import connections, transactions
from shared.errors import UpstreamError
from shared.files import sweeper
from shared.hosts.timer import TimerFailed
from shared.operations import maintenance
from shared.storage import objects
from shared.store import leases, limits, usage
from shared.store.leases import Lease
from tests.conftest import Clock, Configure
from tests.store.samples import added_session, added_user, at_once, count

Said = Callable[[], list[dict[str, Any]]]
CONTEXT = SimpleNamespace(request_id="1-5f3a", function=SimpleNamespace(timeout=600))
DAY = 86_400  # seconds


def event(payload: str) -> bytes:
    """As the page "Time triggers" shows it."""
    given = {"triggerTime": "2026-11-22T06:00:00Z", "triggerName": "timer", "payload": payload}
    return json.dumps(given).encode()


def call(payload: str) -> str:
    return handler(event(payload), CONTEXT)


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Said:
    """The lines of the log since the last time."""
    return lambda: [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def lease(name: str) -> Lease:
    with transactions.reading() as tx:
        found = leases.find(tx, name)
    assert found
    return found


@pytest.mark.parametrize(
    "broken",
    [
        *(b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"payload": null}', b"{}"),
        *map(
            event, ["", "nothing", "sweep alerts", "{", '{"jobs": "sweep"}', '{"job": ["sweep"]}']
        ),
        event('{"jobs": ["sweep", "nothing"]}'),
    ],
)
def test_an_event_that_names_no_known_job_fails_the_call_and_does_nothing(
    database: str, said: Said, broken: bytes
) -> None:
    with pytest.raises(TimerFailed):
        handler(broken, CONTEXT)

    (line,) = said()
    assert (line["level"], line["message"], line["request_id"]) == ("error", "timer", "1-5f3a")
    assert count("leases") == 0


@pytest.mark.parametrize("payload", ["sweep", " sweep\n", '{"jobs": ["sweep"]}'])
def test_a_job_leaves_one_line_with_its_counts(database: str, said: Said, payload: str) -> None:
    owner = added_user(credits=10)
    credits.reserve(owner.id, "1", 4)

    assert call(payload) == "done"

    (line,) = said()
    assert (line["level"], line["message"], line["job"]) == ("info", "job", "sweep")
    assert (line["outcome"], line["trigger"], line["request_id"]) == ("done", "timer", "1-5f3a")
    assert line["ms"] >= 0
    assert line["counts"]["reservations"] == 0
    assert lease("sweep").outcome == "done"


def test_sweeping_releases_and_removes_what_has_expired(
    database: str, said: Said, clock: Clock
) -> None:
    owner = added_user(credits=10)
    credits.reserve(owner.id, "1", 4)
    added_session(owner, expires_at=clock.now() + 1000)
    objects.put("tmp/a.jpg", b"a", "image/jpeg")
    clock.advance(seconds=2 * DAY)

    call("sweep")

    counts = said()[0]["counts"]
    assert (counts["reservations"], counts["sessions"], counts["temporary"]) == (1, 1, 1)
    with transactions.reading() as tx:
        assert tx.one("SELECT credits FROM users") == {"credits": 10}
    assert objects.size("tmp/a.jpg") is None


def test_limits_go_after_two_days_and_those_of_months_after_one(
    database: str, clock: Clock, configure: Configure
) -> None:
    now = clock.now() // 1000
    with transactions.writing() as tx:
        for name in ("chat", "day", quotas.MONTH):
            for age in (1, 3, 31, 33):
                limits.hit(tx, name, "who", now - age * DAY)

    assert maintenance.sweep()["limits"] == 7
    with transactions.reading() as tx:
        kept = tx.all("SELECT name, window_start AS at FROM limits ORDER BY name, at DESC")
    ages = [(row["name"], (now - row["at"]) // DAY) for row in kept]
    assert ages == [
        ("chat", 1),
        ("day", 1),
        (quotas.MONTH, 1),
        (quotas.MONTH, 3),
        (quotas.MONTH, 31),
    ]


def test_a_limit_whose_window_is_longer_is_kept_that_long(
    sqlite: str, clock: Clock, configure: Configure
) -> None:
    configure(LIMITS="register=3/30d")
    with transactions.writing() as tx:
        limits.hit(tx, "register", "who", clock.now() // 1000 - 29 * DAY)

    assert maintenance.sweep()["limits"] == 0


def test_everything_is_done_by_the_jobs_that_metered_calls_do_by_chance(
    database: str, said: Said
) -> None:
    by_chance = maintenance.run()

    for name in ("sweep", "roll_up", "erase"):
        call(name)
    done = {name for line in said() for name in line["counts"]}
    assert done == by_chance.keys() | sweeper.run().keys()


def test_usage_is_rolled_up_by_its_job(database: str, said: Said, clock: Clock) -> None:
    call("roll_up")
    clock.advance(seconds=7200)
    call("roll_up")

    assert [line["counts"] for line in said()] == [{"hours": 0, "calls": 0}] * 2
    with transactions.reading() as tx:
        assert usage.ROLLED.get(tx) > clock.now() - 7_200_000


def test_a_backup_is_made_and_old_ones_are_removed(
    database: str, said: Said, clock: Clock, configure: Configure
) -> None:
    configure(BACKUP_DAYS="7")
    added_user()
    removed = []
    for _ in range(10):
        call("backup")
        removed.append(said()[0]["counts"]["removed"])
        clock.advance(seconds=DAY - 60)  # names have seconds: none is exactly seven days old

    assert len(archive.keys()) == 8
    assert sum(removed) == 2
    assert lease("backup").outcome == "done"


def test_a_job_that_fails_fails_the_call_after_the_others_were_done(
    database: str, said: Said, mocker: Any
) -> None:
    mocker.patch("shared.storage.objects.list_older", side_effect=UpstreamError("storage_failed"))

    with pytest.raises(TimerFailed, match="failed: sweep"):
        call('{"jobs": ["sweep", "roll_up"]}')

    sweep, roll_up = said()
    assert (sweep["level"], sweep["outcome"], sweep["cause"]) == (
        "error",
        "failed",
        "storage_failed",
    )
    assert roll_up["outcome"] == "done"
    assert lease("sweep").outcome == "failed: UpstreamError"
    mocker.stopall()
    assert call("sweep") == "done"


def test_a_fault_of_ours_is_logged_with_its_stack(sqlite: str, said: Said, mocker: Any) -> None:
    mocker.patch("shared.billing.summing.roll_up", side_effect=KeyError("nothing"))

    with pytest.raises(TimerFailed):
        call("roll_up")
    (line,) = said()
    assert line["error"] == "KeyError"
    assert "roll_up" in line["stack"]


def test_a_database_that_is_down_fails_the_call(
    said: Said, configure: Configure, tmp_path: Any
) -> None:
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/nowhere/x.db")

    with pytest.raises(TimerFailed):
        call("alerts")
    assert said()[0]["error"] == "unavailable"


def test_two_timers_of_one_moment_do_a_job_once(database: str, said: Said, clock: Clock) -> None:
    call("sweep")
    call("sweep")
    assert [line["outcome"] for line in said()] == ["done", "elsewhere"]

    clock.advance(seconds=600)
    call("sweep")
    assert [line["outcome"] for line in said()] == ["done"]


@pytest.mark.parametrize("jobs", [2, pytest.param(20, marks=pytest.mark.stress)])
def test_twenty_threads_and_two_processes_do_a_job_once(
    database: str, said: Said, jobs: int, clock: Clock
) -> None:
    names = ["sweep", "roll_up"] * (jobs // 2)
    for name in names:
        connections.close()
        command = [sys.executable, "-c", MANY, name, str(clock.ahead)]
        environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
        rivals = [subprocess.Popen(command, env=environment) for _ in range(2)]
        done = at_once([functools.partial(call, name)] * 20)
        assert [process.wait(60) for process in rivals] == [0, 0]

        assert [outcome.result() for outcome in done] == ["done"] * 20
        outcomes = sorted(line["outcome"] for line in said())
        assert outcomes == ["done"] + ["elsewhere"] * 59
        clock.advance(seconds=3600)


MANY = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
from shared.database import connections
from shared import times
from shared.store import server
ahead = int(sys.argv[2])
times.now = server.now = lambda tx=None: time.time_ns() // 1_000_000 + ahead
from tests.functions.test_scheduler import call
with ThreadPoolExecutor(20) as pool:
    list(pool.map(call, [sys.argv[1]] * 20))
connections.close()
"""
