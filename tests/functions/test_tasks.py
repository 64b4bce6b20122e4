"""GET /api/admin/tasks."""

from typing import Any

import pytest

from shared import ids
from shared.database import transactions
from shared.store import task_work
from shared.store.task_work import Row
from tests.client import Account, Answer, Client
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
    [{"status": "done"}, {"kind": "k" * 21}, {"user": "u" * 27}, {"nonsense": "1"}, {"limit": "0"}],
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
