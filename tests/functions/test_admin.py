"""/api/admin: users and the audit trail. (Invites: test_invites.py.)"""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest

from functions.admin import index as admin_function
from functions.users import index as users_function
from shared import ids
from shared.accounts import first_administrator
from shared.administration import user_lists
from shared.database import transactions
from shared.hosts import gateway
from shared.store import audit as audit_rows
from tests.client import ROUTES, Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator, api_key, log_in
from tests.secrets_in_logs import PASSWORD

USERS, AUDIT, ME = "/api/admin/users", "/api/admin/audit", "/api/auth/me"
NOBODY = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
OTHER = "another horse 7"
CHANGE_NOTHING = {
    "/api/admin/models/{name*}/test",  # asks a model for a word
    "/api/admin/drugs/import/preview",
}
SHOWN = {
    *("id", "email", "name", "role", "credits", "disabled", "created_at", "storage"),
    *("confirmed", "second_factor"),
}
ENDPOINTS = [
    (e.method, re.sub(r"\{\w+\}", NOBODY, e.path))
    for e in (*admin_function.handler.endpoints, *users_function.handler.endpoints)
]


def of(account: Account, what: str = "") -> str:
    return f"{USERS}/{account.user['id']}{what}"


def change(client: Client, admin: Account, account: Account, **body: Any) -> Answer:
    return client.call("PATCH", of(account), body, token=admin.token)


def listed(client: Client, admin: Account, **query: str) -> list[str]:
    """The e-mails of a list of users."""
    answer = client.call("GET", USERS, token=admin.token, query=query)
    assert answer.status == 200, answer.body
    return [user["email"] for user in answer.json["data"]]


def trail(client: Client, admin: Account, **query: str) -> list[dict[str, Any]]:
    answer = client.call("GET", AUDIT, token=admin.token, query=query)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["data"]
    return found


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_only_administrators_get_in(client: Client, method: str, path: str) -> None:
    body: Any = None if method == "GET" else {}
    user, admin = client.register(), administrator(client)

    nobody = client.call(method, path, body)
    made_up = client.call(method, path, body, token="made-up")
    plain = client.call(method, path, body, token=user.token)
    program = client.call(method, path, body, token=api_key(client, admin)["key"])

    assert (nobody.status, nobody.code) == (401, "unauthorized")
    assert (made_up.status, made_up.code) == (401, "invalid_token")
    for answer in (plain, program):
        assert (answer.status, answer.code) == (403, "forbidden")


def test_who_is_no_administrator_any_more_gets_in_no_more(client: Client) -> None:
    first, second = administrator(client), administrator(client)

    assert change(client, first, second, role="user").status == 200

    assert client.call("GET", USERS, token=second.token).code == "invalid_token"
    again = client.call("POST", "/api/auth/login", {"email": second.email, "password": PASSWORD})
    assert client.call("GET", USERS, token=again.json["access_token"]).code == "forbidden"


@pytest.mark.parametrize(
    ("method", "what", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "x"}),
        ("POST", "/password", {"password": OTHER}),
        ("POST", "/unlock", None),
    ],
)
def test_a_user_who_is_not_there_is_not_found(
    client: Client, method: str, what: str, body: Any
) -> None:
    admin = administrator(client)

    for user_id in (NOBODY, "药", "' OR 1=1 --"):
        answer = client.call(method, f"{USERS}/{user_id}{what}", body, token=admin.token)
        assert (answer.status, answer.code) == (404, "not_found")
    assert trail(client, admin) == []


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"role": "god"}, "role"),
        ({"disabled": "perhaps"}, "disabled"),
        ({"limit": "1000"}, "limit"),
        ({"cursor": "%"}, "cursor"),
        ({"q": "x" * 101}, "q"),
        ({"order": "email"}, "order"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field(
    client: Client, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", USERS, token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


def test_users_are_listed_without_their_secrets(client: Client) -> None:
    admin, account = administrator(client), client.register()

    answer = client.call("GET", USERS, token=admin.token)

    assert [user["email"] for user in answer.json["data"]] == [account.email, admin.email]
    assert all(user.keys() == SHOWN for user in answer.json["data"])
    assert client.call("GET", of(account), token=admin.token).json == answer.json["data"][0]


def test_users_are_found_by_part_of_their_address_or_name(client: Client) -> None:
    admin = administrator(client, "boss@example.com")
    client.register("anna@example.com")
    bert = client.register("bert%_!@example.cn")
    change(client, admin, bert, name="王小明")

    assert listed(client, admin, q="ANNA") == ["anna@example.com"]
    assert listed(client, admin, q="小明") == [bert.email]
    assert listed(client, admin, q="%_!") == [bert.email]
    assert listed(client, admin, q="_") == [bert.email]
    assert listed(client, admin, q="x' OR '1'='1") == []


def test_users_are_filtered_by_role_and_state(client: Client) -> None:
    admin, kept, gone = administrator(client), client.register(), client.register()
    change(client, admin, gone, disabled=True)

    assert listed(client, admin, role="admin") == [admin.email]
    assert listed(client, admin, role="user") == [gone.email, kept.email]
    assert listed(client, admin, disabled="true") == [gone.email]
    assert listed(client, admin, disabled="false") == [kept.email, admin.email]
    assert listed(client, admin, disabled="false", role="user") == [kept.email]


def test_users_come_in_pages_that_miss_nobody(client: Client) -> None:
    admin = administrator(client)
    everybody = [admin.email, *(client.register().email for _ in range(4))]
    seen: list[str] = []
    cursor = ""

    while cursor is not None:
        page = client.call(
            "GET", USERS, token=admin.token, query={"limit": "2", "cursor": cursor}
        ).json
        seen += [user["email"] for user in page["data"]]
        cursor = page["next_cursor"]

    assert seen == everybody[::-1]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"role": "god"}, "role"),
        ({"disabled": "yes"}, "disabled"),
        ({"name": ""}, "name"),
        ({"name": "a\r\nb"}, "name"),
        ({"credits": 5}, "credits"),
        ({"password_hash": "x"}, "password_hash"),
    ],
)
def test_a_wrong_change_is_refused_by_its_field(
    client: Client, body: dict[str, Any], param: str
) -> None:
    admin, account = administrator(client), client.register()

    answer = change(client, admin, account, **body)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)
    assert trail(client, admin) == []


def test_a_user_is_renamed_and_stays_logged_in(client: Client) -> None:
    admin, account = administrator(client), client.register()

    answer = change(client, admin, account, name=" 药师 ")

    assert answer.status == 200
    assert answer.json["name"] == "药师"
    assert client.call("GET", ME, token=account.token).json["name"] == "药师"


def test_who_is_disabled_is_out_at_once(client: Client) -> None:
    admin, account = administrator(client), client.register()

    assert change(client, admin, account, disabled=True).json["disabled"] is True

    credentials = {"email": account.email, "password": PASSWORD}
    right = client.call("POST", "/api/auth/login", credentials)
    wrong = client.call("POST", "/api/auth/login", {**credentials, "password": "not the one"})
    assert client.call("GET", ME, token=account.token).code == "account_disabled"
    assert (right.status, right.code) == (403, "account_disabled")
    assert (wrong.status, wrong.code) == (401, "invalid_credentials")

    change(client, admin, account, disabled=False)
    assert log_in(client, account.email, PASSWORD) == 200


def test_who_becomes_an_administrator_logs_in_again(client: Client) -> None:
    admin, account = administrator(client), client.register()

    assert change(client, admin, account, role="admin").json["role"] == "admin"

    assert client.call("GET", ME, token=account.token).code == "invalid_token"
    again = client.call("POST", "/api/auth/login", {"email": account.email, "password": PASSWORD})
    assert client.call("GET", USERS, token=again.json["access_token"]).status == 200


def test_of_very_many_users_addresses_are_found_by_their_beginning(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_lists, "LOOKED_AT", 2)
    admin = administrator(client, "boss@example.com")
    client.register("anna@example.com")
    client.register("joanna@example.com")
    client.register("bert@example.cn")

    assert listed(client, admin, q="ANNA") == ["anna@example.com"]
    assert listed(client, admin, q="example.cn") == ["bert@example.cn"]
    query = {"q": "oss@"}
    first = client.call("GET", USERS, token=admin.token, query=query).json
    assert first["data"] == []
    rest = client.call(
        "GET", USERS, token=admin.token, query=query | {"cursor": first["next_cursor"]}
    ).json
    assert [user["email"] for user in rest["data"]] == ["boss@example.com"]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize("body", [{"role": "user"}, {"disabled": True}])
def test_the_last_administrator_stays_one(client: Client, body: dict[str, Any]) -> None:
    admin, gone = administrator(client), administrator(client)
    change(client, admin, gone, disabled=True)

    answer = change(client, admin, admin, **body)

    assert (answer.status, answer.code) == (409, "conflict")
    assert change(client, admin, admin, name="Still here").status == 200
    change(client, admin, gone, disabled=False)
    assert change(client, admin, admin, **body).status == 200


@pytest.mark.parametrize(
    "password", ["short", "password1", "x" * 129, "someone@example.com", "11111111"]
)
def test_a_weak_password_is_not_given_to_anybody(client: Client, password: str) -> None:
    admin, account = administrator(client), client.register("someone@example.com")

    answer = client.call(
        "POST", of(account, "/password"), {"password": password}, token=admin.token
    )

    assert (answer.status, answer.json["error"]["param"]) == (422, "password")
    assert log_in(client, account.email, PASSWORD) == 200


def test_a_password_from_an_administrator_ends_all_sessions(client: Client) -> None:
    admin, account = administrator(client), client.register()

    answer = client.call("POST", of(account, "/password"), {"password": OTHER}, token=admin.token)

    assert (answer.status, answer.body) == (204, b"")
    assert client.call("GET", ME, token=account.token).code == "invalid_token"
    refreshed = client.call("POST", "/api/auth/refresh", {"refresh_token": account.refresh_token})
    assert refreshed.status == 401
    assert log_in(client, account.email, PASSWORD) == 401
    assert log_in(client, account.email, OTHER) == 200


def test_every_change_of_a_user_is_in_the_trail(client: Client) -> None:
    admin, account = administrator(client), client.register()
    client.ip = "198.51.100.9"
    before = {"name": account.user["name"], "role": "user", "disabled": False}

    change(client, admin, account, disabled=True, name="药师")
    client.call("POST", of(account, "/password"), {"password": OTHER}, token=admin.token)
    client.call("POST", of(account, "/unlock"), token=admin.token)

    unlocked, password, changed = trail(client, admin)
    assert changed["action"] == "users.change"
    assert changed["before"] == before
    assert changed["after"] == {"name": "药师", "role": "user", "disabled": True}
    assert (password["action"], unlocked["action"]) == ("users.password", "users.unlock")
    for entry in (unlocked, password, changed):
        assert entry["actor_id"] == admin.user["id"]
        assert entry["target"] == account.user["id"]
        assert entry["ip"] == client.ip
        assert entry["at"].endswith("Z")
        assert entry["request_id"]
    assert OTHER not in json.dumps([unlocked, password, changed])


def test_the_trail_names_the_request(client: Client) -> None:
    admin, account = administrator(client), client.register()

    named = {"X-Request-Id": "from-the-front-end-7"}
    client.call("PATCH", of(account), {"name": "x"}, token=admin.token, headers=named)

    assert trail(client, admin)[0]["request_id"] == "from-the-front-end-7"


def test_what_was_refused_is_not_in_the_trail(client: Client) -> None:
    admin, account = administrator(client), client.register()

    change(client, admin, admin, role="user")
    change(client, admin, account, name="")
    client.call("POST", of(account, "/password"), {"password": "short"}, token=admin.token)

    assert trail(client, admin) == []


def test_the_trail_is_filtered_searched_and_paged(client: Client) -> None:
    admin, one, other = administrator(client), client.register(), client.register()
    change(client, admin, one, name="a")
    change(client, admin, other, name="b")
    client.call("POST", of(one, "/unlock"), token=admin.token)

    def actions(**query: str) -> list[str]:
        return [entry["action"] for entry in trail(client, admin, **query)]

    assert actions() == ["users.unlock", "users.change", "users.change"]
    assert actions(target=one.user["id"]) == ["users.unlock", "users.change"]
    assert actions(action="users.change") == ["users.change", "users.change"]
    assert actions(q="UNLOCK") == ["users.unlock"]
    first = client.call("GET", AUDIT, token=admin.token, query={"limit": "2"}).json
    assert actions(cursor=first["next_cursor"]) == ["users.change"]


def test_the_trail_is_narrowed_by_who_acted(client: Client) -> None:
    one, two = administrator(client), administrator(client)
    change(client, one, two, name="甲")
    change(client, two, one, name="乙")

    found = trail(client, one, actor=two.user["id"])

    assert [(e["actor_id"], e["target"]) for e in found] == [(two.user["id"], one.user["id"])]
    assert [(e["actor_email"], e["target_email"]) for e in found] == [(two.email, one.email)]
    assert trail(client, one, actor=NOBODY) == []


def test_every_writing_endpoint_says_who_acts() -> None:
    functions = {route.function.name for route in ROUTES.routes}
    endpoints = [e for name in functions for e in gateway.load(name).endpoints]
    writing = [e for e in endpoints if e.path.startswith("/api/admin/") and e.method != "GET"]

    silent = {e.path for e in writing if "audit.actor(" not in inspect.getsource(e.call)}

    assert len(writing) > len(CHANGE_NOTHING)
    assert silent == CHANGE_NOTHING


def test_no_statement_removes_from_the_trail_or_changes_more_than_the_name_of_who_has_left() -> (
    None
):
    writes = re.compile(
        r"\b(?:UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE|DROP)\b\W+audit\b", re.I
    )

    code = {path: path.read_text() for path in Path("shared").rglob("*.py")}

    assert [str(path) for path, text in code.items() for _ in writes.findall(text)] == [
        "shared/store/audit.py"
    ]
    forgetting = inspect.getsource(audit_rows.forget_name)
    assert re.findall(r"(\w+) = (\w+)\((\w+), '(.+?)', ''\)", forgetting) == [
        (column, "JSON_REPLACE", column, "$.name") for column in ("before_json", "after_json")
    ]


def test_the_first_administrator_is_configured_and_gets_in(
    client: Client, configure: Configure
) -> None:
    configure(ADMIN_USERNAME="Root", ADMIN_PASSWORD=OTHER)

    assert first_administrator.make() is None
    assert first_administrator.make() is None

    given = client.call("POST", "/api/auth/login", {"username": "root", "password": OTHER}).json
    assert (given["user"]["role"], given["user"]["email"]) == ("admin", "root")
    assert listed(client, Account(given["user"], given["access_token"], "", "", "")) == ["root"]


@pytest.mark.parametrize("name", ["", "boss@example.com"])
def test_an_administrators_random_password_is_shown_once_and_only_locally(
    client: Client, configure: Configure, name: str
) -> None:
    configure(APP_ENV="production", PASSWORD_COST="10")
    assert first_administrator.make() is None
    configure(APP_ENV="local", PASSWORD_COST="4", ADMIN_USERNAME=name)
    made = first_administrator.make()

    assert made is not None
    assert made.name == (name or "admin")
    assert first_administrator.make() is None
    assert log_in(client, made.name, made.password) == 200


def test_a_name_that_is_taken_is_not_made_an_administrator(
    client: Client, configure: Configure
) -> None:
    account = client.register("root@example.com")
    configure(ADMIN_USERNAME=account.email, ADMIN_PASSWORD=OTHER)

    assert first_administrator.make() is None

    assert client.call("GET", ME, token=account.token).json["role"] == "user"
    assert log_in(client, account.email, OTHER) == 401


def test_the_trail_keeps_deeds_of_who_has_left(client: Client) -> None:
    admin, leaving = administrator(client), administrator(client)
    change(client, leaving, leaving, name="x")

    gone = client.call("DELETE", ME, {"password": PASSWORD}, token=leaving.token)

    assert gone.status == 204
    assert [entry["actor_id"] for entry in trail(client, admin)] == [leaving.user["id"]]


def test_entries_added_out_of_order_are_listed_newest_first(client: Client) -> None:
    admin = administrator(client)
    old, new = ids.make(), ids.make()
    with transactions.writing() as tx:
        for id in (new, old):
            tx.run(
                "INSERT INTO audit (id, actor_id, ip, request_id, action, target, before_json,"
                " after_json, at) VALUES (:id, '', '', '', 'x', '', 'null', 'null', 0)",
                id=id,
            )

    assert [entry["id"] for entry in trail(client, admin)] == [new, old]
