"""/api/auth/keys: API keys, shown once, and what they open."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.accounts import api_keys
from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Clock
from tests.people import administrator, api_key

KEYS, ME = "/api/auth/keys", "/api/auth/me"
SHOWN = {
    "id", "name", "project", "prefix", "created_at", "expires_at", "last_used_at",
    "daily_tokens", "monthly_tokens",
}  # fmt: skip


def soon(seconds: int = 60) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def listed(client: Client, owner: Account, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.call("GET", KEYS, token=owner.token, query=query).json[
        "data"
    ]
    return found


@pytest.mark.parametrize(
    ("wanted", "param"),
    [
        ({}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "k", "project": "x" * 101}, "project"),
        ({"name": "k", "expires_at": "tomorrow"}, "expires_at"),
        ({"name": "k", "expires_at": "2099-01-01T00:00:00"}, "expires_at"),
        ({"name": "k", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"name": "k", "expires_at": "9999-12-31T23:59:59-10:00"}, "expires_at"),
        ({"name": "k", "expires_at": "0001-01-01T00:00:00+10:00"}, "expires_at"),
        ({"name": "k", "expires_at": 4_000_000_000}, "expires_at"),
        ({"name": "k", "daily_tokens": 2**63}, "daily_tokens"),
        ({"name": "k", "monthly_tokens": 10**12 + 1}, "monthly_tokens"),
        ({"name": "k", "key": "sk-of-my-own"}, "key"),
        ({"name": "k", "user_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}, "user_id"),
    ],
)
def test_a_key_that_cannot_be_is_refused_by_its_field(
    client: Client, wanted: dict[str, Any], param: str
) -> None:
    account = client.register()

    answer = client.call("POST", KEYS, wanted, token=account.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)
    assert listed(client, account) == []


def test_a_key_is_shown_once(client: Client) -> None:
    account = client.register()

    made = api_key(client, account, name=" 程序 ", project=" drugs ", expires_at=soon())

    assert made.keys() == SHOWN | {"key"}
    assert made["key"].startswith("sk-")
    assert made["key"].startswith(made["prefix"])
    assert (made["name"], made["project"]) == ("程序", "drugs")
    assert made["last_used_at"] is None
    kept = {name: made[name] for name in SHOWN}
    assert listed(client, account) == [kept]


def test_a_key_is_kept_only_as_a_hash(client: Client) -> None:
    made = api_key(client, client.register())

    with transactions.reading() as tx:
        kept = tx.all("SELECT * FROM api_keys")

    assert len(kept) == 1
    assert made["key"] not in str(kept)
    assert made["key"][20:] not in str(kept)


def test_keys_are_listed_newest_first_in_pages(client: Client) -> None:
    account, stranger = client.register(), client.register()
    made = [api_key(client, account, name=f"k{number}")["id"] for number in range(3)]
    api_key(client, stranger)

    first = client.call("GET", KEYS, token=account.token, query={"limit": "2"}).json
    rest = client.call(
        "GET", KEYS, token=account.token, query={"limit": "2", "cursor": first["next_cursor"]}
    ).json

    assert [key["id"] for key in first["data"] + rest["data"]] == made[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"cursor": "' OR 1=1 --"}, "cursor"),
        ({"offset": "1"}, "offset"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field(
    client: Client, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", KEYS, token=client.register().token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


def test_a_key_opens_what_is_its_owners(client: Client) -> None:
    account = client.register()
    made = api_key(client, account)

    seen = client.call("GET", ME, token=made["key"]).json
    assert seen.items() >= account.user.items()


def test_a_key_that_is_nearly_right_opens_nothing(client: Client) -> None:
    made = api_key(client, client.register())["key"]

    for wrong in (made[:-1], made + "x", made.swapcase(), made[:10], "sk-", f"sk-{made}"):
        assert client.call("GET", ME, token=wrong).code == "invalid_token"


def test_a_removed_key_opens_nothing_from_then_on(client: Client) -> None:
    account = client.register()
    made, kept = api_key(client, account), api_key(client, account)

    answer = client.call("DELETE", f"{KEYS}/{made['id']}", token=account.token)

    assert (answer.status, answer.body) == (204, b"")
    assert client.call("GET", ME, token=made["key"]).code == "invalid_token"
    assert client.call("GET", ME, token=kept["key"]).status == 200
    again = client.call("DELETE", f"{KEYS}/{made['id']}", token=account.token)
    assert (again.status, again.code) == (404, "not_found")


def test_anothers_key_is_not_found(client: Client) -> None:
    made = api_key(client, client.register())

    answer = client.call("DELETE", f"{KEYS}/{made['id']}", token=client.register().token)

    assert (answer.status, answer.code) == (404, "not_found")
    assert client.call("GET", ME, token=made["key"]).status == 200


def test_a_key_expires(client: Client, clock: Clock) -> None:
    made = api_key(client, client.register(), expires_at=soon(60))
    assert client.call("GET", ME, token=made["key"]).status == 200

    clock.advance(seconds=60)

    answer = client.call("GET", ME, token=made["key"])
    assert (answer.status, answer.code) == (401, "token_expired")


def test_the_last_use_is_noted_once_a_minute(client: Client, clock: Clock) -> None:
    account = client.register()
    key = api_key(client, account)["key"]

    def used() -> str | None:
        client.call("GET", ME, token=key)
        noted: str | None = listed(client, account)[0]["last_used_at"]
        return noted

    first = used()
    clock.advance(seconds=50)
    soon_after = used()
    clock.advance(seconds=11)
    later = used()

    assert first is not None
    assert soon_after == first
    assert later is not None
    assert later > first


def test_a_key_of_who_is_disabled_opens_nothing(client: Client) -> None:
    admin, account = administrator(client), client.register()
    key = api_key(client, account)["key"]

    path = f"/api/admin/users/{account.user['id']}"
    client.call("PATCH", path, {"disabled": True}, token=admin.token)

    answer = client.call("GET", ME, token=key)
    assert (answer.status, answer.code) == (403, "account_disabled")


def test_an_administrators_key_is_no_administrator(client: Client) -> None:
    key = api_key(client, administrator(client))["key"]

    answer = client.call("GET", "/api/admin/users", token=key)

    assert (answer.status, answer.code) == (403, "forbidden")


def test_no_user_has_more_keys_than_there_may_be(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_keys, "MOST", 3)
    account, other = client.register(), client.register()
    order = {"name": "one of many"}

    def make(_: int) -> Answer:
        return client.call("POST", KEYS, order, token=account.token)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(make, range(6)))

    made = [answer for answer in answers if answer.status == 201]
    refused = [answer for answer in answers if answer.status == 409]
    assert (len(made), len(refused)) == (3, 3)
    assert {answer.code for answer in refused} == {"conflict"}
    assert api_key(client, other)["key"]
    client.call("DELETE", f"{KEYS}/{made[0].json['id']}", token=account.token)
    assert make(0).status == 201
