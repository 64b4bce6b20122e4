"""GET /api/admin/system: what runs, and how it is doing."""

import platform
import time
from pathlib import Path
from typing import Any

import pytest

from shared import times
from shared.administration import system
from shared.database import transactions
from shared.inference import breakers
from shared.observability import request_counts
from shared.operations import jobs, maintenance
from shared.scheduling import leases as scheduling
from shared.scheduling.leases import Term
from shared.store import answers, leases, ledger, task_work
from shared.store.ledger import Reservation
from shared.store.task_work import Row
from shared.version import VERSION
from tests.administering import offer
from tests.buckets import bucket as bucket
from tests.client import Account, Client, EventClient
from tests.conftest import Clock, Configure
from tests.functions.questions import ask
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import INVALID_API_KEY
from tests.simulators.oss import OssSimulator, Slow
from tests.store.samples import NOW
from tests.tables import without

SYSTEM = "/api/admin/system"
MINUTE = 60_000  # milliseconds
REVISIONS = sorted(path.name[:4] for path in Path("migrations/versions").glob("[0-9]*.py"))


def look(client: Client, admin: Account) -> dict[str, Any]:
    answer = client.call("GET", SYSTEM, token=admin.token)
    assert answer.status == 200, answer.body
    seen: dict[str, Any] = answer.json
    return seen


def test_without_a_database_it_is_unavailable(client: Client, configure: Configure) -> None:
    admin = administrator(client)
    configure(DATABASE_URL="mysql://root:secret@127.0.0.1:1/yunzhan")

    answer = client.call("GET", SYSTEM, token=admin.token)

    assert (answer.status, answer.code) == (503, "unavailable")


def test_it_says_what_runs_and_since_when(client: Client) -> None:
    kind = "sqlite" if isinstance(client, EventClient) else "mariadb"

    seen = look(client, administrator(client))

    versions = seen["versions"]
    assert versions["product"] == VERSION
    assert versions["python"] == platform.python_version()
    assert versions["schema"] == REVISIONS[-1]
    assert versions["database"].startswith(f"{kind} ")
    assert versions["database"].count(".") >= 2
    assert seen["database"]["kind"] == kind
    assert 0 < seen["database"]["latency_ms"] < 10_000
    assert seen["database"]["size_bytes"] > 10_000
    assert 0 <= seen["uptime_seconds"] <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_a_fresh_deployment_is_well_and_idle(client: Client) -> None:
    seen = look(client, administrator(client))

    assert seen["storage"] == {"status": "ok", "kind": "folder"}
    assert seen["providers"] == {"status": "ok", "data": []}
    assert seen["reservations"] == {"status": "ok", "count": 0, "credits": 0}
    assert seen["queue"] == {
        "status": "ok", "queued": 0, "running": 0, "oldest_due_seconds": 0,
    }  # fmt: skip
    assert [job["ended_at"] for job in seen["jobs"]["data"]] == [None] * len(jobs.JOBS)
    assert seen["failures"] == seen["leases"] == {"status": "ok", "data": []}
    assert seen["errors"]["status"] == "ok"


def test_providers_come_with_their_breakers_and_failures(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "other")
    assert ask(client, model="qwen-sim").status == 200
    model.script(INVALID_API_KEY)
    assert ask(client, model="other").status == 502
    for _ in range(breakers.FAILURES):
        breakers.failed("default/other")

    (provider,) = look(client, admin)["providers"]["data"]

    assert provider == {
        "name": "default",
        "key_set": True,
        "breakers": {"qwen-sim": "closed", "other": "open"},
        "calls": 2,
        "failed": 1,
    }


def test_what_is_set_aside_and_what_waits_is_counted(client: Client) -> None:
    admin = administrator(client)
    id = admin.user["id"]
    with transactions.writing() as tx:
        ledger.set_aside(tx, Reservation("r1", id, 30, NOW))
        ledger.set_aside(tx, Reservation("r2", id, 12, NOW))
        for n, status in enumerate(["queued", "queued", "running", "failed", "succeeded"]):
            row = Row(
                id=str(n), user_id=id, kind="image", status=status, created_at=NOW,
                queue="worker", next_at=NOW, deadline_at=NOW,
            )  # fmt: skip
            task_work.add_later(tx, row)

    seen = look(client, admin)

    assert seen["reservations"] == {"status": "ok", "count": 2, "credits": 42}
    assert (seen["queue"]["queued"], seen["queue"]["running"]) == (2, 1)
    assert seen["queue"]["oldest_due_seconds"] > 0


def test_error_rates_are_of_the_last_hour_and_the_worst_comes_first(client: Client) -> None:
    admin = administrator(client)
    now = times.now() // MINUTE * MINUTE
    with transactions.writing() as tx:
        answers.add(tx, now, "GET /good", 200, 40, 400)
        answers.add(tx, now - 10 * MINUTE, "GET /good", 404, 10, 50)
        answers.add(tx, now, "GET /bad", 200, 6, 600)
        answers.add(tx, now - 50 * MINUTE, "GET /bad", 500, 1, 40)
        answers.add(tx, now - 50 * MINUTE, "GET /bad", 503, 1, 40)
        answers.add(tx, now - 61 * MINUTE, "GET /bad", 500, 1000, 1000)

    seen = look(client, admin)["errors"]["data"]

    bad, good = (each for each in seen if each["endpoint"] in ("GET /good", "GET /bad"))
    assert bad == {
        "endpoint": "GET /bad",
        "calls": 8,
        "refused": 0,
        "failed": 2,
        "error_rate": 0.25,
        "mean_ms": 85,
    }
    assert good == {
        "endpoint": "GET /good",
        "calls": 50,
        "refused": 10,
        "failed": 0,
        "error_rate": 0.0,
        "mean_ms": 9,
    }


def test_jobs_say_when_they_ran_last_and_whether_they_run(client: Client) -> None:
    admin, now = administrator(client), times.now()
    with transactions.writing() as tx:
        assert leases.take(tx, "done", "a", NOW, now - 2, 1 << 62)
        assert leases.end(tx, "done", "a", NOW + 1000, now + 60_000, "done")
        assert leases.take(tx, "runs", "a", now - 1, now + 60_000, 1 << 62)
        assert leases.take(tx, "died", "a", NOW, NOW + 1, 1 << 62)
        assert leases.take(tx, "alert:errors", "a", NOW, NOW + 1, 1 << 62)

    seen = look(client, admin)["jobs"]["data"]
    done = [job for job in seen if job["name"] not in jobs.TIMERS]

    assert done[1] == {
        "name": "done",
        "running": False,
        "started_at": "2025-11-24T16:00:00.000Z",
        "ended_at": "2025-11-24T16:00:01.000Z",
        "outcome": "done",
        "next_at": None,
    }
    assert [(job["name"], job["running"]) for job in done] == [
        ("died", False),
        ("done", False),
        ("runs", True),
    ]


@pytest.mark.parametrize(
    ("table", "part"),
    [
        ("tasks", "queue"),
        ("answers", "errors"),
        ("leases", "jobs"),
        ("reservations", "reservations"),
    ],
)
def test_a_part_that_fails_says_so_and_the_others_are_told(
    client: Client, table: str, part: str
) -> None:
    admin = administrator(client)

    with without(table):
        seen = look(client, admin)

    parts = ("storage", "providers", "reservations", "queue", "errors", "jobs")
    assert {name: seen[name]["status"] for name in parts} == {
        name: "not_migrated" if name == part else "ok" for name in parts
    }


# storage


def test_a_folder_that_cannot_be_written_is_told(
    client: Client, configure: Configure, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file, and no folder")
    configure(UPLOAD_DIR=f"{tmp_path}/taken")

    seen = look(client, administrator(client))

    assert seen["storage"] == {"status": "storage_unavailable", "kind": "folder"}


def test_a_bucket_that_works_is_ok_and_nothing_stays_in_it(
    client: Client, bucket: OssSimulator
) -> None:
    assert look(client, administrator(client))["storage"] == {"status": "ok", "kind": "oss"}
    assert bucket.objects == {}
    assert [call.method for call in bucket.seen] == ["PUT", "DELETE"]


def test_a_bucket_that_refuses_our_key_is_told(
    client: Client, bucket: OssSimulator, configure: Configure
) -> None:
    configure(OSS_ACCESS_KEY_SECRET="wrong")

    seen = look(client, administrator(client))

    assert seen["storage"] == {"status": "storage_failed", "kind": "oss"}


def test_a_bucket_that_is_silent_is_not_waited_for(
    client: Client, bucket: OssSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_PATIENCE", 0.2)
    bucket.script(Slow(1.0))
    admin, begun = administrator(client), time.monotonic()

    seen = look(client, admin)

    assert time.monotonic() - begun < 0.9
    assert seen["storage"] == {"status": "storage_unavailable", "kind": "oss"}


def test_failures_of_the_last_hour_come_with_their_request_ids(
    client: Client, model: OpenAISimulator, clock: Clock
) -> None:
    admin = administrator(client)
    offer(client, admin, "other")
    model.script(INVALID_API_KEY)
    failed = ask(client, model="other")
    assert failed.status == 502
    request_counts.bring()

    (failure,) = look(client, admin)["failures"]["data"]

    assert failure["request_id"] == failed.headers["x-request-id"]
    assert (failure["endpoint"], failure["status"]) == ("POST /api/chat", 502)
    assert failure["code"] == failed.code
    clock.advance(seconds=3601)
    assert look(client, admin)["failures"]["data"] == []
    clock.advance(days=2)
    assert maintenance.sweep()["failures"] == 1


def test_failures_wait_for_a_database_that_fails_and_come_once(client: Client) -> None:
    admin = administrator(client)
    with without("failures"):
        request_counts.note_failure("GET /bad", 500, "internal_error", "r1")
        request_counts.bring()

    for _ in range(2):
        request_counts.bring()

    assert [each["request_id"] for each in look(client, admin)["failures"]["data"]] == ["r1"]


def test_jobs_say_when_they_are_due_and_leases_who_works(client: Client) -> None:
    admin = administrator(client)

    with scheduling.held("roll_up", Term(longest=600)):
        seen = look(client, admin)

    due = {job["name"]: job["next_at"] for job in seen["jobs"]["data"]}
    assert due.keys() >= {"sweep", "alerts", "roll_up", "backup", "erase", "tasks"}
    assert due["backup"].endswith("T19:00:00.000Z")
    assert due["roll_up"].endswith(":07:00.000Z")
    (lease,) = seen["leases"]["data"]
    assert lease["name"] == "roll_up"
    assert lease["owner"]
    assert lease["since"] < lease["until"]
    assert look(client, admin)["leases"]["data"] == []


def test_the_address_of_log_queries_is_told(client: Client, configure: Configure) -> None:
    admin = administrator(client)
    assert look(client, admin)["log_queries"] == ""

    configure(LOG_QUERIES="https://logs.example.com/?q={query}")

    assert look(client, admin)["log_queries"] == "https://logs.example.com/?q={query}"
