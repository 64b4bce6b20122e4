"""Quotas of tokens per day and month, of users and of keys."""

from datetime import datetime
from typing import Any

import pytest

from shared.database import transactions
from shared.llm.transport import targets
from tests.administering import QUESTION, movements, offer
from tests.client import Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, api_key
from tests.simulators.openai import Answer as Says
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import INTERNAL_ERROR

PATH = "/v1/chat/completions"
PROMPT = 2  # tokens, as the simulated provider counts


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


def complete(client: Client, token: str, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "messages": QUESTION, "max_tokens": 50, **more}
    return client.call("POST", PATH, body, token=token)


def counted() -> list[int]:
    with transactions.reading() as tx:
        found = tx.all("SELECT hits FROM limits WHERE name IN ('day', 'month') ORDER BY name")
    return [row["hits"] for row in found]


def at(clock: Clock, text: str) -> None:
    wanted = int(datetime.fromisoformat(text).timestamp() * 1000)
    clock.ahead = wanted - (clock.now() - clock.ahead)


@pytest.mark.parametrize("stream", [False, True])
def test_a_call_that_could_go_beyond_the_quota_is_refused_before_the_model_is_asked(
    client: Client, model: OpenAISimulator, configure: Configure, stream: bool
) -> None:
    configure(DAILY_TOKENS="40")
    account = client.register()

    answer = complete(client, account.token, stream=stream)

    assert (answer.status, answer.code) == (429, "insufficient_quota")
    assert answer.json["error"]["type"] == "insufficient_quota"
    assert 0 < int(answer.headers["retry-after"]) <= 86_400
    assert model.requests == []
    assert counted() == []


def test_what_was_used_counts_and_not_what_was_set_aside(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100", MONTHLY_TOKENS="1000")
    account = client.register()
    model.say("十个字的回答就是十字")

    assert complete(client, account.token).status == 200

    assert counted() == [PROMPT + 10] * 2


def test_the_quota_ends_with_what_was_used(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")
    account = client.register()
    model.say(*["x" * 18] * 9)

    statuses = [complete(client, account.token).status for _ in range(5)]

    assert statuses == [200, 200, 200, 429, 429]
    assert counted() == [60]


def test_a_call_that_fails_does_not_count(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")
    account = client.register()
    model.normally = INTERNAL_ERROR

    complete(client, account.token)
    complete(client, account.token, stream=True)

    assert counted() == [0]


def test_a_call_without_the_credits_for_it_does_not_count(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100", ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    offer(client, admin, "dear")

    assert complete(client, admin.token, model="dear").status == 429

    assert counted() == [0]


def test_a_call_without_the_quota_for_it_sets_no_credits_aside(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(MONTHLY_TOKENS="10", ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="900")
    admin = administrator(client)
    offer(client, admin, "dear")

    assert complete(client, admin.token, model="dear").status == 429

    assert movements(client, admin) == [("signup", 900)]


def test_what_the_reservation_did_not_cover_counts_too(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")
    account = client.register()
    model.say(Says("短", reasoning="想" * 500))

    assert complete(client, account.token).status == 200
    assert complete(client, account.token).status == 429


def test_a_quota_is_one_users(client: Client, model: OpenAISimulator, configure: Configure) -> None:
    configure(DAILY_TOKENS="70")
    one, other = client.register(), client.register()
    model.say("x" * 30)

    assert complete(client, one.token).status == 200
    assert complete(client, one.token).status == 429
    assert complete(client, other.token).status == 200


@pytest.mark.parametrize("quota", ["daily_tokens", "monthly_tokens"])
def test_a_key_has_a_quota_of_its_own_beside_its_owners(
    client: Client, model: OpenAISimulator, quota: str
) -> None:
    owner = client.register()
    narrow = api_key(client, owner, **{quota: 70})["key"]
    wide = api_key(client, owner)["key"]
    model.say("x" * 30)

    assert complete(client, narrow).status == 200
    assert complete(client, narrow).status == 429
    assert complete(client, wide).status == 200
    assert complete(client, owner.token).status == 200


def test_keys_share_the_quota_of_their_owner(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="70")
    owner = client.register()
    one, other = (api_key(client, owner, daily_tokens=1000)["key"] for _ in range(2))
    model.say("x" * 30)

    assert complete(client, one).status == 200
    assert complete(client, other).status == 429


@pytest.mark.parametrize(
    ("zone", "before", "after", "left"),
    [
        ("Asia/Shanghai", "2096-06-14T23:59:50+08:00", "2096-06-15T00:00:01+08:00", 10),
        ("America/New_York", "2096-06-14T23:59:50-04:00", "2096-06-15T00:00:01-04:00", 10),
        ("Europe/Berlin", "2096-03-25T01:00:00+01:00", "2096-03-26T00:00:01+02:00", 22 * 3600),
    ],
)
def test_a_day_begins_at_midnight_of_the_deployments_zone(
    client: Client, model: OpenAISimulator, configure: Configure, clock: Clock,
    zone: str, before: str, after: str, left: int,
) -> None:  # fmt: skip
    configure(DAILY_TOKENS="70", TZ=zone)
    at(clock, before)
    account = client.register()
    model.say("x" * 30)

    assert complete(client, account.token).status == 200
    refused = complete(client, account.token)
    at(clock, after)

    assert refused.status == 429
    assert left - 5 <= int(refused.headers["retry-after"]) <= left
    assert complete(client, account.token).status == 200


def test_a_month_begins_at_its_first_midnight(
    client: Client, model: OpenAISimulator, configure: Configure, clock: Clock
) -> None:
    configure(MONTHLY_TOKENS="70")
    at(clock, "2096-02-28T12:00:00+08:00")
    account = client.register()
    model.say("x" * 30)

    assert complete(client, account.token).status == 200
    refused = complete(client, account.token)
    at(clock, "2096-02-29T23:59:59+08:00")
    still = complete(client, account.token)
    at(clock, "2096-03-01T00:00:00+08:00")

    assert refused.status == still.status == 429
    assert 36 * 3600 - 5 <= int(refused.headers["retry-after"]) <= 36 * 3600
    assert complete(client, account.token).status == 200


def test_which_quota_it_was_is_said_in_the_callers_language(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    account = client.register()
    body = {"model": "qwen-sim", "messages": QUESTION, "max_tokens": 50}

    def message(language: str) -> str:
        headers = {"Accept-Language": language}
        answer = client.call("POST", PATH, body, token=account.token, headers=headers)
        said: str = answer.json["error"]["message"]
        return said

    configure(DAILY_TOKENS="40")
    daily = message("en"), message("zh")
    configure(DAILY_TOKENS="0", MONTHLY_TOKENS="41")
    monthly = message("en"), message("zh")

    assert len({*daily, *monthly}) == 4
    assert all("40" in said for said in daily)
    assert all("41" in said for said in monthly)


def told(client: Client, token: str) -> Any:
    """What somebody reads of their limits."""
    answer = client.call("GET", "/api/auth/me", token=token)
    assert answer.status == 200, answer.body
    return answer.json["limits"]


def test_who_has_no_quota_reads_that_there_is_none(client: Client, configure: Configure) -> None:
    configure(LIMITS="chat=7/30")
    account = client.register()

    assert told(client, account.token) == {
        "tokens": {"day": None, "month": None},
        "key_tokens": None,
        "rates": {
            "chat": {"hits": 7, "seconds": 30},
            "recognize": {"hits": 20, "seconds": 60},
            "speech": {"hits": 30, "seconds": 60},
        },
    }


def test_one_reads_how_much_of_a_quota_is_used_and_when_it_begins_anew(
    client: Client, model: OpenAISimulator, configure: Configure, clock: Clock
) -> None:
    configure(DAILY_TOKENS="100", MONTHLY_TOKENS="1000")
    at(clock, "2096-06-14T23:59:00+08:00")
    account, other = client.register(), client.register()
    model.say("十个字的回答就是十字")
    complete(client, account.token)

    day = {"limit": 100, "used": PROMPT + 10, "renews_at": "2096-06-14T16:00:00.000Z"}
    month = {"limit": 1000, "used": PROMPT + 10, "renews_at": "2096-06-30T16:00:00.000Z"}
    assert told(client, account.token)["tokens"] == {"day": day, "month": month}
    assert told(client, other.token)["tokens"]["day"]["used"] == 0

    at(clock, "2096-06-15T00:00:01+08:00")
    anew = day | {"used": 0, "renews_at": "2096-06-15T16:00:00.000Z"}
    assert told(client, account.token)["tokens"] == {"day": anew, "month": month}


def test_a_key_reads_its_own_quota_beside_its_owners(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(MONTHLY_TOKENS="1000")
    owner = client.register()
    narrow = api_key(client, owner, daily_tokens=70)["key"]
    wide = api_key(client, owner)["key"]
    model.say(*["十个字的回答就是十字"] * 2)
    complete(client, narrow)
    complete(client, wide)

    own = told(client, narrow)
    assert own["key_tokens"]["month"] is None
    assert (own["key_tokens"]["day"]["limit"], own["key_tokens"]["day"]["used"]) == (70, 12)
    assert (own["tokens"]["day"], own["tokens"]["month"]["used"]) == (None, 24)
    assert told(client, wide)["key_tokens"] == {"day": None, "month": None}
