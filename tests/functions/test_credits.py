"""Credits: what a call takes, what is given, and the ledger that says so."""

from typing import Any

import pytest

from shared.billing import credits
from shared.database import transactions
from shared.database.errors import DatabaseDown
from shared.http.inputs.pagination import Ranged
from shared.store import users
from shared.store.users import NOBODY
from tests.administering import QUESTION, balance, give, movements, offer
from tests.charging import settled
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.functions.questions import ask
from tests.people import administrator, api_key
from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import Answer as Says
from tests.simulators.openai import NoUsage, OpenAISimulator
from tests.simulators.openai_statuses import DATA_INSPECTION_FAILED

CREDITS, LEDGER = "/api/auth/credits", "/api/admin/ledger"


@pytest.fixture(autouse=True)
def _charging(configure: Configure) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")


def complete(client: Client, token: str, model: str = "dear", **more: Any) -> Answer:
    body = {"model": model, "messages": QUESTION, **more}
    return client.call("POST", "/v1/chat/completions", body, token=token)


def ledger_sum(account: Account) -> int:
    with transactions.reading() as tx:
        row = tx.one(
            "SELECT SUM(amount) AS total FROM ledger WHERE user_id = :id", id=account.user["id"]
        )
    assert row
    return int(row["total"] or 0)


def reserved() -> int:
    with transactions.reading() as tx:
        row = tx.one("SELECT COUNT(*) AS n FROM reservations")
    assert row
    return int(row["n"])


# refused


def test_nobody_sees_credits_without_a_token(client: Client) -> None:
    assert client.call("GET", CREDITS).status == 401
    assert client.call("GET", LEDGER).status == 401


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"user": "x"}, "user"),
    ],
)
def test_a_wrong_query_is_refused_by_its_field(
    client: Client, query: dict[str, str], param: str
) -> None:
    answer = client.call("GET", CREDITS, token=client.register().token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)


def test_the_ledger_is_the_administrators(client: Client) -> None:
    user = client.register()

    assert client.call("GET", LEDGER, token=user.token).status == 403
    path = f"/api/admin/users/{user.user['id']}/credits"
    gift = {"amount": 5, "reason": "to myself"}
    assert client.call("POST", path, gift, token=user.token).status == 403


@pytest.mark.parametrize(
    ("gift", "param"),
    [
        ({}, "amount"),
        ({"amount": 5}, "reason"),
        ({"amount": 5, "reason": ""}, "reason"),
        ({"amount": 5, "reason": "x" * 201}, "reason"),
        ({"amount": "5", "reason": "x"}, "amount"),
        ({"amount": 0.5, "reason": "x"}, "amount"),
        ({"amount": 10**12 + 1, "reason": "x"}, "amount"),
        ({"amount": -(10**12) - 1, "reason": "x"}, "amount"),
        ({"amount": 5, "reason": "x", "user": "y"}, "user"),
    ],
)
def test_a_gift_that_cannot_be_is_refused_by_its_field(
    client: Client, gift: dict[str, Any], param: str
) -> None:
    admin = administrator(client)
    path = f"/api/admin/users/{admin.user['id']}/credits"

    answer = client.call("POST", path, gift, token=admin.token)

    assert (answer.status, answer.json["error"]["param"]) == (422, param)
    assert movements(client, admin) == []


def test_nobody_gives_to_who_is_not_there(client: Client) -> None:
    admin = administrator(client)
    path = "/api/admin/users/01ARZ3NDEKTSV4RRFFQ69G5FAV/credits"

    answer = client.call("POST", path, {"amount": 5, "reason": "x"}, token=admin.token)

    assert (answer.status, answer.code) == (404, "not_found")


def test_no_more_is_taken_than_there_is(client: Client) -> None:
    admin = administrator(client)
    give(client, admin, admin, 5)
    path = f"/api/admin/users/{admin.user['id']}/credits"

    answer = client.call("POST", path, {"amount": -6, "reason": "x"}, token=admin.token)

    assert (answer.status, answer.code) == (409, "conflict")
    assert balance(client, admin) == 5


# given


def test_who_registers_gets_credits_through_the_ledger(
    client: Client, configure: Configure
) -> None:
    configure(SIGNUP_CREDITS="70")

    account = client.register()

    answer = client.call("GET", CREDITS, token=account.token).json
    assert answer["balance"] == 70
    (entry,) = answer["data"]
    assert (entry["kind"], entry["amount"], entry["balance"]) == ("signup", 70, 70)
    assert entry["user_id"] == account.user["id"]
    assert entry["at"].endswith("Z")


def test_an_administrator_gives_and_takes(client: Client) -> None:
    admin, user = administrator(client), client.register()
    path = f"/api/admin/users/{user.user['id']}/credits"

    given = client.call("POST", path, {"amount": 50, "reason": "welcome"}, token=admin.token)
    taken = client.call("POST", path, {"amount": -20, "reason": "mistake"}, token=admin.token)
    nothing = client.call("POST", path, {"amount": 0, "reason": "nothing"}, token=admin.token)

    assert [a.json for a in (given, taken, nothing)] == [{"credits": n} for n in (50, 30, 30)]
    assert movements(client, user) == [("grant", 50), ("grant", -20)]
    (last, first) = client.call("GET", CREDITS, token=user.token).json["data"]
    assert (first["reason"], last["reason"], last["balance"]) == ("welcome", "mistake", 30)
    deeds = client.call("GET", "/api/admin/audit", token=admin.token).json["data"]
    assert deeds[1]["action"] == "users.credits"
    assert (deeds[1]["before"], deeds[1]["after"]["credits"]) == ({"credits": 50}, 30)


def test_a_gift_with_a_key_is_given_once(client: Client) -> None:
    admin = administrator(client)
    path = f"/api/admin/users/{admin.user['id']}/credits"
    gift, key = {"amount": 5, "reason": "x"}, {"Idempotency-Key": "1"}

    first = client.call("POST", path, gift, token=admin.token, headers=key)
    again = client.call("POST", path, gift, token=admin.token, headers=key)

    assert first.body == again.body
    assert again.headers["idempotency-replayed"] == "true"
    assert balance(client, admin) == 5


# taken


def test_a_call_takes_what_it_cost_and_the_ledger_shows_both_steps(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    model.say("六个字的回答")

    answer = complete(client, admin.token, max_tokens=100)

    assert answer.headers["x-credits-charged"] == "8"
    assert balance(client, admin) == ledger_sum(admin) == 8992
    (grant, reserve, settle) = movements(client, admin)
    assert grant == ("grant", 9000)
    assert (reserve[0], settle[0]) == ("reserve", "settle")
    assert reserve[1] < -100, "the prompt and the longest answer"
    assert reserve[1] + settle[1] == -8
    newest = client.call("GET", CREDITS, token=admin.token).json["data"][0]
    assert (newest["reason"], newest["shortfall"], newest["balance"]) == ("dear", 0, 8992)
    assert reserved() == 0


@pytest.mark.parametrize("stream", [False, True])
def test_a_chat_costs_the_same_whole_or_streamed(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)

    answer = ask(client, account=admin, model="dear", stream=stream)

    told = answer.events[-1][1] if stream else answer.json
    assert told["credits"]["charged"] == told["usage"]["total_tokens"]
    assert told["credits"]["remaining"] == balance(client, admin)
    assert balance(client, admin) == 9000 - told["credits"]["charged"]


def test_a_call_that_fails_costs_nothing(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    model.script(DATA_INSPECTION_FAILED)

    assert complete(client, admin.token).status == 400

    assert balance(client, admin) == ledger_sum(admin) == 9000
    assert [kind for kind, _ in movements(client, admin)] == ["grant", "reserve", "release"]
    assert reserved() == 0


def test_a_call_that_costs_nothing_needs_no_credits(client: Client, model: OpenAISimulator) -> None:
    account = client.register()

    answer = complete(client, account.token, "qwen-sim")

    assert (answer.status, answer.headers["x-credits-charged"]) == (200, "0")


def test_what_the_reservation_did_not_cover_is_taken_too(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    model.say(Says("短", reasoning="想" * 500))

    answer = complete(client, admin.token, max_tokens=5)

    assert answer.headers["x-credits-charged"] == "503"
    assert balance(client, admin) == ledger_sum(admin) == 9000 - 503


def test_what_cannot_be_taken_is_noted_as_a_shortfall(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 100)
    model.say(Says("短", reasoning="想" * 500))

    answer = complete(client, admin.token, max_tokens=5)

    assert answer.headers["x-credits-charged"] == "100"
    assert answer.headers["x-credits-remaining"] == "0"
    assert balance(client, admin) == ledger_sum(admin) == 0
    newest = client.call("GET", CREDITS, token=admin.token).json["data"][0]
    assert (newest["kind"], newest["shortfall"]) == ("settle", 403)
    report = client.call("GET", "/api/auth/usage", token=admin.token).json
    assert report["totals"]["credits"] == 100


def test_the_tier_and_each_kind_of_token_have_their_price(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    million = 1_000_000
    tiers = [
        {"input": million, "output": 2 * million, "reasoning": 10 * million, "up_to": 10},
        {"input": 3 * million, "output": 4 * million},
    ]
    offer(client, admin, "tiered", prices=tiers)
    give(client, admin, admin, 900_000)
    model.say(Says("答案", reasoning="想一想"), "答案")

    short = complete(client, admin.token, "tiered")
    many = [{"role": "user", "content": "x" * 11}]
    long = complete(client, admin.token, "tiered", messages=many)

    assert short.headers["x-credits-charged"] == str(2 * 1 + 2 * 2 + 3 * 10)
    assert long.headers["x-credits-charged"] == str(11 * 3 + 2 * 4)


def test_the_reservation_covers_the_dearest_kind_of_token(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    million = 1_000_000
    offer(
        client, admin, "deep",
        prices=[{"input": 0, "output": 0, "reasoning": 10 * million}],
    )  # fmt: skip
    give(client, admin, admin, 99)

    assert complete(client, admin.token, "deep", max_tokens=10).status == 429
    give(client, admin, admin, 1)
    assert complete(client, admin.token, "deep", max_tokens=10).status == 200


def test_tools_count_into_the_reservation(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 300)
    tool = {"type": "function", "function": {"name": "x", "description": "word " * 400}}

    assert complete(client, admin.token, max_tokens=10, tools=[tool]).status == 429
    assert complete(client, admin.token, max_tokens=10).status == 200


def test_part_of_a_credit_is_a_credit(client: Client, model: OpenAISimulator) -> None:
    admin = administrator(client)
    offer(client, admin, "cheap", prices=[{"input": 1, "output": 1}])
    give(client, admin, admin, 5)

    assert complete(client, admin.token, "cheap").headers["x-credits-charged"] == "1"


def test_an_estimated_cost_is_charged_where_the_provider_counts_nothing(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    model.say("答" * 100)
    model.script(NoUsage())

    charged = int(complete(client, admin.token).headers["x-credits-charged"])

    assert 50 <= charged <= 200
    assert balance(client, admin) == 9000 - charged


@pytest.mark.parametrize("path", ["/api/chat", "/v1/chat/completions"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_call_with_a_key_is_charged_once(
    client: Client, model: OpenAISimulator, path: str, stream: bool
) -> None:
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    body = {"model": "dear", "messages": QUESTION, "stream": stream}
    key = {"Idempotency-Key": "once"}

    first = client.call("POST", path, body, token=admin.token, headers=key)
    charged = 9000 - balance(client, admin)
    again = client.call("POST", path, body, token=admin.token, headers=key)
    other = client.call("POST", path, body | {"stream": not stream}, token=admin.token, headers=key)

    assert first.status == again.status == 200
    assert first.body == again.body
    assert first.headers["content-type"] == again.headers["content-type"]
    assert again.headers["idempotency-replayed"] == "true"
    assert charged > 0
    assert 9000 - balance(client, admin) == charged
    assert len(model.requests) == 1
    assert (other.status, other.code) == (409, "idempotency_conflict")


def test_without_the_credit_system_nothing_moves_and_usage_stays(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="false")
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9)

    assert complete(client, admin.token).status == 200

    assert movements(client, admin) == [("grant", 9)]
    totals = client.call("GET", "/api/auth/usage", token=admin.token).json["totals"]
    assert (totals["calls"], totals["credits"]) == (1, 0)
    assert totals["input_tokens"] > 0


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_whose_books_cannot_be_kept_is_none_and_costs_nothing(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    stream: bool,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseDown("database_unavailable")

    configure(DAILY_TOKENS="100000")
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    with monkeypatch.context() as patch:
        patch.setattr("shared.billing.usage.add", fail)
        answer = complete(client, admin.token, max_tokens=50, stream=stream)

    assert b'"unavailable"' in answer.body
    clock.advance(days=1)
    credits.sweep()
    assert balance(client, admin) == 9000


def test_an_answer_that_is_free_is_given_though_the_books_fail_after_it(
    client: Client,
    model: OpenAISimulator,
    configure: Configure,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DatabaseDown("database_unavailable")

    configure(ENABLE_CREDIT_SYSTEM="false")
    account = client.register()
    monkeypatch.setattr("shared.billing.usage.add", fail)

    answer = ask(client, account=account)

    assert answer.status == 200
    assert "call not noted" in capsys.readouterr().out


def test_a_failure_is_told_as_it_is_though_the_books_fail_after_it(
    client: Client, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseDown("database_unavailable")

    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, 9000)
    model.script(DATA_INSPECTION_FAILED)
    with monkeypatch.context() as patch:
        patch.setattr("shared.billing.credits.release", fail)
        answer = complete(client, admin.token)

    assert (answer.status, answer.code) == (400, "content_filter")
    clock.advance(days=1)
    assert credits.sweep() == 1
    with transactions.reading() as tx:
        assert users.get(tx, admin.user["id"]).credits == 9000


# the ledger


def test_one_sees_only_ones_own_movements(client: Client) -> None:
    admin, other = administrator(client), client.register()
    give(client, admin, admin, 5)
    give(client, admin, other, 6)
    key = api_key(client, other)["key"]

    assert movements(client, other) == [("grant", 6)]
    assert client.call("GET", CREDITS, token=key).json["balance"] == 6


def test_movements_come_in_pages_newest_first(client: Client) -> None:
    admin = administrator(client)
    for amount in range(1, 6):
        give(client, admin, admin, amount)

    seen, query = [], {"limit": "2"}
    while True:
        answer = client.call("GET", CREDITS, token=admin.token, query=query).json
        seen += [entry["amount"] for entry in answer["data"]]
        if not answer["next_cursor"]:
            break
        query["cursor"] = answer["next_cursor"]

    assert seen == [5, 4, 3, 2, 1]


def test_administrators_see_everybodys_movements_or_ones(client: Client) -> None:
    admin, other = administrator(client), client.register()
    give(client, admin, admin, 5)
    give(client, admin, other, 6)

    every = client.call("GET", LEDGER, token=admin.token).json["data"]
    theirs = client.call("GET", LEDGER, token=admin.token, query={"user": other.user["id"]}).json[
        "data"
    ]

    assert [(e["user_id"], e["amount"]) for e in every] == [
        (other.user["id"], 6),
        (admin.user["id"], 5),
    ]
    assert theirs == every[:1]


def test_the_ledger_of_who_left_has_no_owner(client: Client, model: OpenAISimulator) -> None:
    admin, leaving = administrator(client), client.register()
    offer(client, admin, "dear")
    give(client, admin, leaving, 9000)
    complete(client, leaving.token)

    gone = client.call("DELETE", "/api/auth/me", {"password": PASSWORD}, token=leaving.token)

    assert gone.status == 204
    every = client.call("GET", LEDGER, token=admin.token).json["data"]
    assert [entry["kind"] for entry in every] == ["settle", "reserve", "grant"]
    assert leaving.user["id"] not in str(every)
    usage = client.call("GET", "/api/admin/usage", token=admin.token, query={"group_by": "user"})
    assert usage.json["totals"]["calls"] == 1
    assert leaving.user["id"] not in str(usage.json)


@pytest.mark.parametrize(("cost", "charged", "back"), [(50, 50, 10), (60, 60, 0), (90, 60, 0)])
def test_what_who_left_had_set_aside_is_settled_by_nobody(
    client: Client, cost: int, charged: int, back: int
) -> None:
    admin, leaving = administrator(client), client.register()
    give(client, admin, leaving, 100)
    credits.reserve(leaving.user["id"], "request-1", 60)
    client.call("DELETE", "/api/auth/me", {"password": PASSWORD}, token=leaving.token)

    assert settled(leaving.user["id"], "request-1", cost, "late") == (charged, None)
    assert settled(leaving.user["id"], "request-1", cost, "again") == (0, None)
    assert reserved() == 0
    moved = [(m.kind, m.amount, m.shortfall) for m in reversed(credits.page(NOBODY, Ranged()).data)]
    assert moved == [("grant", 100, 0), ("reserve", -60, 0), ("settle", back, cost - charged)]


def test_a_reservation_of_who_left_does_not_stay_for_ever(client: Client, clock: Clock) -> None:
    admin, leaving = administrator(client), client.register()
    give(client, admin, leaving, 100)
    credits.reserve(leaving.user["id"], "request-1", 60)
    client.call("DELETE", "/api/auth/me", {"password": PASSWORD}, token=leaving.token)

    clock.advance(days=1)
    assert credits.sweep() == 1
    assert credits.sweep() == 0
    assert reserved() == 0
    assert sum(movement.amount for movement in credits.page(NOBODY, Ranged()).data) == 100


# orphans


def test_what_a_process_that_died_had_set_aside_comes_back(client: Client, clock: Clock) -> None:
    admin = administrator(client)
    give(client, admin, admin, 100)
    credits.reserve(admin.user["id"], "request-1", 60)

    assert credits.sweep() == 0, "it may be at work still"
    assert balance(client, admin) == 40
    clock.advance(seconds=credits.HELD // 1000 + 1)

    assert credits.sweep() == 1
    assert credits.sweep() == 0
    assert balance(client, admin) == ledger_sum(admin) == 100


@pytest.mark.parametrize(("cost", "left"), [(50, 50), (100, 0), (130, 0)])
def test_who_settles_after_the_sweeper_still_pays(
    client: Client, clock: Clock, cost: int, left: int
) -> None:
    admin = administrator(client)
    give(client, admin, admin, 100)
    credits.reserve(admin.user["id"], "request-1", 60)
    clock.advance(days=1)
    credits.sweep()

    first = settled(admin.user["id"], "request-1", cost, "late")
    again = settled(admin.user["id"], "request-1", cost, "late")

    assert first == (100 - left, left)
    assert again == (0, left)
    assert balance(client, admin) == ledger_sum(admin) == left
