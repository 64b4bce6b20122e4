"""Sweeping ends, however much there is, and holds nobody up meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shared import times
from shared.billing import credits
from shared.config import environment
from shared.database import connections, transactions
from shared.database.drivers import Driver
from shared.operations import jobs, maintenance
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import sessions
from tests import bulk
from tests.client import Client
from tests.conftest import Clock, Configure
from tests.store.samples import added_session, added_user, count

DAY = 86_400_000  # milliseconds
PASSWORD = "correct horse 电池"
SMALL = pytest.param(6_000, id="small")
FULL = pytest.param(3_000_000, id="full", marks=pytest.mark.stress)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each transaction that may write, of any thread."""
    seconds: list[float] = []
    lent = connections.lent

    @contextmanager
    def watched(*, write: bool) -> Iterator[Driver]:
        with lent(write=write) as driver:
            begun = time.perf_counter()
            yield driver
            if write:
                seconds.append(time.perf_counter() - begun)

    monkeypatch.setattr(connections, "lent", watched)
    return seconds


def fill_limits(most: int) -> int:
    """Old windows of three names, a third of them in one moment; returns how many."""
    url, old = environment.settings().database_url, times.now() // 1000 - 40 * 86_400
    rows = most * 2 // 3 if url.startswith("sqlite") and most > 10_000 else most
    for name, start in (("read", "0"), ("login", "n / 100"), ("month", "0")):
        bulk.fill(
            url, "limits", rows // 3, name=f"'{name}'", who="'203.0.113.7:' || n".replace(":", "/"),
            window_start=f"{old} + CAST({start} AS INTEGER)", hits="1",
        )  # fmt: skip
    return rows // 3


@pytest.mark.parametrize("rows", [SMALL, FULL])
def test_log_ins_go_on_while_millions_of_old_rows_are_removed(
    client: Client, configure: Configure, written: list[float], rows: int
) -> None:
    configure(LIMITS="login=1000000/1m")
    account = client.register(password=PASSWORD)
    third = fill_limits(rows)
    done: list[dict[str, int]] = []
    sweeper = threading.Thread(target=lambda: done.append(maintenance.sweep()))

    begun = time.monotonic()
    sweeper.start()
    took = list(logged_in(client, account.user["email"], sweeper))
    seconds = time.monotonic() - begun

    assert done[0]["limits"] == 3 * third
    p99 = sorted(took)[len(took) * 99 // 100]
    print(  # noqa: T201
        f"\n{type(client).__name__}: {3 * third} rows removed in {seconds:.1f} s,"
        f" {len(written)} transactions, the longest {max(written) * 1000:.0f} ms;"
        f" {len(took)} log-ins meanwhile, P99 {p99 * 1000:.0f} ms, max {max(took) * 1000:.0f} ms"
    )
    assert len(written) > 3 * third / batches._MOST
    assert max(written) < 1.0
    assert p99 < (0.2 if rows > 10_000 else 2.0)


def logged_in(client: Client, email: str, sweeper: threading.Thread) -> Iterator[float]:
    """Log in until the sweep is over, and at least once; the seconds that each took."""
    while True:
        begun = time.perf_counter()
        answer = client.call("POST", "/api/auth/login", {"email": email, "password": PASSWORD})
        assert answer.status == 200, answer.body
        yield time.perf_counter() - begun
        if not sweeper.is_alive():
            return
        sweeper.join(0.05)


@pytest.mark.parametrize("rows", [1_500])
def test_no_batch_is_larger_than_the_last_one_was_quick(
    database: str, written: list[float], rows: int
) -> None:
    owner = added_user()
    bulk.fill(
        database, "sessions", rows, id="PADDED(n, 26)", user_id=f"'{owner.id}'", family="'f'",
        token_hash="PADDED(n, 64)", created_at="1", expires_at="2",
    )  # fmt: skip
    kept = added_session(owner, expires_at=times.now() + DAY)

    removed = batches.do(lambda tx, most: sessions.remove_expired(tx, 3, most=most), Budget(60))

    assert removed == rows
    assert 1 + rows // batches._MOST < len(written) <= 1 + rows // batches._FEWEST + 1
    with transactions.reading() as tx:
        assert [row["id"] for row in tx.all("SELECT id FROM sessions")] == [kept.id]


def test_a_budget_that_is_used_leaves_the_rest_to_the_next_run(database: str) -> None:
    bulk.fill(
        database, "answers", 250, minute="n", endpoint="'e'", status="200", calls="1", total_ms="1"
    )

    removed = [maintenance.sweep(Budget(0))["answers"] for _ in range(4)]

    assert removed == [100, 100, 50, 0]


def test_all_orphans_are_released_by_one_sweep(database: str, clock: Clock) -> None:
    owner = added_user(credits=1000)
    for number in range(250):
        credits.reserve(owner.id, f"{number}", 2)
    clock.advance(seconds=3600)

    assert credits.sweep(Budget(0)) == 1
    assert maintenance.sweep()["reservations"] == 249

    assert count("reservations") == 0
    with transactions.reading() as tx:
        assert tx.one("SELECT credits FROM users") == {"credits": 1000}


def test_who_sweeps_with_a_clock_that_is_a_day_ahead_takes_nothing_from_the_living(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = added_user(credits=10)
    credits.reserve(owner.id, "1", 4)
    added_session(owner, expires_at=times.now() + DAY // 2)
    right = times.now
    monkeypatch.setattr(times, "now", lambda: right() + DAY)

    done = jobs.run(jobs.SWEEP)

    assert done
    assert not any(done.values())
    assert count("sessions") == count("reservations") == 1
