"""/api/tasks and /api/admin/tasks."""

import json
from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared import ids, times
from shared.database import transactions
from shared.store import task_work
from shared.store.task_work import Row
from shared.tasks import listing
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.store.samples import NOW

TASKS = "/api/admin/tasks"


def added(owner: Account, **more: Any) -> str:
    """The id of a task that was just added."""
    facts = {
        "kind": "image", "queue": "worker", "created_at": NOW, "next_at": NOW,
        "deadline_at": NOW + 60_000, **more,
    }  # fmt: skip
    row = Row(id=ids.make(), user_id=owner.user["id"], **facts)
    with transactions.writing() as tx:
        task_work.add_later(tx, row)
    return row.id


def find(client: Client, admin: Account, **query: str) -> Answer:
    return client.call("GET", TASKS, token=admin.token, query=query)


def found(client: Client, admin: Account, **query: str) -> list[str]:
    answer = find(client, admin, **query)
    assert answer.status == 200, answer.body
    return [task["id"] for task in answer.json["data"]]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "done"},
        {"kind": "k" * 21},
        {"user": "u" * 27},
        {"error": "e" * 51},
        {"nonsense": "1"},
        {"limit": "0"},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(client: Client, query: dict[str, str]) -> None:
    answer = find(client, administrator(client), **query)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] in query


def test_a_task_is_shown_as_the_contract_says_with_its_owner(client: Client) -> None:
    admin, user = administrator(client), client.register()
    done = added(
        user, kind="speech", status="succeeded", progress=100, result_json='{"url": "https://x"}',
        started_at=NOW + 1000, ended_at=NOW + 2000,
    )  # fmt: skip
    failed = added(user, status="failed", progress=40, error="upstream_error")

    first, second = find(client, admin).json["data"]

    assert second == {
        "id": done,
        "user_id": user.user["id"],
        "email": user.user["email"],
        "kind": "speech",
        "status": "succeeded",
        "progress": 100,
        "model": None,
        "error": None,
        "credits": {"reserved": 0, "charged": 0},
        "attempts": 0,
        "upstream_request": None,
        "created_at": "2025-11-24T16:00:00.000Z",
        "started_at": "2025-11-24T16:00:01.000Z",
        "ended_at": "2025-11-24T16:00:02.000Z",
    }
    assert (first["id"], first["error"]["code"]) == (failed, "upstream_error")
    assert (first["started_at"], first["ended_at"]) == (None, None)


def test_tasks_are_found_by_status_kind_and_user_newest_first(client: Client) -> None:
    admin, user = administrator(client), client.register()
    one = added(user)
    two = added(user, kind="speech", status="running")
    three = added(admin, status="running")

    assert found(client, admin) == [three, two, one]
    assert found(client, admin, status="running") == [three, two]
    assert found(client, admin, kind="image") == [three, one]
    assert found(client, admin, user=user.user["id"]) == [two, one]
    assert found(client, admin, user=user.user["id"], status="running", kind="speech") == [two]
    assert found(client, admin, kind="media") == []


def test_what_failed_by_a_code_is_looked_for_among_so_many_at_a_time(
    client: Client, mocker: MockerFixture
) -> None:
    mocker.patch.object(listing, "LOOKED_AT", 2)
    admin, user = administrator(client), client.register()
    by_code = {"status": "failed", "error": "upstream_error"}
    old = added(user, **by_code)
    for _ in range(3):
        added(user)
    added(user, status="failed", error="upstream_timeout")
    new = added(admin, kind="video", **by_code)

    assert found(client, admin, error="upstream_error", kind="video") == [new]
    first = find(client, admin, error="upstream_error").json
    assert [task["id"] for task in first["data"]] == [new]
    seen, cursor = [new], first["next_cursor"]
    while cursor:
        page = find(client, admin, error="upstream_error", cursor=cursor).json
        seen += [task["id"] for task in page["data"]]
        cursor = page["next_cursor"]
    assert seen == [new, old]
    assert found(client, admin, error="upstream_error", user=admin.user["id"]) == [new]


def test_the_list_goes_on_where_the_cursor_says(client: Client) -> None:
    admin = administrator(client)
    made = [added(admin) for _ in range(5)]

    first = find(client, admin, limit="3").json
    rest = find(client, admin, limit="3", cursor=first["next_cursor"]).json

    assert [task["id"] for task in [*first["data"], *rest["data"]]] == made[::-1]
    assert rest["next_cursor"] is None


def test_tasks_go_with_their_owner(client: Client) -> None:
    admin, user = administrator(client), client.register()
    added(user)

    gone = client.call("DELETE", "/api/auth/me", {"password": user.password}, token=user.token)

    assert gone.status == 204
    assert found(client, admin) == []


MINE = "/api/tasks"


@pytest.mark.parametrize(
    ("order", "subject", "operation"),
    [
        ('{"prompt": "a  lane\\nafter the rain", "n": 1}', "a lane after the rain", ""),
        (
            '{"source": {"filename": "a.png"}, "asked": {"operation": "compress"}}',
            "a.png",
            "compress",
        ),
        ('{"name": "speech", "url": "https://a.cn/b.mp3?Signature=x"}', "https://a.cn/b.mp3", ""),
        ('{"name": "talk", "url": ""}', "talk", ""),
        ('{"prompt": "%s"}' % ("字" * 500), "字" * 100, ""),
        ('{"prompt": null, "source": null, "url": null, "name": null, "asked": null}', "", ""),
        ("{}", "", ""),
        (None, "", ""),
    ],
)
def test_a_task_tells_its_owner_what_it_was_asked_for_and_nobody_else(
    client: Client, order: str | None, subject: str, operation: str
) -> None:
    admin, user = administrator(client), client.register()
    task_id = added(user, request_json=order)

    listed = client.call("GET", MINE, token=user.token).json["data"][0]
    whole = client.call("GET", f"{MINE}/{task_id}", token=user.token).json

    assert (listed["subject"], listed["operation"]) == (subject, operation)
    assert (whole["subject"], whole["operation"]) == (subject, operation)
    assert "subject" not in find(client, admin).json["data"][0]


def test_ones_own_tasks_are_listed_without_results_and_read_with_them(client: Client) -> None:
    user, other = client.register(), client.register()
    done = added(user, status="succeeded", result_json='{"text": "你好"}', ended_at=NOW)
    added(other)

    listed = client.call("GET", MINE, token=user.token).json["data"]
    one = client.call("GET", f"{MINE}/{done}", token=user.token)

    assert [task["id"] for task in listed] == [done]
    assert "result" not in listed[0]
    label = json.loads(one.headers["x-aigc-label"])
    assert one.json == {**listed[0], "result": {"text": "你好"}, "aigc": label}
    assert label["ProduceID"] == done
    assert one.headers["cache-control"] == "no-store"
    assert "retry-after" not in one.headers


@pytest.mark.parametrize("query", [{"status": "x"}, {"user": "u"}, {"limit": "0"}])
def test_a_filter_of_ones_own_that_makes_no_sense_is_refused(
    client: Client, query: dict[str, str]
) -> None:
    answer = client.call("GET", MINE, token=client.register().token, query=query)

    assert (answer.status, answer.code) == (422, "invalid_request")


def test_ones_own_are_found_by_status_and_kind(client: Client) -> None:
    user = client.register()
    one, two = added(user), added(user, kind="speech", status="failed", error="too_heavy")

    def ids(**query: str) -> list[str]:
        answer = client.call("GET", MINE, token=user.token, query=query)
        return [task["id"] for task in answer.json["data"]]

    assert ids() == [two, one]
    assert ids(status="queued") == [one]
    assert ids(kind="speech") == [two]


def test_a_task_that_has_not_ended_says_when_to_ask_again(client: Client) -> None:
    user = client.register()

    answer = client.call("GET", f"{MINE}/{added(user)}", token=user.token)

    assert (answer.status, answer.headers["retry-after"]) == (200, "3")


@pytest.mark.parametrize(("language", "words"), [("zh", "期限"), ("en", "in time")])
def test_a_failure_is_told_in_the_readers_language(
    client: Client, language: str, words: str
) -> None:
    user = client.register()
    failed = added(
        user, status="failed", error="upstream_timeout", error_json='["task_late", {}]',
        ended_at=NOW,
    )  # fmt: skip

    answer = client.call(
        "GET", f"{MINE}/{failed}", token=user.token, headers={"Accept-Language": language}
    )

    assert answer.json["error"]["code"] == "upstream_timeout"
    assert words in answer.json["error"]["message"]


def test_a_task_is_cancelled_once(client: Client) -> None:
    user = client.register()
    task = added(user)

    first = client.call("DELETE", f"{MINE}/{task}", token=user.token)
    second = client.call("DELETE", f"{MINE}/{task}", token=user.token)

    assert (first.status, first.json["status"]) == (200, "cancelled")
    assert (second.status, second.code) == (409, "conflict")


def test_what_came_of_a_task_is_its_owners_alone(client: Client) -> None:
    """A transcript may be of anything that was said; there is no need to look at one."""
    admin, user = administrator(client), client.register()
    heard = {"result_json": '{"text": "秘密"}', "request_json": '{"prompt": "秘密"}'}
    done = added(user, kind="speech", status="succeeded", ended_at=NOW, **heard)
    going = added(user, kind="speech", **heard)

    for method, task in (("GET", done), ("DELETE", going), ("POST", f"{going}/retry")):
        answer = client.call(method, f"{TASKS}/{task}", token=admin.token)
        assert answer.status in (200, 201), answer.body
        assert not {"result", "subject", "operation"} & answer.json.keys()
        assert "秘密" not in answer.body.decode()


def test_administrators_read_and_cancel_anybodys_and_leave_a_trace(client: Client) -> None:
    admin, user = administrator(client), client.register()
    task = added(user, upstream_request="req-7")

    read = client.call("GET", f"{TASKS}/{task}", token=admin.token)
    cancelled = client.call("DELETE", f"{TASKS}/{task}", token=admin.token)

    assert (read.json["user_id"], read.json["upstream_request"]) == (user.user["id"], "req-7")
    assert cancelled.json["status"] == "cancelled"
    trail = client.call("GET", "/api/admin/audit", token=admin.token).json["data"]
    assert (trail[0]["action"], trail[0]["target"]) == ("tasks.cancel", task)


def test_progress_comes_as_events_until_the_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = client.register()
    task = added(user, status="running", progress=10)
    changes = iter(
        [
            "UPDATE tasks SET progress = 60",
            "UPDATE tasks SET status = 'succeeded', progress = 100, result_json = '[1]'",
        ]
    )

    def sleep(seconds: float) -> None:
        with transactions.telling() as tx:
            tx.run(next(changes))

    monkeypatch.setattr("shared.tasks.watching.time.sleep", sleep)

    answer = client.call("GET", f"{MINE}/{task}/events", token=user.token)

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert [(name, seen["progress"]) for name, seen in answer.events] == [
        ("progress", 10), ("progress", 60), ("done", 100),
    ]  # fmt: skip
    assert answer.events[-1][1]["result"] == [1]


def test_events_of_what_is_not_there_are_a_404(client: Client) -> None:
    answer = client.call("GET", f"{MINE}/{ids.make()}/events", token=client.register().token)

    assert (answer.status, answer.code) == (404, "not_found")


def retry(client: Client, admin: Account, task: str) -> Answer:
    return client.call("POST", f"{TASKS}/{task}/retry", token=admin.token)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "queued", "request_json": '{"a":1}'}, "failed or was cancelled"),
        ({"status": "succeeded", "unfinished": 0, "request_json": '{"a":1}'}, "failed"),
        ({"status": "cancelled", "unfinished": 1, "request_json": '{"a":1}'}, "failed"),
        ({"status": "failed", "unfinished": 0}, "not kept"),
        ({"status": "failed", "unfinished": 0, "request_json": "{}"}, "not kept"),
        (
            {"status": "failed", "unfinished": 0, "request_json": '{"key":"tmp/x"}'},
            "not kept",
        ),
    ],
)
def test_what_did_not_fail_or_is_not_known_any_more_is_not_begun_again(
    client: Client, facts: dict[str, Any], said: str
) -> None:
    admin, user = administrator(client), client.register()

    answer = client.call(
        "POST",
        f"{TASKS}/{added(user, **facts)}/retry",
        token=admin.token,
        headers={"Accept-Language": "en"},
    )

    assert (answer.status, answer.code) == (409, "conflict")
    assert said in answer.json["error"]["message"]
    assert len(found(client, admin)) == 1


def test_nobodys_task_is_begun_again(client: Client) -> None:
    answer = retry(client, administrator(client), "01ARZ3NDEKTSV4RRFFQ69G5FAV")

    assert (answer.status, answer.code) == (404, "not_found")


def test_a_task_that_failed_is_begun_again_as_a_new_one_of_its_owners(client: Client) -> None:
    admin, user = administrator(client), client.register()
    facts = {"status": "failed", "error": "upstream_error", "unfinished": 0, "ended_at": NOW}
    first = added(user, request_json='{"prompt":"云"}', model="qwen-image", reserved=0, **facts)

    answer = retry(client, admin, first)

    assert (answer.status, answer.json["status"]) == (201, "queued")
    assert answer.json["user_id"] == user.user["id"]
    with transactions.reading() as tx:
        again = task_work.find(tx, answer.json["id"])
    assert again is not None
    assert (again.request_json, again.model, again.error) == ('{"prompt":"云"}', "qwen-image", None)
    assert again.deadline_at - again.created_at == 60_000
    deed = client.call("GET", "/api/admin/audit", token=admin.token).json["data"][0]
    assert (deed["action"], deed["target"]) == ("tasks.retry", first)
    assert deed["after"] == {"kind": "image", "again": again.id}


def test_beginning_again_takes_the_owners_credits(client: Client, configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="15")
    admin, user = administrator(client), client.register()
    facts = {"status": "failed", "unfinished": 0, "request_json": '{"a":1}', "reserved": 10}
    first = added(user, **facts)

    assert retry(client, admin, first).status == 201
    poor = retry(client, admin, first)

    assert (poor.status, poor.code) == (402, "insufficient_credits")
    assert client.call("GET", "/api/auth/me", token=user.token).json["credits"] == 5
    assert len(found(client, admin)) == 2


@pytest.mark.parametrize("hours", ["0", "2209", "x"])
def test_failures_of_no_time_are_refused(client: Client, hours: str) -> None:
    query = {"hours": hours}
    answer = client.call("GET", f"{TASKS}/failures", token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, "hours")


def test_failures_are_counted_by_kind_and_code(client: Client) -> None:
    admin, now = administrator(client), times.now()
    for kind, error, ended in [
        ("image", "upstream_error", now - 1000),
        ("image", "upstream_error", now - 2000),
        ("video", "upstream_timeout", now - 3000),
        ("image", "upstream_error", now - 3 * 3_600_000),
    ]:
        added(admin, kind=kind, error=error, status="failed", unfinished=0, ended_at=ended)

    def counted(hours: int) -> list[tuple[str, str, int]]:
        answer = client.call(
            "GET", f"{TASKS}/failures", token=admin.token, query={"hours": str(hours)}
        )
        return [(each["kind"], each["code"], each["failed"]) for each in answer.json["data"]]

    assert counted(2) == [("image", "upstream_error", 2), ("video", "upstream_timeout", 1)]
    assert counted(24)[0] == ("image", "upstream_error", 3)
