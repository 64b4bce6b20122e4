"""A second factor at log-in: set up, asked for, used once, taken away."""

import functools
from collections import Counter
from typing import Any

import pyotp
import pytest

from shared import times
from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, log_in
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import at_once

FACTOR, LOGIN = "/api/auth/second-factor", "/api/auth/login"
CODES = f"{FACTOR}/recovery-codes"


@pytest.fixture
def account(client: Client, clock: Clock) -> Account:
    return client.register()


def code_of(secret: str, later: int = 0) -> str:
    """What an authenticator shows now, or so many seconds later."""
    return pyotp.TOTP(secret).at(times.now() // 1000 + later)


def begin(client: Client, account: Account, password: str = PASSWORD) -> Answer:
    return client.call("POST", FACTOR, {"password": password}, token=account.token)


def confirm(client: Client, account: Account, code: str) -> Answer:
    return client.call("POST", f"{FACTOR}/confirm", {"code": code}, token=account.token)


def switched_on(client: Client, account: Account, clock: Clock) -> tuple[str, list[str]]:
    """The secret and the recovery codes of somebody whose next code is good."""
    secret = begin(client, account).json["secret"]
    answer = confirm(client, account, code_of(secret))
    assert answer.status == 200, answer.body
    clock.advance(seconds=60)
    return secret, answer.json["recovery_codes"]


def enter(client: Client, account: Account, code: str | None = None, **more: Any) -> Answer:
    body = {"email": account.email, "password": PASSWORD, **more}
    return client.call("POST", LOGIN, body if code is None else body | {"code": code})


def state(client: Client, account: Account) -> Any:
    return client.call("GET", FACTOR, token=account.token).json


def test_the_password_is_asked_for_before_anything_is_set_up(
    client: Client, account: Account
) -> None:
    answer = begin(client, account, "not the one")

    assert (answer.status, answer.code) == (401, "invalid_credentials")
    assert confirm(client, account, "123456").code == "second_factor_invalid"
    assert state(client, account) == {"enabled": False, "recovery_codes": 0, "required": False}


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５", "x" * 5000])
def test_what_no_authenticator_shows_switches_nothing_on(
    client: Client, account: Account, code: str
) -> None:
    begin(client, account)

    assert confirm(client, account, code).code == "second_factor_invalid"
    assert state(client, account)["enabled"] is False
    assert enter(client, account).status == 200


def test_a_secret_that_was_not_confirmed_asks_nobody_for_a_code(
    client: Client, account: Account
) -> None:
    begin(client, account)

    assert enter(client, account).status == 200


def test_an_authenticator_is_told_all_it_needs(client: Client, account: Account) -> None:
    begun = begin(client, account).json

    read = pyotp.parse_uri(begun["uri"])
    assert isinstance(read, pyotp.TOTP)
    assert (read.secret, read.issuer, read.name) == (begun["secret"], "Yunzhan", account.email)
    assert (read.digits, read.interval) == (6, 30)
    assert len(begun["secret"]) == 32
    assert begun["qr"].startswith("data:image/svg+xml")


def test_without_a_code_the_right_password_opens_nothing(
    client: Client, account: Account, clock: Clock
) -> None:
    switched_on(client, account, clock)

    for code in (None, "", "  "):
        answer = enter(client, account, code)
        assert (answer.status, answer.code) == (401, "second_factor_required")
        assert "access_token" not in answer.json
    assert enter(client, account, password="not the one").code == "invalid_credentials"


def test_the_right_code_opens(client: Client, account: Account, clock: Clock) -> None:
    secret, _ = switched_on(client, account, clock)

    answer = enter(client, account, f" {code_of(secret)[:3]} {code_of(secret)[3:]} ")

    assert answer.status == 200
    assert answer.json["user"]["second_factor"] is True


@pytest.mark.parametrize("later", [-30, 30])
def test_clocks_may_differ_by_half_a_minute(
    client: Client, account: Account, clock: Clock, later: int
) -> None:
    secret, _ = switched_on(client, account, clock)

    assert enter(client, account, code_of(secret, later)).status == 200


@pytest.mark.parametrize("later", [-90, 90])
def test_codes_of_other_times_open_nothing(
    client: Client, account: Account, clock: Clock, later: int
) -> None:
    secret, _ = switched_on(client, account, clock)

    assert enter(client, account, code_of(secret, later)).code == "second_factor_invalid"


def test_a_code_opens_once_and_none_before_it(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, _ = switched_on(client, account, clock)
    assert enter(client, account, code_of(secret)).status == 200

    again = [enter(client, account, code_of(secret, later)) for later in (0, -30)]

    assert [answer.code for answer in again] == ["second_factor_invalid"] * 2
    assert enter(client, account, code_of(secret, 30)).status == 200


def test_the_code_that_switched_it_on_opens_nothing(client: Client, account: Account) -> None:
    secret = begin(client, account).json["secret"]
    code = code_of(secret)
    assert confirm(client, account, code).status == 200

    assert enter(client, account, code).code == "second_factor_invalid"


def test_of_many_who_use_a_code_at_once_one_gets_in(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, recovery_codes = switched_on(client, account, clock)

    for code in (code_of(secret), recovery_codes[0]):
        client.ip = f"198.51.100.{len(code)}"  # those who came late the first time are counted
        works = [functools.partial(enter, client, account, code)] * 5
        answers = [outcome.result() for outcome in at_once(works)]
        assert Counter(answer.status for answer in answers) == {200: 1, 401: 4}


def test_five_wrong_codes_lock_out_as_wrong_passwords_do(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, _ = switched_on(client, account, clock)
    for _ in range(5):
        assert enter(client, account, "000000").code == "second_factor_invalid"
        assert enter(client, account).code in ("second_factor_required", "too_many_attempts")

    assert enter(client, account, code_of(secret)).code == "too_many_attempts"


def test_ten_wrong_codes_from_wherever_lock_the_second_factor(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, _ = switched_on(client, account, clock)
    for number in range(10):
        client.ip = f"198.51.100.{number}"
        assert enter(client, account, "000000").code == "second_factor_invalid"

    client.ip = "198.51.100.99"
    locked = enter(client, account, code_of(secret))
    assert locked.code == "too_many_attempts"
    assert 0 < int(locked.headers["retry-after"]) <= 900

    clock.advance(seconds=900)
    assert enter(client, account, code_of(secret)).status == 200


def test_a_recovery_code_opens_once(client: Client, account: Account, clock: Clock) -> None:
    _, codes = switched_on(client, account, clock)
    assert len(set(codes)) == 10

    assert enter(client, account, codes[3].lower().replace("-", " ")).status == 200

    assert enter(client, account, codes[3]).code == "second_factor_invalid"
    assert enter(client, account, codes[4]).status == 200
    assert state(client, account)["recovery_codes"] == 8


def test_new_recovery_codes_end_the_old_ones(
    client: Client, account: Account, clock: Clock
) -> None:
    assert client.call("POST", CODES, {"password": PASSWORD}, token=account.token).status == 409
    _, old = switched_on(client, account, clock)
    wrong = client.call("POST", CODES, {"password": "not the one"}, token=account.token)
    assert wrong.code == "invalid_credentials"

    new = client.call("POST", CODES, {"password": PASSWORD}, token=account.token).json

    assert enter(client, account, old[0]).code == "second_factor_invalid"
    assert enter(client, account, new["recovery_codes"][0]).status == 200


def test_secrets_and_codes_are_not_to_be_read_in_the_database(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, codes = switched_on(client, account, clock)

    with transactions.reading() as tx:
        kept = str(tx.all("SELECT * FROM second_factors"))
        kept += str(tx.all("SELECT * FROM recovery_codes"))

    assert account.user["id"] in kept
    assert secret not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_secret_outlives_a_new_key(
    client: Client, account: Account, clock: Clock, configure: Configure
) -> None:
    secret, _ = switched_on(client, account, clock)
    old, new = "unit-tests-sign-with-these-40-odd-bytes!", "another-key-of-some-forty-odd-bytes-2!!"

    configure(JWT_SECRET=f"{new},{old}")
    assert enter(client, account, code_of(secret)).status == 200

    configure(JWT_SECRET=new)
    clock.advance(seconds=60)
    assert enter(client, account, code_of(secret)).status == 200


def test_a_second_one_is_not_set_up_over_the_first(
    client: Client, account: Account, clock: Clock
) -> None:
    secret, _ = switched_on(client, account, clock)

    assert (begin(client, account).status, begin(client, account).code) == (409, "conflict")
    assert confirm(client, account, code_of(secret)).status == 409
    assert enter(client, account, code_of(secret)).status == 200


def test_it_is_switched_off_with_the_password(
    client: Client, account: Account, clock: Clock
) -> None:
    switched_on(client, account, clock)
    wrong = client.call("DELETE", FACTOR, {"password": "not the one"}, token=account.token)
    assert wrong.code == "invalid_credentials"
    assert state(client, account)["enabled"] is True

    assert client.call("DELETE", FACTOR, {"password": PASSWORD}, token=account.token).status == 204

    assert state(client, account) == {"enabled": False, "recovery_codes": 0, "required": False}
    assert log_in(client, account.email, PASSWORD) == 200


def test_administrators_without_one_may_only_set_it_up_where_it_is_required(
    client: Client, clock: Clock, configure: Configure
) -> None:
    admin = administrator(client)
    configure(ADMIN_SECOND_FACTOR="true")

    refused = client.call("GET", "/api/admin/users", token=admin.token)
    assert (refused.status, refused.code) == (403, "second_factor_missing")
    assert state(client, admin)["required"] is True
    assert client.call("GET", "/api/conversations", token=admin.token).status == 200

    switched_on(client, admin, clock)
    assert client.call("GET", "/api/admin/users", token=admin.token).status == 200


def test_an_administrator_takes_it_from_who_has_lost_it(
    client: Client, account: Account, clock: Clock
) -> None:
    admin = administrator(client)
    switched_on(client, account, clock)
    path = f"/api/admin/users/{account.user['id']}/second-factor"

    assert client.call("DELETE", path, token=admin.token).status == 204

    assert enter(client, account).status == 200
    trail = client.call("GET", "/api/admin/audit", token=admin.token).json["data"][0]
    assert (trail["action"], trail["target"]) == ("users.second_factor", account.user["id"])
    assert (trail["before"], trail["after"]) == ({"second_factor": True}, {"second_factor": False})
    shown = client.call("GET", path.rpartition("/")[0], token=admin.token).json
    assert (shown["second_factor"], shown["confirmed"]) == (False, True)
