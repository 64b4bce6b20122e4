"""How answers come from the process to the database, and what happens when it fails."""

import json
import threading
from typing import Any

import pytest

from shared.database import connections, transactions
from shared.observability import request_counts
from shared.operations import maintenance
from shared.store import answers
from tests.conftest import Clock, Configure

NAME = "POST /api/chat"
DEAD = "mysql://root:secret@127.0.0.1:1/yunzhan"


def kept() -> dict[tuple[str, int], tuple[int, int]]:
    with transactions.reading() as tx:
        rows = answers.since(tx, 0)
    return {(r["endpoint"], r["status"]): (r["calls"], r["total_ms"]) for r in rows}


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# the database fails


def test_database_that_fails_costs_one_line_and_no_count(
    database: str, configure: Configure, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(DATABASE_URL=DEAD)
    for _ in range(5):
        request_counts.count(NAME, 500, 0.01)
        clock.advance(seconds=5)

    (line,) = lines(capsys)
    assert (line["level"], line["message"]) == ("warning", "answers not counted yet")

    configure(DATABASE_URL=database)
    request_counts.count(NAME, 500, 0.01)
    assert kept() == {}
    clock.advance(seconds=5)
    request_counts.count(NAME, 200, 0.01)
    assert kept() == {(NAME, 500): (6, 60), (NAME, 200): (1, 10)}


def test_what_waits_for_the_database_is_bounded(
    configure: Configure, sqlite: str, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(request_counts, "_MOST", 3)
    configure(DATABASE_URL=DEAD)
    for number in range(5):
        request_counts.count(f"GET /{number}", 200, 0)
    request_counts.count("GET /0", 200, 0)

    configure(DATABASE_URL=sqlite)
    request_counts.bring()

    assert kept() == {("GET /0", 200): (2, 0), ("GET /1", 200): (1, 0), ("GET /2", 200): (1, 0)}


# when they are brought


def test_first_answer_is_brought_at_once_and_others_together(database: str, clock: Clock) -> None:
    request_counts.count(NAME, 200, 0.5)
    assert kept() == {(NAME, 200): (1, 500)}

    clock.advance(seconds=8)
    for _ in range(3):
        request_counts.count(NAME, 200, 0.1)
    assert kept() == {(NAME, 200): (1, 500)}

    clock.advance(seconds=3)
    request_counts.count(NAME, 429, 0.1)
    assert kept() == {(NAME, 200): (4, 800), (NAME, 429): (1, 100)}


def test_faults_are_brought_sooner_but_once_a_second(database: str, clock: Clock) -> None:
    request_counts.count(NAME, 200, 0)
    request_counts.count(NAME, 502, 0)
    assert (NAME, 502) not in kept()

    clock.advance(seconds=1)
    request_counts.count(NAME, 502, 0)
    request_counts.count(NAME, 502, 0)

    assert kept()[NAME, 502] == (2, 0)


def test_answers_of_several_minutes_stay_apart(database: str, clock: Clock) -> None:
    for _ in range(3):
        request_counts.count(NAME, 200, 0)
        clock.advance(seconds=60)
    request_counts.bring()

    with transactions.reading() as tx:
        rows = tx.all("SELECT minute, calls FROM answers ORDER BY minute")
    assert [row["calls"] for row in rows] == [1, 1, 1]
    assert all(row["minute"] % 60_000 == 0 for row in rows)


def test_only_one_brings_and_nobody_waits_for_them(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    atomically = transactions.atomically

    def slowly(work: Any) -> Any:
        begun.set()
        assert go_on.wait(10)
        return atomically(work)

    monkeypatch.setattr(transactions, "atomically", slowly)
    slow = threading.Thread(target=request_counts.count, args=(NAME, 200, 0))
    slow.start()
    assert begun.wait(10)
    clock.advance(seconds=60)
    request_counts.count(NAME, 500, 0)  # would wait for itself
    go_on.set()
    slow.join(10)
    request_counts.bring()

    assert kept() == {(NAME, 200): (1, 0), (NAME, 500): (1, 0)}
    connections.close()


def test_nothing_is_written_when_nothing_was_counted(configure: Configure) -> None:
    configure(DATABASE_URL=DEAD)

    request_counts.bring()

    assert request_counts._due["usually"] > 0


def test_answers_are_kept_for_two_days(database: str, clock: Clock) -> None:
    request_counts.count("GET /old", 200, 0)
    clock.advance(days=1)
    request_counts.count("GET /new", 200, 0)
    clock.advance(days=1, seconds=61)

    assert maintenance.sweep()["answers"] == 1

    assert kept() == {("GET /new", 200): (1, 0)}
