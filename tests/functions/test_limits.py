"""Limits at the functions: which answers say how many calls are left, and when there are none."""

import functools
import json
import re
from typing import Any

import pytest

from shared.hosts import gateway
from shared.http.endpoint import Endpoint
from tests.client import ROUTES, Answer, Client, EventClient
from tests.conftest import Configure
from tests.people import administrator, api_key, log_in
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import at_once

ME, LOGIN, REFRESH = "/api/auth/me", "/api/auth/login", "/api/auth/refresh"
NAMES = {r.function.name for r in ROUTES.routes}
LIMITED = [e for name in sorted(NAMES) for e in gateway.load(name).endpoints if e.limit]
NOWHERE = "redis://127.0.0.1:1"
DEAD = {"REDIS_URL": NOWHERE}


def of_limits(answer: Answer) -> tuple[int, int, int]:
    """Limit, remaining and reset, which must be there."""
    limit, remaining, reset = (
        int(answer.headers[f"x-ratelimit-{name}"]) for name in ("limit", "remaining", "reset")
    )
    return limit, remaining, reset


def read_me(client: Client, token: str | None = None, **headers: str) -> Answer:
    return client.call("GET", ME, token=token, headers=headers)


def refused(client: Client, count: int, **headers: str) -> list[str]:
    """The codes of refreshing with nothing, which is limited by address."""
    return [
        client.call("POST", REFRESH, {"refresh_token": "x"}, headers=headers).code
        for _ in range(count)
    ]


def warnings(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line for line in lines if line["level"] == "warning"]


@pytest.mark.parametrize("served", LIMITED, ids=lambda e: f"{e.method} {e.path}")
def test_every_answer_of_a_limited_endpoint_says_how_many_are_left(
    client: Client, served: Endpoint
) -> None:
    path = re.sub(r"\{\w+\}", "x", served.path)
    body: Any = None if served.method == "GET" else {"no such field": 1}
    tokens = [None, "made-up", administrator(client).token]

    for token in tokens:
        limit, remaining, reset = of_limits(client.call(served.method, path, body, token=token))
        assert 0 <= remaining < limit
        assert reset >= 0


def test_functions_that_are_not_limited_say_nothing(client: Client) -> None:
    assert "x-ratelimit-limit" not in client.call("GET", "/api/health").headers


def test_the_hit_after_the_last_is_refused_and_told_when_to_come_again(
    client: Client, configure: Configure
) -> None:
    configure(LIMITS="read=3/1d")
    account = client.register()

    answers = [read_me(client, account.token) for _ in range(5)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429, 429]
    assert [of_limits(answer)[:2] for answer in answers] == [(3, 2), (3, 1), *[(3, 0)] * 3]
    last = answers[-1]
    assert last.code == "rate_limited"
    assert last.headers["retry-after"] == last.headers["x-ratelimit-reset"]
    assert 0 < int(last.headers["retry-after"]) <= 86_400
    assert last.json["error"]["message"]


def test_other_limits_and_other_people_are_not_touched(
    client: Client, configure: Configure
) -> None:
    configure(LIMITS="read=1/1d")
    first, second = client.register(), client.register()
    read_me(client, first.token)

    assert read_me(client, first.token).status == 429
    assert read_me(client, second.token).status == 200
    assert client.call("PATCH", ME, {"name": "x"}, token=first.token).status == 200


def test_a_user_is_one_caller_from_wherever_they_call(client: Client, configure: Configure) -> None:
    configure(LIMITS="read=2/1d")
    account = client.register()
    statuses = []

    for ip in ("203.0.113.1", "203.0.113.2", "203.0.113.3"):
        client.ip = ip
        statuses.append(read_me(client, account.token).status)

    assert statuses == [200, 200, 429]


def test_a_users_limit_holds_over_all_their_keys(client: Client, configure: Configure) -> None:
    configure(LIMITS="read=3/1d")
    account, other = client.register(), client.register()
    keys = [api_key(client, account)["key"] for _ in range(3)]

    statuses = [read_me(client, token).status for token in (account.token, *keys, *keys)]

    assert statuses == [200, 200, 200, 429, 429, 429, 429]
    assert read_me(client, api_key(client, other)["key"]).status == 200


def test_who_is_nobody_is_counted_by_address(client: Client, configure: Configure) -> None:
    configure(LIMITS="refresh=2/1d")

    assert refused(client, 3) == ["invalid_token", "invalid_token", "rate_limited"]
    client.ip = "198.51.100.9"
    assert refused(client, 1) == ["invalid_token"]


def test_guessing_tokens_is_limited_by_address(client: Client, configure: Configure) -> None:
    configure(LIMITS="read=2/1d")
    account = client.register()

    codes = [read_me(client, f"sk-guess-{number}").code for number in range(3)]

    assert codes == ["invalid_token", "invalid_token", "rate_limited"]
    assert read_me(client, account.token).status == 200


def test_a_network_of_ipv6_is_one_address(client: Client, configure: Configure) -> None:
    configure(LIMITS="refresh=1/1d")
    codes = []

    for ip in ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::1"):
        client.ip = ip
        codes += refused(client, 1)

    assert codes == ["invalid_token", "rate_limited", "invalid_token"]


def test_a_made_up_forwarded_address_does_not_help(client: Client, configure: Configure) -> None:
    configure(LIMITS="refresh=1/1d", TRUSTED_PROXIES="0")
    refused(client, 1)

    for made_up in ("10.0.0.1", "10.0.0.1, 10.0.0.2", "", "unknown", "::1"):
        headers = {"X-Forwarded-For": made_up, "X-Real-Ip": made_up, "Cf-Connecting-Ip": made_up}
        assert refused(client, 1, **headers) == ["rate_limited"]


def test_behind_a_proxy_what_it_wrote_counts_and_what_came_before_does_not(
    client: Client, configure: Configure
) -> None:
    configure(LIMITS="refresh=1/1d", TRUSTED_PROXIES="1")
    forwarded = {"X-Forwarded-For": "203.0.113.50"}
    assert refused(client, 2, **forwarded) == ["invalid_token", "rate_limited"]

    for made_up in ("10.0.0.1, 203.0.113.50", "203.0.113.50:4711", "x, y, 203.0.113.50"):
        assert refused(client, 1, **{"X-Forwarded-For": made_up}) == ["rate_limited"]
    assert refused(client, 1, **{"X-Forwarded-For": "203.0.113.51"}) == ["invalid_token"]


@pytest.mark.parametrize(
    ("settings", "most", "statuses"),
    [("login=2/1d", 2, [401, 401, 429]), ("login=1/1d, read=9/1m", 1, [401, 429, 429])],
)
def test_settings_decide_otherwise(
    client: Client, configure: Configure, settings: str, most: int, statuses: list[int]
) -> None:
    configure(LIMITS=settings)
    credentials = {"email": "x@example.com", "password": "x"}

    answers = [client.call("POST", LOGIN, credentials) for _ in range(3)]

    assert [answer.status for answer in answers] == statuses
    assert of_limits(answers[0])[0] == most


@pytest.mark.parametrize("many", [50, pytest.param(200, marks=pytest.mark.stress)])
def test_of_many_at_once_as_many_pass_as_may(counter: str, configure: Configure, many: int) -> None:
    client = EventClient()
    configure(LIMITS=f"read={many // 4}/1d")
    account = client.register()

    answers = at_once([functools.partial(read_me, client, account.token)] * many)

    statuses = [answer.result().status for answer in answers]
    assert statuses.count(200) == many // 4
    assert statuses.count(429) == many - many // 4


def test_when_the_counter_fails_calls_go_on_and_the_log_says_so(
    client: Client, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    configure(**DEAD)
    capsys.readouterr()

    answer = read_me(client, account.token)

    assert answer.status == 200
    assert "x-ratelimit-limit" not in answer.headers
    (line,) = warnings(capsys)
    assert (line["message"], line["limit"]) == ("limit not counted", "read")


def test_when_the_counter_fails_nobody_logs_in_or_registers(
    client: Client, configure: Configure
) -> None:
    account = client.register()
    configure(**DEAD)

    application = {"email": "new@example.com", "password": PASSWORD}
    answer = client.call("POST", "/api/auth/register", application)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert log_in(client, account.email, PASSWORD) == 503
    configure(REDIS_URL="")
    assert log_in(client, account.email, PASSWORD) == 200
