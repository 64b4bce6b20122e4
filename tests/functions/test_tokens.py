"""Whom the functions believe: access tokens at GET /api/conversations."""

import base64
import json
import time
from typing import Any

import jwt
import pytest

from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import SECRET, Configure

OTHER = "another-secret-of-some-forty-odd-bytes!!"


def try_token(client: Client, token: str) -> Answer:
    return client.call("GET", "/api/conversations", token=token)


def claims_of(account: Account) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(account.token, options={"verify_signature": False})
    return claims


def signed(claims: dict[str, Any], secret: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Token abc", "bearerabc"]
)
def test_caller_without_a_token_is_asked_to_log_in(client: Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}

    answer = client.call("GET", "/api/conversations", headers=headers)

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == 'Bearer realm="yunzhan"'


@pytest.mark.parametrize(
    "token",
    ["x", "a.b.c", "..", "a.b.c.d", "ä.b.c", "\x00", part({"alg": "HS256"}) + "..", "x" * 10_240,
     part([[]] * 900) + ".e30.aa", part("[" * 2000) + ".e30.aa", "sk-", "sk-" + "x" * 10_240],
)  # fmt: skip
def test_what_is_no_token_is_refused(client: Client, token: str) -> None:
    answer = try_token(client, token)

    assert (answer.status, answer.code) == (401, "invalid_token")


def test_token_that_nobody_signed_is_refused(client: Client) -> None:
    account = client.register()
    claims = claims_of(account)

    for header in ({"alg": "none"}, {"alg": "None", "typ": "JWT"}, {"alg": "HS256"}):
        unsigned = f"{part(header)}.{part(claims)}."
        assert try_token(client, unsigned).code == "invalid_token"


def test_token_that_was_changed_is_refused(client: Client) -> None:
    account, other = client.register(), client.register()
    head, _, signature = account.token.split(".")
    claims = claims_of(account) | {"sub": other.user["id"]}

    assert try_token(client, f"{head}.{part(claims)}.{signature}").code == "invalid_token"
    assert try_token(client, account.token[:-2]).code == "invalid_token"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "somebody else"},
        {"sub": "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
        {"sub": 5},
        {"sub": "云"},
        {"ver": 2},
        {"exp": "soon"},
        {"nbf": 9_999_999_999},
    ],
)
def test_signed_token_with_other_claims_is_refused(client: Client, changed: Any) -> None:
    claims = claims_of(client.register()) | changed

    assert try_token(client, signed(claims)).code == "invalid_token"


@pytest.mark.parametrize("claim", ["sub", "role", "ver", "iat", "exp", "jti", "iss"])
def test_signed_token_without_a_claim_is_refused(client: Client, claim: str) -> None:
    claims = claims_of(client.register())
    del claims[claim]

    assert try_token(client, signed(claims)).code == "invalid_token"


def test_token_of_another_secret_or_algorithm_is_refused(client: Client) -> None:
    claims = claims_of(client.register())

    assert try_token(client, signed(claims, OTHER)).code == "invalid_token"
    assert try_token(client, signed(claims, SECRET * 2, "HS512")).code == "invalid_token"


def test_token_that_has_expired_is_told_so(client: Client) -> None:
    claims = claims_of(client.register()) | {"exp": int(time.time()) - 1}

    answer = try_token(client, signed(claims))

    assert (answer.status, answer.code) == (401, "token_expired")


def test_token_of_a_deleted_user_is_refused(client: Client) -> None:
    account = client.register()
    with transactions.writing() as tx:
        tx.run("DELETE FROM users WHERE id = :id", id=account.user["id"])

    assert try_token(client, account.token).code == "invalid_token"


def test_token_of_a_disabled_user_is_forbidden(client: Client) -> None:
    account = client.register()
    with transactions.writing() as tx:
        tx.run("UPDATE users SET disabled = 1 WHERE id = :id", id=account.user["id"])

    answer = try_token(client, account.token)

    assert (answer.status, answer.code) == (403, "account_disabled")


def test_role_in_the_token_says_nothing(client: Client) -> None:
    claims = claims_of(client.register()) | {"role": "admin"}

    answer = client.call("GET", "/api/admin/users", token=signed(claims))

    assert (answer.status, answer.code) == (403, "forbidden")


def test_old_secret_is_accepted_while_it_is_listed_and_new_tokens_use_the_first(
    client: Client, configure: Configure
) -> None:
    account = client.register()

    configure(JWT_SECRET=f"{OTHER},{SECRET}")
    assert try_token(client, account.token).status == 200
    newer = client.register()
    jwt.decode(newer.token, OTHER, algorithms=["HS256"], issuer="yunzhan")

    configure(JWT_SECRET=OTHER)
    assert try_token(client, newer.token).status == 200
    assert try_token(client, account.token).code == "invalid_token"


def test_expiry_is_told_under_an_old_secret_too(client: Client, configure: Configure) -> None:
    claims = claims_of(client.register()) | {"exp": int(time.time()) - 1}
    configure(JWT_SECRET=f"{OTHER},{SECRET}")

    assert try_token(client, signed(claims)).code == "token_expired"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "  Bearer "])
def test_token_is_accepted_whatever_the_case_of_its_scheme(client: Client, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {client.register().token} "}

    assert client.call("GET", "/api/conversations", headers=headers).status == 200


def test_log_names_the_user_of_a_call(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    account = client.register()
    capsys.readouterr()

    try_token(client, account.token)
    try_token(client, "nobody's")

    lines = map(json.loads, capsys.readouterr().out.splitlines())
    assert [line["user"] for line in lines] == [account.user["id"], None]
