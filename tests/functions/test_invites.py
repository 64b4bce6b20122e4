"""/api/admin/invites, and registration with a code."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, invite
from tests.secrets_in_logs import PASSWORD

INVITES = "/api/admin/invites"
SHOWN = {
    "id", "kind", "prefix", "max_uses", "uses", "credits", "note", "expires_at", "disabled",
    "created_at",
}  # fmt: skip


@pytest.fixture
def admin(client: Client, configure: Configure) -> Account:
    """An administrator of a deployment where registration needs a code."""
    made = administrator(client)
    configure(ENABLE_INVITE_CODES="true")
    return made


def apply(client: Client, code: str | None, email: str = "new@example.com") -> Answer:
    application = {"email": email, "password": PASSWORD}
    if code is not None:
        application["invite_code"] = code
    return client.call("POST", "/api/auth/register", application)


def shown(client: Client, admin: Account, **query: str) -> list[dict[str, Any]]:
    answer = client.call("GET", INVITES, token=admin.token, query=query)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def switch(client: Client, admin: Account, made: dict[str, Any], *, disabled: bool) -> Answer:
    path = f"{INVITES}/{made['id']}"
    return client.call("PATCH", path, {"disabled": disabled}, token=admin.token)


def soon(seconds: int = 60) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def nobody_came(client: Client, admin: Account, email: str = "new@example.com") -> bool:
    found = client.call("GET", "/api/admin/users", token=admin.token, query={"q": email})
    return found.json["data"] == [] and all(i["uses"] == 0 for i in shown(client, admin))


@pytest.mark.parametrize("code", [None, ""])
def test_nobody_registers_without_a_code(client: Client, admin: Account, code: str | None) -> None:
    answer = apply(client, code)

    assert (answer.status, answer.code) == (403, "invite_required")
    assert nobody_came(client, admin)


@pytest.mark.parametrize(
    "code", ["  ", "AAAAA-AAAAA-AAAAA-AAAAA", "x" * 10_000, "' OR 1=1 --", "药", "\x00", "%"]
)
def test_a_made_up_code_opens_nothing(client: Client, admin: Account, code: str) -> None:
    invite(client, admin)

    answer = apply(client, code)

    assert (answer.status, answer.code) == (403, "invite_invalid")
    assert answer.json["error"]["param"] == "invite_code"
    assert nobody_came(client, admin)


def test_the_shown_part_of_a_code_opens_nothing(client: Client, admin: Account) -> None:
    made = invite(client, admin)

    for part in (made["prefix"], made["code"][:-1], made["id"]):
        assert apply(client, part).code == "invite_invalid"


def test_a_used_up_code_opens_nothing(client: Client, admin: Account) -> None:
    made = invite(client, admin, max_uses=2)

    statuses = [apply(client, made["code"], f"{n}@example.com").status for n in range(3)]

    assert statuses == [201, 201, 403]
    assert shown(client, admin)[0]["uses"] == 2


def test_a_code_opens_nothing_after_its_time(client: Client, admin: Account, clock: Clock) -> None:
    made = invite(client, admin, expires_at=soon(60), max_uses=5)
    assert apply(client, made["code"]).status == 201

    clock.advance(seconds=60)

    assert apply(client, made["code"], "late@example.com").code == "invite_invalid"


def test_a_disabled_code_opens_nothing_until_it_is_enabled(client: Client, admin: Account) -> None:
    made = invite(client, admin)

    assert switch(client, admin, made, disabled=True).json["disabled"] is True
    assert apply(client, made["code"]).code == "invite_invalid"

    assert switch(client, admin, made, disabled=False).json["disabled"] is False
    assert apply(client, made["code"]).status == 201


@pytest.mark.parametrize(
    ("application", "status"),
    [
        ({"email": "no address"}, 422),
        ({"password": "short"}, 422),
        ({"name": "a\nb"}, 422),
        ({"email": "taken@example.com"}, 409),
    ],
)
def test_a_registration_that_fails_uses_no_code(
    client: Client, configure: Configure, application: dict[str, str], status: int
) -> None:
    client.register("taken@example.com")
    admin = administrator(client)
    configure(ENABLE_INVITE_CODES="true")
    made = invite(client, admin)
    body = {"email": "new@example.com", "password": PASSWORD, "invite_code": made["code"]}

    answer = client.call("POST", "/api/auth/register", body | application)

    assert answer.status == status
    assert nobody_came(client, admin)


def test_who_has_no_code_does_not_learn_who_is_registered(client: Client, admin: Account) -> None:
    for code, expected in ((None, "invite_required"), ("made up", "invite_invalid")):
        registered = apply(client, code, admin.email)
        unknown = apply(client, code, "unknown@example.com")
        assert registered.code == unknown.code == expected


@pytest.mark.parametrize("change", ["lower", "bare", "spaced"])
def test_codes_are_read_as_people_write_them(client: Client, admin: Account, change: str) -> None:
    code = invite(client, admin)["code"]
    written = {"lower": code.lower(), "bare": code.replace("-", ""), "spaced": f" {code} "}

    assert apply(client, written[change]).status == 201


@pytest.mark.parametrize("dash", ["\u2013", "\u00a0", "\u2011", "\t", " \n", "\u200b", "－"])
def test_codes_are_read_as_people_paste_them(client: Client, admin: Account, dash: str) -> None:
    code = invite(client, admin)["code"].replace("-", dash)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code)

    assert apply(client, f"\ufeff{wide}\r\n").status == 201


def test_a_code_brings_its_credits(client: Client, admin: Account) -> None:
    code = invite(client, admin, credits=250)["code"]

    given = apply(client, code).json

    assert given["user"]["credits"] == 250
    assert client.call("GET", "/api/auth/me", token=given["access_token"]).json["credits"] == 250


def test_the_trail_of_a_code_says_who_came_with_it(client: Client, admin: Account) -> None:
    made, other = invite(client, admin, max_uses=3), invite(client, admin)
    client.ip = "198.51.100.9"
    came = [apply(client, made["code"], f"{n}@example.com").json["user"]["id"] for n in range(3)]

    path = f"{INVITES}/{made['id']}/uses"
    page = client.call("GET", path, token=admin.token, query={"limit": "2"}).json
    rest = client.call(
        "GET", path, token=admin.token, query={"limit": "2", "cursor": page["next_cursor"]}
    ).json

    uses = page["data"] + rest["data"]
    assert [use["user_id"] for use in uses] == came[::-1]
    assert {use["ip"] for use in uses} == {client.ip}
    assert [use["email"] for use in uses] == ["2@example.com", "1@example.com", "0@example.com"]
    assert uses[0].keys() == {"id", "user_id", "email", "ip", "used_at"}
    nobody = client.call("GET", f"{INVITES}/{other['id']}/uses", token=admin.token)
    assert nobody.json == {"data": [], "next_cursor": None}


def test_who_came_by_the_codes_of_a_note_is_found_among_users(
    client: Client, admin: Account
) -> None:
    codes = [invite(client, admin, note=note)["code"] for note in ("class 7", "class 7", "press")]
    for n, code in enumerate(codes):
        apply(client, code, f"{n}@example.com")

    def found(**query: str) -> list[str]:
        answer = client.call("GET", "/api/admin/users", token=admin.token, query=query)
        assert answer.status == 200, answer.body
        return [user["email"] for user in answer.json["data"]]

    assert found(code_note="class 7") == ["1@example.com", "0@example.com"]
    assert found(code_note="class 7", sort="email") == ["0@example.com", "1@example.com"]
    assert found(code_note="class 7", q="1@") == ["1@example.com"]
    assert found(code_note="class 7", disabled="true") == found(code_note="class") == []


def test_an_address_longer_than_any_is_no_obstacle(
    client: Client, admin: Account, configure: Configure
) -> None:
    configure(TRUSTED_PROXIES="1")
    body = {
        "email": "new@example.com",
        "password": PASSWORD,
        "invite_code": invite(client, admin)["code"],
    }

    answer = client.call(
        "POST", "/api/auth/register", body, headers={"X-Forwarded-For": "made up " * 40}
    )

    assert answer.status == 201


def test_where_none_is_needed_a_code_still_counts(client: Client) -> None:
    admin = administrator(client)
    made = invite(client, admin, credits=5)

    assert apply(client, "made up").code == "invite_invalid"
    assert apply(client, None, "without@example.com").status == 201
    assert apply(client, made["code"]).json["user"]["credits"] == 5


@pytest.mark.parametrize(
    ("order", "param"),
    [
        ({"count": 0}, "count"),
        ({"count": 1001}, "count"),
        ({"count": "many"}, "count"),
        ({"max_uses": 0}, "max_uses"),
        ({"credits": -1}, "credits"),
        ({"credits": 10**18}, "credits"),
        ({"note": "x" * 201}, "note"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "next week"}, "expires_at"),
        ({"code": "MINE"}, "code"),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_its_field(
    client: Client, admin: Account, order: dict[str, Any], param: str
) -> None:
    answer = client.call("POST", INVITES, order, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)
    assert shown(client, admin) == []


def test_a_batch_is_made_at_once(client: Client, admin: Account) -> None:
    order = {"count": 1000, "max_uses": 3, "credits": 7, "note": "双十一", "expires_at": soon()}

    answer = client.call("POST", INVITES, order, token=admin.token)

    made = answer.json["data"]
    assert answer.status == 201
    assert len({i["code"] for i in made}) == len({i["id"] for i in made}) == 1000
    for wanted in ("max_uses", "credits", "note"):
        assert {i[wanted] for i in made} == {order[wanted]}
    assert all(i["code"].startswith(i["prefix"]) for i in made)
    assert apply(client, made[777]["code"]).status == 201


def test_codes_are_shown_once_and_kept_only_as_hashes(client: Client, admin: Account) -> None:
    made = invite(client, admin, note="for Li")

    kept = {name: made[name] for name in SHOWN}
    assert shown(client, admin) == [kept]
    assert switch(client, admin, made, disabled=False).json == kept
    with transactions.reading() as tx:
        rows = str(tx.all("SELECT * FROM invites"))
    assert made["code"] not in rows
    assert made["code"].replace("-", "")[5:] not in rows


def test_invites_are_found_by_note_or_the_beginning_of_their_code(
    client: Client, admin: Account
) -> None:
    first, second = invite(client, admin, note="for Li"), invite(client, admin, note="for 王%")

    assert [i["id"] for i in shown(client, admin)] == [second["id"], first["id"]]
    assert [i["id"] for i in shown(client, admin, q="FOR li")] == [first["id"]]
    assert [i["id"] for i in shown(client, admin, q="%")] == [second["id"]]
    assert first["id"] in [i["id"] for i in shown(client, admin, q=first["prefix"].lower())]
    assert shown(client, admin, q=second["code"]) == []


def test_an_invite_that_is_not_there_is_not_found(client: Client, admin: Account) -> None:
    for method, what, body in (("PATCH", "", {"disabled": True}), ("GET", "/uses", None)):
        path = f"{INVITES}/01ARZ3NDEKTSV4RRFFQ69G5FAV{what}"
        assert client.call(method, path, body, token=admin.token).code == "not_found"


def test_making_and_changing_invites_is_in_the_trail(client: Client, admin: Account) -> None:
    made = invite(client, admin, count=2, credits=5, note="for Li")
    switch(client, admin, made, disabled=True)

    answer = client.call("GET", "/api/admin/audit", token=admin.token)

    changed, ordered = answer.json["data"]
    assert (ordered["action"], ordered["before"]) == ("invites.make", None)
    assert (ordered["after"]["count"], ordered["after"]["credits"]) == (2, 5)
    assert (changed["action"], changed["target"]) == ("invites.change", made["id"])
    assert (changed["before"], changed["after"]) == ({"disabled": False}, {"disabled": True})
    assert made["code"] not in answer.body.decode()
