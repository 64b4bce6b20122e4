"""POST /api/auth/login."""

import time

import pytest

from shared.database import transactions
from shared.store import users
from tests.client import Answer, Client
from tests.conftest import Configure


def login(client: Client, email: str, password: str) -> Answer:
    return client.call("POST", "/api/auth/login", {"email": email, "password": password})


def kept_hash(email: str) -> str:
    with transactions.reading() as tx:
        user = users.find_by_email(tx, email)
    assert user
    return user.password_hash


def test_address_must_be_said(client: Client) -> None:
    answer = client.call("POST", "/api/auth/login", {"password": "correct horse 9"})

    assert answer.status == 422
    assert answer.json["error"]["param"] == "email"


def test_unknown_user_and_wrong_password_look_the_same(client: Client) -> None:
    account = client.register()

    wrong = login(client, account.email, "wrong one")
    unknown = login(client, "no@x.cn", "wrong one")

    assert wrong.status == unknown.status == 401
    assert wrong.code == unknown.code == "invalid_credentials"
    assert wrong.headers["www-authenticate"].startswith("Bearer")
    assert wrong.json["error"]["message"] == unknown.json["error"]["message"]


def test_unknown_user_takes_as_long_as_a_wrong_password(
    client: Client, configure: Configure
) -> None:
    configure(PASSWORD_COST="9")
    account = client.register()

    def seconds(email: str) -> float:
        """Of the processor: what else this machine does must not count."""
        started = time.thread_time()
        assert login(client, email, "wrong one").status == 401
        return time.thread_time() - started

    wrong = min(seconds(account.email) for _ in range(4))
    unknown = min(seconds("no@x.cn") for _ in range(4))

    assert 0.5 < unknown / wrong < 2


def test_unknown_user_takes_as_long_as_one_whose_hash_is_of_a_lower_cost(
    client: Client, configure: Configure
) -> None:
    configure(PASSWORD_COST="9")
    account = client.register()
    configure(PASSWORD_COST="10")

    def seconds(email: str) -> float:
        started = time.thread_time()
        assert login(client, email, "wrong one").status == 401
        return time.thread_time() - started

    wrong = min(seconds(account.email) for _ in range(4))
    unknown = min(seconds("no@x.cn") for _ in range(4))

    assert 0.75 < unknown / wrong < 1.35


def test_log_in_brings_a_hash_to_the_cost_of_today(client: Client, configure: Configure) -> None:
    account = client.register()
    configure(PASSWORD_COST="5")

    assert login(client, account.email, "wrong one").status == 401
    assert kept_hash(account.email).startswith("$2b$04$")
    assert login(client, account.email, account.password).status == 200
    newer = kept_hash(account.email)
    assert newer.startswith("$2b$05$")
    assert login(client, account.email, account.password).status == 200

    assert kept_hash(account.email) == newer
    me = client.call("GET", "/api/auth/me", token=account.token)
    assert me.status == 200, "who was logged in stays so"


def test_a_new_password_that_came_meanwhile_is_not_undone_by_an_old_one(client: Client) -> None:
    account = client.register()
    with transactions.writing() as tx:
        users.replace_hash(tx, account.user["id"], "of another password", "older")

    assert kept_hash(account.email).startswith("$2b$04$")


@pytest.mark.parametrize("email", ["\u0000", "a@b.cn\u0000", "x" * 5000, "%", "' OR 1=1 --", "云"])
def test_strange_addresses_are_unknown_users(client: Client, email: str) -> None:
    assert login(client, email, "correct horse 9").code == "invalid_credentials"


@pytest.mark.parametrize("password", ["", "\u0000", "x" * 500_000, "云" * 1000])
def test_strange_passwords_are_wrong(client: Client, password: str) -> None:
    account = client.register()

    assert login(client, account.email, password).code == "invalid_credentials"


def test_disabled_account_is_told_only_to_its_owner(client: Client) -> None:
    account = client.register()
    with transactions.writing() as tx:
        tx.run("UPDATE users SET disabled = 1")

    assert login(client, account.email, "wrong one").code == "invalid_credentials"
    refused = login(client, account.email, account.password)
    assert (refused.status, refused.code) == (403, "account_disabled")


def test_fifth_failure_locks_the_account_for_the_address_even_with_the_right_password(
    client: Client,
) -> None:
    account = client.register()
    for _ in range(5):
        assert login(client, account.email, "wrong one").status == 401

    locked = login(client, account.email, account.password)
    client.ip = "198.51.100.9"
    elsewhere = login(client, account.email, account.password)

    assert (locked.status, locked.code) == (429, "too_many_attempts")
    assert 0 < int(locked.headers["retry-after"]) <= 900
    assert elsewhere.status == 200


def test_twentieth_failure_locks_the_address_for_all_accounts(client: Client) -> None:
    account = client.register()
    for number in range(20):
        assert login(client, f"{number}@example.com", "wrong one").status == 401

    assert login(client, account.email, account.password).code == "too_many_attempts"


def test_success_forgets_the_failures_before(client: Client) -> None:
    account = client.register()
    for _ in range(2):
        for _ in range(4):
            assert login(client, account.email, "wrong one").status == 401
        assert login(client, account.email, account.password).status == 200


def test_log_in_answers_tokens_for_any_case_of_the_address(client: Client) -> None:
    account = client.register("someone@example.com")

    answer = client.call(
        "POST",
        "/api/auth/login",
        {"username": "  SomeOne@Example.com ", "password": account.password},
    )

    assert answer.status == 200
    assert answer.json["user"] == account.user
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in"] == 3600


def test_token_of_a_log_in_lives_as_long_as_configured_and_is_accepted(
    client: Client, configure: Configure
) -> None:
    configure(JWT_EXPIRES_IN="15m")
    account = client.register()

    answer = login(client, account.email, account.password)

    assert answer.json["expires_in"] == 900
    listed = client.call("GET", "/api/conversations", token=answer.json["access_token"])
    assert listed.status == 200
