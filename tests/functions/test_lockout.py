"""Lock-out after failed log-ins: 5 for an account from an address, 20 for an address, in 15 min."""

import functools

import pytest

from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, log_in
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import at_once

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
WINDOW = 15 * 60  # seconds


def try_password(client: Client, email: str, password: str = "not the one") -> Answer:
    return client.call("POST", "/api/auth/login", {"email": email, "password": password})


def fail(client: Client, email: str, times: int) -> list[str]:
    return [try_password(client, email).code for _ in range(times)]


def test_after_five_failures_even_the_right_password_is_refused(client: Client) -> None:
    account = client.register()
    assert fail(client, account.email, 5) == ["invalid_credentials"] * 5

    answer = try_password(client, account.email, PASSWORD)

    assert (answer.status, answer.code) == (429, "too_many_attempts")
    assert 0 < int(answer.headers["retry-after"]) <= WINDOW
    assert "access_token" not in answer.json


def test_nobody_is_locked_out_from_elsewhere(client: Client) -> None:
    account = client.register()
    fail(client, account.email, 6)

    client.ip = ELSEWHERE

    assert log_in(client, account.email, PASSWORD) == 200


def test_an_unknown_address_is_locked_just_the_same(client: Client) -> None:
    known = client.register().email

    outcomes = {email: fail(client, email, 7) for email in (known, "unknown@example.com")}

    assert outcomes[known] == outcomes["unknown@example.com"]
    assert outcomes[known] == ["invalid_credentials"] * 5 + ["too_many_attempts"] * 2


def test_writing_an_address_otherwise_gives_no_more_attempts(client: Client) -> None:
    client.register("someone@example.com")
    written = ["someone@example.com", "SOMEONE@example.com", " someone@example.com "] * 2

    codes = [try_password(client, email).code for email in written]

    assert codes == ["invalid_credentials"] * 5 + ["too_many_attempts"]


def test_after_twenty_failures_an_address_is_refused_for_every_account(client: Client) -> None:
    account = client.register()
    for number in range(20):
        assert try_password(client, f"{number}@example.com").status == 401

    assert log_in(client, account.email, PASSWORD) == 429

    client.ip = ELSEWHERE
    assert log_in(client, account.email, PASSWORD) == 200


def test_who_knows_the_password_may_come_as_often_as_they_like(client: Client) -> None:
    account = client.register()

    assert {log_in(client, account.email, PASSWORD) for _ in range(25)} == {200}


def test_the_right_password_forgets_the_failures_before_it(client: Client) -> None:
    account = client.register()

    for _ in range(3):
        fail(client, account.email, 4)
        assert log_in(client, account.email, PASSWORD) == 200


def test_the_right_password_for_one_account_does_not_forgive_the_address(client: Client) -> None:
    """Else an attacker would log in to an account of their own after every four guesses."""
    own = client.register()
    for number in range(20):
        if number % 4 == 0:
            assert log_in(client, own.email, PASSWORD) == 200
        try_password(client, f"{number}@example.com")

    assert log_in(client, own.email, PASSWORD) == 429


def test_a_lock_lasts_for_fifteen_minutes_and_not_longer(client: Client, clock: Clock) -> None:
    account = client.register()
    fail(client, account.email, 5)

    clock.advance(seconds=WINDOW - 120)
    assert log_in(client, account.email, PASSWORD) == 429
    clock.advance(seconds=120)

    assert log_in(client, account.email, PASSWORD) == 200


def test_trying_while_locked_does_not_prolong_the_lock(client: Client, clock: Clock) -> None:
    account = client.register()
    fail(client, account.email, 5)
    clock.advance(seconds=WINDOW - 120)
    fail(client, account.email, 10)

    clock.advance(seconds=120)

    assert log_in(client, account.email, PASSWORD) == 200


def test_an_administrator_unlocks_an_account(client: Client) -> None:
    admin, account, other = administrator(client), client.register(), client.register()
    fail(client, account.email, 5)
    fail(client, other.email, 5)

    path = f"/api/admin/users/{account.user['id']}/unlock"
    answer = client.call("POST", path, token=admin.token)

    assert (answer.status, answer.body) == (204, b"")
    assert log_in(client, account.email, PASSWORD) == 200
    assert log_in(client, other.email, PASSWORD) == 429


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_stolen_token_is_no_way_to_guess_the_password(client: Client, method: str) -> None:
    account = client.register()

    def guess(password: str) -> str:
        body = {"password": password}
        if method == "PATCH":
            body = {"password": "another horse 7", "current_password": password}
        return client.call(method, "/api/auth/me", body, token=account.token).code

    assert [guess("not the one") for _ in range(5)] == ["invalid_credentials"] * 5
    assert guess(PASSWORD) == "too_many_attempts"
    assert log_in(client, account.email, PASSWORD) == 429


def test_a_network_of_ipv6_is_one_address(client: Client) -> None:
    account = client.register()
    for number in range(5):
        client.ip = f"2001:db8:1:2::{number}"
        try_password(client, account.email)

    client.ip = "2001:db8:1:2:ffff::1"
    assert log_in(client, account.email, PASSWORD) == 429
    client.ip = "2001:db8:1:3::1"
    assert log_in(client, account.email, PASSWORD) == 200


def test_addresses_of_ipv4_written_as_ipv6_are_not_one_network(client: Client) -> None:
    account = client.register()
    client.ip = f"::ffff:{HERE}"
    fail(client, account.email, 5)

    client.ip = HERE
    assert log_in(client, account.email, PASSWORD) == 429
    client.ip = f"::ffff:{ELSEWHERE}"
    assert log_in(client, account.email, PASSWORD) == 200


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_a_made_up_forwarded_address_gives_no_more_attempts(
    client: Client, configure: Configure, proxies: str
) -> None:
    configure(TRUSTED_PROXIES=proxies)
    account = client.register()
    codes = []

    for number in range(6):
        written = f"10.0.0.{number}" if proxies == "0" else f"10.0.0.{number}, {HERE}"
        answer = client.call(
            "POST",
            "/api/auth/login",
            {"email": account.email, "password": "not the one"},
            headers={"X-Forwarded-For": written, "X-Real-IP": written, "Forwarded": written},
        )
        codes.append(answer.code)

    assert codes[-1] == "too_many_attempts"


def test_attempts_at_once_are_counted_one_by_one(client: Client, configure: Configure) -> None:
    account = client.register()
    configure(LIMITS="login=1000/60")

    attempts = at_once([functools.partial(_code, client, account)] * 30)

    codes = [attempt.result() for attempt in attempts]
    assert codes.count("invalid_credentials") == 5
    assert codes.count("too_many_attempts") == 25


def _code(client: Client, account: Account) -> str:
    return try_password(client, account.email).code
