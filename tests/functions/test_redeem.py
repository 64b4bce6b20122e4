"""POST /api/auth/redeem, and the codes that it takes."""

import functools
from collections import Counter
from typing import Any

import pytest

from shared import times
from shared.access import tokens
from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.functions.test_invites import INVITES, apply, shown, soon, switch
from tests.people import administrator, api_key, invite
from tests.store.samples import added_user, at_once, count

REDEEM, CREDITS = "/api/auth/redeem", "/api/auth/credits"
MANY = [40, pytest.param(200, marks=pytest.mark.stress)]


@pytest.fixture
def admin(client: Client) -> Account:
    return administrator(client)


@pytest.fixture
def account(client: Client) -> Account:
    return client.register()


def code_of(client: Client, admin: Account, **wanted: Any) -> dict[str, Any]:
    """A redemption code of 250 credits just made, with its `code`."""
    return invite(client, admin, **{"kind": "redemption", "credits": 250, **wanted})


def redeem(client: Client, account: Account, code: Any, **headers: str) -> Answer:
    return client.call("POST", REDEEM, {"code": code}, token=account.token, headers=headers)


def balance(client: Client, account: Account) -> int:
    """What the account has, which is what its ledger sums up to."""
    found = client.call("GET", CREDITS, token=account.token, query={"limit": "100"}).json
    assert sum(entry["amount"] for entry in found["data"]) == found["balance"]
    return int(found["balance"])


def known(number: int) -> Account:
    """Somebody with an account, made without the cost of a registration."""
    owner = added_user(email=f"{number}@example.com")
    return Account({"id": owner.id}, tokens.issue(owner, times.now()), "", owner.email, "")


def test_nobody_redeems_without_an_account(client: Client, admin: Account) -> None:
    made = code_of(client, admin)

    answer = client.call("POST", REDEEM, {"code": made["code"]})

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert shown(client, admin)[0]["uses"] == 0


def test_a_program_with_a_key_does_not_redeem(
    client: Client, admin: Account, account: Account
) -> None:
    made, key = code_of(client, admin), api_key(client, account)["key"]

    answer = client.call("POST", REDEEM, {"code": made["code"]}, token=key)

    assert (answer.status, answer.code) == (403, "forbidden")
    assert balance(client, account) == 0


@pytest.mark.parametrize("code", [None, 7, ["a"]])
def test_what_is_no_text_is_refused_by_its_field(
    client: Client, account: Account, code: object
) -> None:
    answer = redeem(client, account, code)

    assert (answer.status, answer.json["error"]["param"]) == (422, "code")


@pytest.mark.parametrize(
    "code", ["", "  ", "AAAAA-AAAAA-AAAAA-AAAAA", "x" * 10_000, "' OR 1=1 --", "药", "\x00", "%"]
)
def test_a_made_up_code_gives_nothing(
    client: Client, admin: Account, account: Account, code: str
) -> None:
    code_of(client, admin)

    answer = redeem(client, account, code)

    assert (answer.status, answer.code) == (403, "invite_invalid")
    assert answer.json["error"]["param"] == "code"
    assert balance(client, account) == shown(client, admin)[0]["uses"] == 0


def test_the_shown_part_of_a_code_gives_nothing(
    client: Client, admin: Account, account: Account
) -> None:
    made = code_of(client, admin)

    for part in (made["prefix"], made["code"][:-1], made["id"]):
        assert redeem(client, account, part).code == "invite_invalid"


def test_an_invite_gives_nothing_to_who_has_an_account(
    client: Client, admin: Account, account: Account
) -> None:
    made = invite(client, admin, credits=90)

    assert redeem(client, account, made["code"]).code == "invite_invalid"
    assert balance(client, account) == shown(client, admin)[0]["uses"] == 0


def test_a_redemption_code_opens_no_registration(
    client: Client, admin: Account, configure: Configure
) -> None:
    made = code_of(client, admin)
    configure(ENABLE_INVITE_CODES="true")

    assert apply(client, made["code"]).code == "invite_invalid"
    assert shown(client, admin)[0]["uses"] == 0


def test_a_code_gives_nothing_after_its_time(
    client: Client, admin: Account, account: Account, clock: Clock
) -> None:
    made = code_of(client, admin, expires_at=soon(60))

    clock.advance(seconds=60)

    assert redeem(client, account, made["code"]).code == "invite_invalid"


def test_a_code_that_is_switched_off_gives_nothing_until_it_is_on_again(
    client: Client, admin: Account, account: Account
) -> None:
    made = code_of(client, admin)

    switch(client, admin, made, disabled=True)
    assert redeem(client, account, made["code"]).code == "invite_invalid"

    switch(client, admin, made, disabled=False)
    assert redeem(client, account, made["code"]).status == 200


def test_a_code_that_is_used_up_gives_nothing(client: Client, admin: Account) -> None:
    made = code_of(client, admin, max_uses=2)
    people = [client.register() for _ in range(3)]

    statuses = [redeem(client, each, made["code"]).status for each in people]

    assert statuses == [200, 200, 403]
    assert [balance(client, each) for each in people] == [250, 250, 0]


def test_nobody_redeems_a_code_twice(client: Client, admin: Account, account: Account) -> None:
    made = code_of(client, admin, max_uses=5)
    assert redeem(client, account, made["code"]).status == 200

    again = redeem(client, account, made["code"])

    assert (again.status, again.code) == (409, "conflict")
    assert (
        "redeemed"
        in client.call(
            "POST", REDEEM, {"code": made["code"], "locale": "en"}, token=account.token
        ).json["error"]["message"]
    )
    assert balance(client, account) == 250
    assert shown(client, admin)[0]["uses"] == 1


def test_tries_are_limited(client: Client, account: Account) -> None:
    for _ in range(20):
        assert redeem(client, account, "made up").status == 403

    answer = redeem(client, account, "made up")

    assert (answer.status, answer.code) == (429, "rate_limited")
    assert 0 < int(answer.headers["retry-after"]) <= 3600


def test_a_code_gives_its_credits_and_says_what_there_is_now(
    client: Client, admin: Account, account: Account
) -> None:
    made = code_of(client, admin)
    path = f"/api/admin/users/{account.user['id']}/credits"
    client.call("POST", path, {"amount": 7, "reason": "a gift"}, token=admin.token)

    answer = redeem(client, account, f" {made['code'].lower()}\n")

    assert (answer.status, answer.json) == (200, {"credits": 250, "balance": 257})
    movement = client.call("GET", CREDITS, token=account.token).json["data"][0]
    assert (movement["kind"], movement["amount"]) == ("redemption", 250)
    assert (movement["reason"], movement["balance"]) == (made["prefix"], 257)


def test_a_redemption_that_comes_again_gives_once(
    client: Client, admin: Account, account: Account
) -> None:
    made = code_of(client, admin, max_uses=5)

    first, second = (
        redeem(client, account, made["code"], **{"Idempotency-Key": "once"}) for _ in range(2)
    )

    assert first.json == second.json
    assert second.headers["idempotency-replayed"] == "true"
    assert balance(client, account) == 250


def test_the_trail_of_a_code_says_who_redeemed_it(client: Client, admin: Account) -> None:
    made = code_of(client, admin, max_uses=3)
    client.ip = "198.51.100.9"
    people = [client.register() for _ in range(2)]
    for each in people:
        redeem(client, each, made["code"])

    path = f"{INVITES}/{made['id']}/uses"
    uses = client.call("GET", path, token=admin.token).json["data"]

    assert [use["user_id"] for use in uses] == [each.user["id"] for each in people[::-1]]
    assert {use["ip"] for use in uses} == {client.ip}


def test_codes_are_made_in_batches_and_told_apart(client: Client, admin: Account) -> None:
    order = {"kind": "redemption", "count": 30, "credits": 5, "note": "双十一"}
    made = client.call("POST", INVITES, order, token=admin.token).json["data"]
    opening = invite(client, admin)

    assert {each["kind"] for each in made} == {"redemption"}
    assert opening["kind"] == "invite"
    found = shown(client, admin, kind="redemption", limit="100")
    assert {each["id"] for each in found} == {each["id"] for each in made}
    assert [each["id"] for each in shown(client, admin, kind="invite")] == [opening["id"]]
    assert len(shown(client, admin, kind="redemption", q="双十一", limit="100")) == 30
    assert shown(client, admin, kind="invite", q="双十一") == []


@pytest.mark.parametrize("kind", ["", "coupon", None])
def test_a_kind_that_there_is_not_is_refused(client: Client, admin: Account, kind: object) -> None:
    answer = client.call("POST", INVITES, {"kind": kind}, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, "kind")


@pytest.mark.parametrize("many", MANY)
def test_a_code_of_ten_uses_gives_ten_times(client: Client, admin: Account, many: int) -> None:
    made = code_of(client, admin, max_uses=10, credits=3)
    people = [known(number) for number in range(many)]

    works = [functools.partial(redeem, client, each, made["code"]) for each in people]
    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {200: 10, 403: many - 10}
    assert count("invite_uses") == 10
    assert sorted(balance(client, each) for each in people) == [0] * (many - 10) + [3] * 10
    with transactions.reading() as tx:
        assert tx.one("SELECT uses FROM invites") == {"uses": 10}


@pytest.mark.parametrize("many", MANY)
def test_who_redeems_a_code_many_times_at_once_is_given_once(
    client: Client, admin: Account, account: Account, configure: Configure, many: int
) -> None:
    configure(LIMITS="redeem=1000/1h")
    made = code_of(client, admin, max_uses=many, credits=3)

    works = [functools.partial(redeem, client, account, made["code"])] * many
    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {200: 1, 409: many - 1}
    assert balance(client, account) == 3
    assert shown(client, admin)[0]["uses"] == count("invite_uses") == 1
