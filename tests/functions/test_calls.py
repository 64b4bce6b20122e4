"""GET /api/admin/calls: calls one by one, as administrators look for them."""

from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared.billing import calls
from tests.client import Account, Client
from tests.functions.test_usage import called
from tests.people import administrator

CALLS = "/api/admin/calls"


def listed(client: Client, admin: Account, **query: str) -> list[dict[str, Any]]:
    """All of them, page by page."""
    found: list[dict[str, Any]] = []
    while True:
        answer = client.call("GET", CALLS, token=admin.token, query=query)
        assert answer.status == 200, answer.body
        found += answer.json["data"]
        if not answer.json["next_cursor"]:
            return found
        query["cursor"] = answer.json["next_cursor"]


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"status": "broken"}, "status"),
        ({"user": "0" * 27}, "user"),
        ({"call": "c" * 65}, "call"),
        ({"cursor": "not ours"}, "cursor"),
        ({"from": "yesterday"}, "from"),
        ({"q": "words"}, "q"),
    ],
)
def test_a_wrong_query_is_refused(client: Client, query: dict[str, str], param: str) -> None:
    answer = client.call("GET", CALLS, token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param), answer.body


def test_calls_say_who_made_them_and_how_they_ended(client: Client) -> None:
    admin, user = administrator(client), client.register()
    first = called("2026-11-27T10:00:00Z", user, status="failed", end_reason="timeout", credits=0)
    second = called("2026-11-27T11:00:00Z")

    nobodys, theirs = listed(client, admin)

    assert (nobodys["id"], nobodys["user_id"], nobodys["email"]) == (second.id, "", None)
    assert theirs == {
        "id": first.id, "at": "2026-11-27T10:00:00.000Z", "user_id": user.user["id"],
        "email": user.email, "key_id": "", "project": "", "model": "m", "provider": "p",
        "endpoint": "chat", "status": "failed", "end_reason": "timeout", "input_tokens": 10,
        "output_tokens": 5, "credits": 0, "first_ms": 100, "total_ms": 200,
    }  # fmt: skip


def test_they_are_found_by_whatever_is_known_of_them(client: Client) -> None:
    admin, user, other = administrator(client), client.register(), client.register()
    common = {"model": "a", "provider": "one", "endpoint": "chat", "key_id": "k", "project": "x"}
    wanted = called("2026-11-27T10:00:00Z", user, status="failed", **common)
    for name in common:
        called("2026-11-27T10:00:00Z", user, **common | {name: "else"})
    called("2026-11-27T10:00:00Z", other, **common)

    def ids(**query: str) -> list[str]:
        return [each["id"] for each in listed(client, admin, **query)]

    narrowed = {"user": user.user["id"], "key": "k"} | {
        name: common[name] for name in ("model", "provider", "endpoint", "project")
    }
    assert ids(**narrowed) == [wanted.id]
    assert ids(status="failed") == [wanted.id]
    for name in ("{}", "chatcmpl-{}", "resp_{}", "msg_{}", "msg_{}_0"):
        assert ids(call=name.format(wanted.id)) == [wanted.id]
    assert ids(call="chatcmpl-") == ids(call="msg_") == []
    assert ids(call=wanted.id, user=other.user["id"]) == []
    assert len(ids(user=user.user["id"], limit="2")) == 1 + len(common)
    assert ids(to="2020-01-01") == []


@pytest.mark.parametrize("whose", ["anybody's", "one's"])
def test_a_search_goes_on_where_it_has_not_looked(
    client: Client, mocker: MockerFixture, whose: str
) -> None:
    """Of very many a page may be empty; the next goes on."""
    mocker.patch.object(calls, "LOOKED_AT", 2)
    admin, user = administrator(client), client.register()
    wanted = called("2026-11-27T10:00:00Z", user, model="rare")
    for _ in range(5):
        called("2026-11-27T10:00:00Z", user)
    query = {"model": "rare"} | ({"user": user.user["id"]} if whose == "one's" else {})

    first = client.call("GET", CALLS, token=admin.token, query=query).json

    assert first["data"] == []
    assert first["next_cursor"]
    assert [each["id"] for each in listed(client, admin, **query)] == [wanted.id]
