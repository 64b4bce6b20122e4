"""/api/admin/users: lists in other orders, many at once, what users have (more: test_admin.py)."""

from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared.administration import user_lists
from tests.client import Account, Answer, Client
from tests.people import administrator, api_key, log_in
from tests.secrets_in_logs import PASSWORD

USERS, NOBODY = "/api/admin/users", "01ARZ3NDEKTSV4RRFFQ69G5FAV"


@pytest.fixture
def admin(client: Client) -> Account:
    return administrator(client, "root@example.com")


def of(account: Account, what: str = "") -> str:
    return f"{USERS}/{account.user['id']}{what}"


def listed(client: Client, admin: Account, **query: str) -> list[str]:
    """The beginnings of all e-mails, page by page."""
    found: list[str] = []
    while True:
        answer = client.call("GET", USERS, token=admin.token, query=query)
        assert answer.status == 200, answer.body
        found += [user["email"].partition("@")[0] for user in answer.json["data"]]
        if not answer.json["next_cursor"]:
            return found
        query["cursor"] = answer.json["next_cursor"]


def deeds(client: Client, admin: Account) -> list[tuple[str, str]]:
    found = client.call("GET", "/api/admin/audit", token=admin.token).json["data"]
    return [(entry["action"], entry["target"]) for entry in found]


def switch(client: Client, admin: Account, *accounts: Account, disabled: bool = True) -> Answer:
    body = {"ids": [account.user["id"] for account in accounts], "disabled": disabled}
    return client.call("PATCH", USERS, body, token=admin.token)


@pytest.mark.parametrize("sort", ["credits", "password_hash", "email,id", "--email"])
def test_an_order_that_there_is_not_is_refused(client: Client, admin: Account, sort: str) -> None:
    answer = client.call("GET", USERS, token=admin.token, query={"sort": sort})

    assert (answer.status, answer.json["error"]["param"]) == (422, "sort")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("email", ["anna", "bob", "carl", "root"]),
        ("-email", ["root", "carl", "bob", "anna"]),
        ("created_at", ["root", "carl", "anna", "bob"]),
        ("-created_at", ["bob", "anna", "carl", "root"]),
        ("", ["bob", "anna", "carl", "root"]),
    ],
)
def test_users_come_in_any_order_and_pages_miss_nobody(
    client: Client, admin: Account, sort: str, expected: list[str]
) -> None:
    for name in ("carl", "anna", "bob"):
        client.register(f"{name}@example.com")

    assert listed(client, admin, sort=sort) == expected
    assert listed(client, admin, sort=sort, limit="1") == expected
    assert listed(client, admin, sort=sort, role="user") == [n for n in expected if n != "root"]
    assert listed(client, admin, sort=sort, q="AN") == ["anna"]


@pytest.mark.parametrize("sort", ["email", "-email", "created_at"])
def test_a_search_in_order_goes_on_where_it_has_not_looked(
    client: Client, admin: Account, mocker: MockerFixture, sort: str
) -> None:
    """Of very many a page may be short; the next goes on."""
    mocker.patch.object(user_lists, "LOOKED_AT", 2)
    for name in ("anna", "bob", "carl", "dora"):
        client.register(f"{name}@example.com")

    assert sorted(listed(client, admin, sort=sort, q="dora")) == ["dora"]
    assert sorted(listed(client, admin, sort=sort, role="admin")) == ["root"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"ids": [], "disabled": True}, "ids"),
        ({"ids": [NOBODY] * 101, "disabled": True}, "ids"),
        ({"ids": [NOBODY]}, "disabled"),
        ({"ids": [NOBODY], "disabled": True, "role": "admin"}, "role"),
    ],
)
def test_a_wrong_change_of_many_is_refused(
    client: Client, admin: Account, body: dict[str, Any], param: str
) -> None:
    answer = client.call("PATCH", USERS, body, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


def test_many_are_changed_or_none(client: Client, admin: Account) -> None:
    one = client.register()

    missing = client.call(
        "PATCH", USERS, {"ids": [one.user["id"], NOBODY], "disabled": True}, token=admin.token
    )
    last = switch(client, admin, one, admin)

    assert (missing.status, missing.code) == (404, "not_found")
    assert (last.status, last.code) == (409, "conflict")
    assert client.call("GET", "/api/auth/me", token=one.token).status == 200
    assert deeds(client, admin) == []


def test_who_is_disabled_with_others_is_out_at_once_and_comes_back(
    client: Client, admin: Account
) -> None:
    one, two, other = client.register(), client.register(), client.register()
    switch(client, admin, two)

    answer = switch(client, admin, one, two, one)

    assert (answer.status, answer.json) == (200, {"changed": 1})
    assert client.call("GET", "/api/auth/me", token=one.token).code == "account_disabled"
    assert client.call("GET", "/api/auth/me", token=other.token).status == 200
    assert deeds(client, admin) == [
        ("users.change", one.user["id"]),
        ("users.change", two.user["id"]),
    ]
    assert switch(client, admin, one, two, disabled=False).json == {"changed": 2}
    assert log_in(client, one.email, PASSWORD) == 200


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("GET", "/belongings"),
        ("GET", "/keys"),
        ("DELETE", f"/keys/{NOBODY}"),
        ("GET", "/sessions"),
        ("DELETE", "/sessions"),
    ],
)
def test_belongings_of_nobody_are_not_found(
    client: Client, admin: Account, method: str, what: str
) -> None:
    answer = client.call(method, f"{USERS}/{NOBODY}{what}", token=admin.token)

    assert (answer.status, answer.code) == (404, "not_found")
    assert deeds(client, admin) == []


def test_what_a_user_has_is_only_counted(client: Client, admin: Account) -> None:
    user = client.register()
    api_key(client, user)
    log_in(client, user.email, PASSWORD)

    answer = client.call("GET", of(user, "/belongings"), token=admin.token)

    assert answer.json == {
        "conversations": 0,
        "recognitions": 0,
        "files": 0,
        "tasks": 0,
        "api_keys": 1,
        "sessions": 2,
    }


def test_a_key_is_seen_without_its_secret_and_ended(client: Client, admin: Account) -> None:
    user = client.register()
    made, other = api_key(client, user), api_key(client, admin)
    keys = client.call("GET", of(user, "/keys"), token=admin.token).json["data"]
    strange = client.call("DELETE", of(user, f"/keys/{other['id']}"), token=admin.token)

    gone = client.call("DELETE", of(user, f"/keys/{made['id']}"), token=admin.token)

    assert [key["id"] for key in keys] == [made["id"]]
    assert made["key"] not in str(keys)
    assert (strange.status, gone.status) == (404, 204)
    assert client.call("GET", "/v1/models", token=made["key"]).status == 401
    assert deeds(client, admin) == [("users.remove_key", user.user["id"])]


def test_sessions_are_seen_by_their_log_ins_and_ended(client: Client, admin: Account) -> None:
    user = client.register()
    body = {"refresh_token": user.refresh_token}
    client.call("POST", "/api/auth/refresh", body)

    before = client.call("GET", of(user, "/sessions"), token=admin.token).json["data"]
    ended = client.call("DELETE", of(user, "/sessions"), token=admin.token)

    assert [sorted(session) for session in before] == [["expires_at", "id", "renewed_at"]]
    assert ended.status == 204
    assert client.call("GET", of(user, "/sessions"), token=admin.token).json["data"] == []
    assert client.call("GET", "/api/auth/me", token=user.token).code == "invalid_token"
    assert deeds(client, admin) == [("users.end_sessions", user.user["id"])]
