"""POST /api/auth/register."""

import threading
import unicodedata
from typing import Any

import pytest

from shared.database import connections, transactions
from tests.client import Answer, Client
from tests.conftest import Configure

PASSWORD = "correct horse 9"


def register(client: Client, email: str = "a@example.com", **more: Any) -> Answer:
    body = {"email": email, "password": PASSWORD, **more}
    return client.call("POST", "/api/auth/register", body)


def login(client: Client, password: str, email: str = "a@example.com") -> int:
    body = {"email": email, "password": password}
    return client.call("POST", "/api/auth/login", body).status


def users() -> int:
    with transactions.reading() as tx:
        row = tx.one("SELECT COUNT(*) AS n FROM users")
    return int(row["n"]) if row else 0


@pytest.mark.parametrize(
    "email",
    ["", " ", "a", "a@", "@b.cn", "a@b", "a@@b.cn", "a b@c.cn", "a@b c.cn", "a@b.cn\u0000",
     "\u0000@b.cn", "a@b.c\nn", "a@.", "a" * 65 + "@b.cn", f"a@{'b' * 250}.cn"],
)  # fmt: skip
def test_what_is_no_address_is_refused(client: Client, email: str) -> None:
    answer = register(client, email)

    assert answer.status == 422
    assert answer.json["error"]["param"] == "email"
    assert users() == 0


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "8 to 128"),
        ("1234567", "8 to 128"),
        ("七个字的密码一", "8 to 128"),
        ("x1" * 64 + "x", "8 to 128"),
        ("x" * 100_000, "8 to 128"),
        ("password", "common"),
        ("Password123!", "common"),
        ("12345678", "common"),
        ("11111111", "common"),
        ("        ", "common"),
        ("1qaz2wsx", "common"),
        ("somebody@example.com", "e-mail"),
        ("SomeBody@Example.com", "e-mail"),
        ("somebody", "e-mail"),
    ],
)
def test_weak_password_is_refused_with_the_reason(
    client: Client, password: str, reason: str
) -> None:
    answer = register(client, "somebody@example.com", password=password, locale="en")

    assert answer.status == 422
    assert answer.json["error"]["param"] == "password"
    assert reason in answer.json["error"]["message"]
    assert users() == 0


@pytest.mark.parametrize("name", [" ", "x" * 101, "a\u0000b", "a\nb", "\u202eevil"])
def test_name_that_cannot_be_shown_is_refused(client: Client, name: str) -> None:
    answer = register(client, name=name)

    assert answer.status == 422
    assert answer.json["error"]["param"] == "name"
    assert users() == 0


def test_registration_without_a_code_is_refused_where_one_is_needed(
    client: Client, configure: Configure
) -> None:
    configure(ENABLE_INVITE_CODES="true")

    answer = register(client, locale="en")

    assert (answer.status, answer.code) == (403, "invite_required")
    assert users() == 0


def test_unknown_code_is_refused_and_makes_no_account(client: Client) -> None:
    answer = register(client, invite_code="AAAAA-BBBBB-CCCCC-DDDDD")

    assert (answer.status, answer.code) == (403, "invite_invalid")
    assert users() == 0


@pytest.mark.parametrize("again", ["a@example.com", "  A@Example.COM "])
def test_address_that_is_registered_is_refused(client: Client, again: str) -> None:
    register(client)

    answer = register(client, again, password="another horse 8")

    assert (answer.status, answer.code) == (409, "email_taken")
    assert answer.json["error"]["param"] == "email"
    assert login(client, PASSWORD) == 200
    assert users() == 1


def test_of_two_at_once_one_gets_the_address(client: Client) -> None:
    statuses: list[int] = []

    def run() -> None:
        statuses.append(register(client).status)
        connections.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409, 409, 409]
    assert users() == 1


def test_new_account_is_logged_in(client: Client) -> None:
    answer = register(client, "  New@Example.com ", name=" 张三 ")

    assert answer.status == 201
    given = answer.json
    assert given["user"]["email"] == "new@example.com"
    assert given["user"]["name"] == "张三"
    assert given["user"]["role"] == "user"
    assert given["user"]["created_at"].endswith("Z")
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 3600)
    listed = client.call("GET", "/api/conversations", token=given["access_token"])
    assert listed.status == 200


def test_name_is_the_local_part_of_the_address_where_none_is_given(client: Client) -> None:
    assert register(client, "lisi@example.com").json["user"]["name"] == "lisi"


def test_password_is_neither_answered_nor_kept(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = register(client)

    with transactions.reading() as tx:
        kept = str(tx.all("SELECT * FROM users")) + str(tx.all("SELECT * FROM sessions"))
    for secret in (PASSWORD, answer.json["refresh_token"], answer.json["access_token"]):
        assert secret not in kept
        assert secret not in capsys.readouterr().out
    assert PASSWORD.encode() not in answer.body


def test_longest_address_is_taken(client: Client) -> None:
    email = "a" * 64 + "@" + "b" * 186 + ".cn"
    assert len(email) == 254

    assert register(client, email).json["user"]["email"] == email
    assert login(client, PASSWORD, email) == 200


@pytest.mark.parametrize(
    "password",
    [
        "长短正好八个汉字",
        "to be or " * 14 + "to",
        "春夏秋冬" * 32,
        "🐎🔋📎🖊🐎🔋📎🖊",
        "nul\u0000within",
    ],
)
def test_passwords_of_any_script_and_length_log_in(client: Client, password: str) -> None:
    assert register(client, password=password).status == 201

    assert login(client, password) == 200
    assert login(client, password[:-1] + "?") == 401
    assert login(client, password[:-1]) == 401


def test_password_is_the_same_however_its_accents_are_composed(client: Client) -> None:
    composed = unicodedata.normalize("NFC", "pässwörter für zwei")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed

    assert register(client, password=composed).status == 201

    assert login(client, decomposed) == 200


def test_deployment_without_a_secret_makes_no_account_that_cannot_log_in(
    client: Client, configure: Configure
) -> None:
    configure(APP_ENV="test", JWT_SECRET="", PASSWORD_COST="10", ALLOWED_ORIGINS="https://a.cn")

    answer = register(client)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert users() == 0
