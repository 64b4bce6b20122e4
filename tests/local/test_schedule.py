"""The timers of template.yml on a laptop: when they are due, and a thread that calls them."""

import json
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cronsim import CronSimError

from functions.scheduler.index import handler
from local import schedule
from shared.hosts import gateway
from shared.operations import jobs
from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
PATIENCE = 20.0  # seconds
TEMPLATE = """
resources:
  scheduler:
    component: fc3
    props:
      functionName: ${vars.prefix}-scheduler
      triggers:
        - triggerName: often
          triggerType: timer
          triggerConfig: { cronExpression: "@every 5m", enable: true, payload: sweep }
        - triggerName: nightly
          triggerType: timer
          triggerConfig:
            { cronExpression: "CRON_TZ=Asia/Shanghai 0 0 3 * * *", enable: true, payload: backup }
        - triggerName: off
          triggerType: timer
          triggerConfig: { cronExpression: "@every 1m", enable: false, payload: alerts }
  login:
    component: fc3
    props: { functionName: login }
  domain:
    component: fc3-domain
    props: { routeConfig: { routes: [] } }
"""


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("@every 5m", "2026-11-22T12:05:00"),
        ("@every 1h30m", "2026-11-22T13:30:00"),
        ("@every 2s", "2026-11-22T12:00:02"),
        ("0 0 3 * * *", "2026-11-23T03:00:00"),
        ("0 0 12 * * *", "2026-11-23T12:00:00"),
        ("30 0 12 * * ?", "2026-11-22T12:00:30"),
        ("0 */10 * * * *", "2026-11-22T12:10:00"),
        ("0 7 * * * *", "2026-11-22T12:07:00"),
        ("CRON_TZ=Asia/Shanghai 0 0 3 * * *", "2026-11-22T19:00:00"),
        ("CRON_TZ=Asia/Shanghai 0 0 4 1 * *", "2026-11-30T20:00:00"),
        ("0 0 8 ? * MON-FRI", "2026-11-23T08:00:00"),
        ("0 0 8 * * 7", "2026-11-29T08:00:00"),
    ],
)
def test_an_expression_is_due_when_fc_says(expression: str, due: str) -> None:
    assert schedule.following(expression, NOON) == datetime.fromisoformat(due + "+00:00")


@pytest.mark.parametrize(
    "expression",
    ["", "@hourly", "* * * *", "0 0 25 * * *", "CRON_TZ=Nowhere/X 0 0 3 * * *", "@every"],
)
def test_an_expression_that_is_none_is_refused(expression: str) -> None:
    with pytest.raises((CronSimError, LookupError)):
        schedule.following(expression, NOON)


def test_the_timers_that_are_on_are_read_with_the_event_that_fc_would_send(tmp_path: Path) -> None:
    template = tmp_path / "template.yml"
    template.write_text(TEMPLATE)

    often, nightly = schedule.read(template, NOON)

    assert (often.function, often.due - NOON) == ("scheduler", timedelta(minutes=5))
    assert json.loads(nightly.event) == {
        "triggerTime": "2026-11-22T19:00:00Z",
        "triggerName": "nightly",
        "payload": "backup",
    }


def test_the_timers_of_the_product_are_read_and_name_its_jobs() -> None:
    timers = schedule.read(gateway.TEMPLATE, NOON)

    assert sorted(timer.payload for timer in timers) == sorted(handler.jobs)
    assert all(timer.function == "scheduler" for timer in timers)


def test_jobs_rest_for_less_than_their_timers_do() -> None:
    for timer in schedule.read(gateway.TEMPLATE, NOON):
        between = schedule.following(timer.expression, timer.due) - timer.due
        rest = handler.jobs[timer.payload].term.rest
        assert (
            timedelta(seconds=rest) < between < timedelta(seconds=handler.jobs[timer.payload].late)
        )


def test_the_operators_page_lists_the_schedule_as_it_is() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = page.partition("\n## Schedule\n")[2].partition("\n## ")[0]

    listed = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", section, re.MULTILINE)

    timers = schedule.read(gateway.TEMPLATE, NOON)
    assert sorted(listed) == sorted((timer.payload, timer.expression) for timer in timers)


# The thread, beside a server.


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """What `make run` starts, in a hurry: each timer is due every second, and one asks nonsense."""
    text = gateway.TEMPLATE.read_text(encoding="utf-8")
    for timer in schedule.read(gateway.TEMPLATE, NOON):
        text = text.replace(f'"{timer.expression}"', '"@every 1s"')
    (tmp_path / "template.yml").write_text(text.replace("payload: sweep", "payload: nonsense"))
    port = free_port()
    with launched(
        "local",
        folder=tmp_path,
        log=tmp_path / "log",
        port=port,
        PORT=str(port),
        LOCAL_MODEL="off",
        LOCAL_OCR="off",
        LOCAL_SPEECH="off",
    ) as started:
        wait_until_ready(started)
        yield started


def jobs_in(server: Server) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in server.log.split("\n")[:-1] if line.startswith("{")]
    return [line for line in lines if line["message"] in ("job", "timer")]


def wait_for(server: Server, count: int, **facts: str) -> list[dict[str, Any]]:
    """The lines of jobs that say this, when there are as many."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = [line for line in jobs_in(server) if facts.items() <= line.items()]
        if len(found) >= count:
            return found
        assert time.monotonic() < deadline, server.log
        time.sleep(0.05)


def test_a_local_server_does_the_jobs_beside_its_calls_and_a_failure_stops_nothing(
    server: Server, tmp_path: Path
) -> None:
    wait_for(server, 2, message="timer")
    for job in ("alerts", "roll_up", "backup"):
        wait_for(server, 1, job=job, outcome="done")
        wait_for(server, 1, job=job, outcome="elsewhere")
    wait_for(server, 4, message="timer")

    with closing(sqlite3.connect(tmp_path / "yunzhan.db")) as base:
        outcomes = dict(base.execute("SELECT name, outcome FROM leases"))
    assert {outcomes[job] for job in ("alerts", "roll_up", "backup")} == {"done"}
    with server.connect() as connection:
        connection.ask("GET", "/api/health")
        assert b" 200 " in connection.read_until(b"\r\n")

    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
    assert time.monotonic() - begun < 5
    assert "Traceback" not in server.log


@pytest.mark.parametrize("minutes", [0, 6, 8, 59, 18 * 60, 19 * 60 + 1, 40 * 60])
def test_jobs_are_said_to_be_due_when_the_template_has_them_called(minutes: int) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minutes)
    due = {each.payload: each.due for each in schedule.read(Path("template.yml"), now)}

    at = int(now.timestamp() * 1000)
    said = {name: timer.next(at, at) for name, timer in jobs.TIMERS.items()}

    assert {name: int(when.timestamp() * 1000) for name, when in due.items()} == said
