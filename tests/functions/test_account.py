"""/api/auth/me: one's own account; and who may use /api/auth at all."""

from typing import Any

import pytest

from shared.database import transactions
from tests.client import Account, Client
from tests.people import administrator, api_key, invite, log_in
from tests.secrets_in_logs import PASSWORD

ME = "/api/auth/me"
OTHER = "another horse 7"
ONLY_FOR_USERS: list[tuple[str, str, Any]] = [
    ("GET", ME, None),
    ("PATCH", ME, {"name": "药师"}),
    ("DELETE", ME, {"password": PASSWORD}),
    ("GET", "/api/auth/keys", None),
    ("POST", "/api/auth/keys", {"name": "a program"}),
    ("DELETE", "/api/auth/keys/01ARZ3NDEKTSV4RRFFQ69G5FAV", None),
    ("POST", "/api/auth/logout", {"all": True}),
]


@pytest.mark.parametrize(("method", "path", "body"), ONLY_FOR_USERS)
def test_nobody_gets_in_without_a_token(client: Client, method: str, path: str, body: Any) -> None:
    nothing = client.call(method, path, body)
    basic = client.call(method, path, body, headers={"Authorization": "Basic eDp5"})
    empty = client.call(method, path, body, headers={"Authorization": "Bearer "})

    for answer in (nothing, basic, empty):
        assert (answer.status, answer.code) == (401, "unauthorized")
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path", "body"), ONLY_FOR_USERS)
def test_nobody_gets_in_with_a_made_up_token(
    client: Client, method: str, path: str, body: Any
) -> None:
    for token in ("made-up", "sk-made-up", "a.b.c"):
        answer = client.call(method, path, body, token=token)
        assert (answer.status, answer.code) == (401, "invalid_token")


@pytest.mark.parametrize(("method", "path", "body"), ONLY_FOR_USERS[1:])
def test_an_api_key_cannot_manage_the_account_it_belongs_to(
    client: Client, method: str, path: str, body: Any
) -> None:
    key = api_key(client, client.register())["key"]

    answer = client.call(method, path, body, token=key)

    assert (answer.status, answer.code) == (403, "forbidden")
    assert client.call("GET", ME, token=key).status == 200


@pytest.mark.parametrize("path", ["/api/auth/nothing", "/api/auth/me/", "/api/auth/keys/a/b"])
def test_there_is_nothing_else(client: Client, path: str) -> None:
    assert client.call("GET", path).code == "not_found"


def test_other_methods_are_named_with_what_is_allowed(client: Client) -> None:
    answer = client.call("PUT", ME, {})

    assert (answer.status, answer.code) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"


def test_users_read_what_the_contract_says_of_them(client: Client) -> None:
    account = client.register("  Someone@Example.com ")

    answer = client.call("GET", ME, token=account.token)

    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json.items() >= account.user.items()
    named = {"id", "email", "name", "role", "credits", "created_at", "storage", "limits"}
    named |= {"confirmed", "second_factor"}
    assert answer.json.keys() == named
    assert answer.json["email"] == "someone@example.com"
    assert (answer.json["role"], answer.json["credits"]) == ("user", 0)


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\r\nSet-Cookie: b"}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"name": 7}, "name"),
        ({"role": "admin"}, "role"),
        ({"credits": 1_000_000}, "credits"),
        ({"email": "other@example.com"}, "email"),
        ({"id": "x"}, "id"),
        ({"password": OTHER}, "current_password"),
        ({"password": "short", "current_password": PASSWORD}, "password"),
        ({"password": "password1", "current_password": PASSWORD}, "password"),
        ({"password": "x" * 129, "current_password": PASSWORD}, "password"),
        ({"password": "Someone@example.com", "current_password": PASSWORD}, "password"),
    ],
)
def test_a_change_that_is_not_allowed_is_refused_by_its_field(
    client: Client, change: dict[str, Any], param: str
) -> None:
    account = client.register("someone@example.com")

    answer = client.call("PATCH", ME, change, token=account.token)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param
    seen = client.call("GET", ME, token=account.token).json
    assert seen.items() >= account.user.items()


def test_a_password_is_not_changed_by_who_does_not_know_it(client: Client) -> None:
    account = client.register()

    change = {"password": OTHER, "current_password": "not the one"}
    answer = client.call("PATCH", ME, change, token=account.token)

    assert (answer.status, answer.code) == (401, "invalid_credentials")
    assert log_in(client, account.email, OTHER) == 401
    assert log_in(client, account.email, PASSWORD) == 200


def test_a_name_is_changed_and_trimmed(client: Client) -> None:
    account = client.register()

    answer = client.call("PATCH", ME, {"name": "  李医生 🩺 "}, token=account.token)

    assert answer.status == 200
    assert answer.json == {**account.user, "name": "李医生 🩺"}
    seen = client.call("GET", ME, token=account.token).json
    assert seen.items() >= answer.json.items()


def test_nothing_to_change_changes_nothing(client: Client) -> None:
    account = client.register()

    assert client.call("PATCH", ME, {}, token=account.token).json == account.user


def test_a_new_password_ends_all_other_sessions_and_access_tokens(client: Client) -> None:
    account = client.register()
    elsewhere = client.call(
        "POST", "/api/auth/login", {"email": account.email, "password": PASSWORD}
    ).json

    change = {"password": OTHER, "current_password": PASSWORD}
    answer = client.call("PATCH", ME, change, token=account.token)

    assert answer.status == 200
    assert answer.json["id"] == account.user["id"]
    for token in (account.token, elsewhere["access_token"]):
        assert client.call("GET", ME, token=token).code == "invalid_token"
    for token in (account.refresh_token, elsewhere["refresh_token"]):
        refreshed = client.call("POST", "/api/auth/refresh", {"refresh_token": token})
        assert (refreshed.status, refreshed.code) == (401, "invalid_token")
    assert log_in(client, account.email, PASSWORD) == 401
    assert log_in(client, account.email, OTHER) == 200


def test_who_changes_a_password_goes_on_with_new_tokens(client: Client) -> None:
    account = client.register()

    change = {"password": OTHER, "current_password": PASSWORD}
    given = client.call("PATCH", ME, change, token=account.token).json["tokens"]

    assert client.call("GET", ME, token=given["access_token"]).status == 200
    again = client.call("POST", "/api/auth/refresh", {"refresh_token": given["refresh_token"]})
    assert again.status == 200


def test_a_password_of_many_bytes_counts_to_its_end(client: Client) -> None:
    long = "密码" * 63 + "甲"  # 127 characters, 381 bytes
    account = client.register(password=long)

    assert log_in(client, account.email, long) == 200
    assert log_in(client, account.email, long[:-1] + "乙") == 401


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [({}, 422, "invalid_request"), ({"password": "not the one"}, 401, "invalid_credentials")],
)
def test_an_account_is_not_erased_by_who_does_not_know_the_password(
    client: Client, body: dict[str, Any], status: int, code: str
) -> None:
    account = client.register()

    answer = client.call("DELETE", ME, body, token=account.token)

    assert (answer.status, answer.code) == (status, code)
    assert client.call("GET", ME, token=account.token).status == 200


def test_the_last_administrator_cannot_leave(client: Client) -> None:
    admin = administrator(client)

    answer = client.call("DELETE", ME, {"password": PASSWORD}, token=admin.token)

    assert (answer.status, answer.code) == (409, "conflict")
    administrator(client)
    answer = client.call("DELETE", ME, {"password": PASSWORD}, token=admin.token)
    assert answer.status == 204


def test_who_has_left_is_a_stranger(client: Client) -> None:
    account = client.register()
    key = api_key(client, account)["key"]

    answer = client.call("DELETE", ME, {"password": PASSWORD}, token=account.token)

    assert (answer.status, answer.body) == (204, b"")
    for token in (account.token, key):
        assert client.call("GET", ME, token=token).code == "invalid_token"
    refreshed = client.call("POST", "/api/auth/refresh", {"refresh_token": account.refresh_token})
    assert (refreshed.status, refreshed.code) == (401, "invalid_token")
    assert log_in(client, account.email, PASSWORD) == 401
    assert client.register(account.email).user["id"] != account.user["id"]


def test_nothing_personal_stays_of_who_has_left(client: Client) -> None:
    admin = administrator(client)
    code = invite(client, admin, credits=5)["code"]
    client.ip = "198.51.100.23"
    account = _rich_account(client, code)
    assert _tables_with(account.email) == {"users"}
    assert _tables_with(client.ip) >= {"invite_uses"}

    gone = client.call("DELETE", ME, {"password": PASSWORD}, token=account.token)

    assert gone.status == 204
    assert _tables_with(account.email) == set()
    assert _tables_with("王小明") == set()
    assert _tables_with(client.ip) <= {"limits"}  # until their window is over
    owned = _tables_with(account.user["id"])
    assert owned <= {"audit", "invite_uses", "ledger", "usage_calls", "usage_hours", "limits"}


def test_the_trail_forgets_the_name_of_who_has_left_and_not_what_was_done(client: Client) -> None:
    admin, account = administrator(client), client.register()
    place, change = f"/api/admin/users/{account.user['id']}", {"name": "王大明", "role": "user"}
    assert client.call("PATCH", place, change, token=admin.token).status == 200
    assert _tables_with("王大明") == {"users", "audit"}

    gone = client.call("DELETE", ME, {"password": PASSWORD}, token=account.token)

    assert gone.status == 204
    assert _tables_with("王大明") == set()
    trail = client.call(
        "GET", "/api/admin/audit", token=admin.token, query={"target": account.user["id"]}
    )
    assert trail.json["data"][0]["after"] == {"name": "", "role": "user", "disabled": False}


def _rich_account(client: Client, code: str) -> Account:
    """Somebody who came by an invite and left traces everywhere."""
    application = {
        "email": "xiaoming@example.com",
        "password": PASSWORD,
        "name": "王小明",
        "invite_code": code,
    }
    answer = client.call("POST", "/api/auth/register", application)
    assert answer.status == 201, answer.body
    given = answer.json
    account = Account(
        given["user"], given["access_token"], given["refresh_token"], "xiaoming@example.com", ""
    )
    once = {"Idempotency-Key": "one"}
    client.call("POST", "/api/auth/keys", {"name": "k"}, token=account.token, headers=once)
    return account


def _tables_with(text: str) -> set[str]:
    """The tables in which some column of some row holds `text`."""
    with transactions.reading() as tx:
        names = [row["name"] for row in tx.all(_TABLES[tx.dialect])]
        kept = {name: tx.all(f"SELECT * FROM {name}") for name in names}  # noqa: S608
    return {
        name
        for name, rows in kept.items()
        if any(text in str(value) for row in rows for value in row.values())
    }


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "mysql": "SELECT table_name AS name FROM information_schema.tables"
    " WHERE table_schema = DATABASE()",
}
