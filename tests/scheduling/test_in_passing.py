"""Work in passing: done where there is no scheduler, and nobody's trouble who called."""

import pytest

from shared.database import transactions
from shared.database.errors import DatabaseDown
from shared.operations import maintenance
from shared.scheduling import in_passing
from shared.store import leases
from tests.client import Client
from tests.conftest import Clock
from tests.functions.questions import ask
from tests.simulators.openai import OpenAISimulator


def done_by_a_scheduler(now: int) -> None:
    with transactions.writing() as tx:
        assert leases.take(tx, in_passing.SWEEP, "a scheduler", now, now + 1000, 1 << 62)
        assert leases.end(tx, in_passing.SWEEP, "a scheduler", now, now, "done")


def test_it_is_not_done_where_a_scheduler_has_done_it_within_the_hour(
    database: str, clock: Clock
) -> None:
    did: list[int] = []
    done_by_a_scheduler(clock.now())

    in_passing.do(1, lambda: did.append(1), "failed")
    assert did == []

    clock.advance(seconds=3601)
    in_passing.do(1, lambda: did.append(1), "failed")
    assert did == [1]


def test_it_is_done_once_in_a_while_where_there_is_no_scheduler(sqlite: str) -> None:
    did: list[int] = []
    for _ in range(2000):
        in_passing.do(20, lambda: did.append(1), "failed")

    assert 20 < len(did) < 500


def test_a_failure_is_logged_and_nobody_hears_of_it(
    sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise DatabaseDown("database_unavailable")

    in_passing.do(1, fail, "maintenance failed")

    logged = capsys.readouterr().out
    assert '"message":"maintenance failed"' in logged
    assert '"cause":"database_unavailable"' in logged


def test_a_chat_does_the_maintenance_in_passing(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    did: list[int] = []
    monkeypatch.setattr(maintenance, "_ONE_IN", 1)
    monkeypatch.setattr(maintenance, "run", lambda: did.append(1))

    ask(client)

    assert did == [1]
