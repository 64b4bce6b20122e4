"""POST /api/auth/login."""

from tests.client import Client


def test_unknown_user_and_wrong_password_look_the_same(client: Client) -> None:
    account = client.register()

    wrong = client.call(
        "POST", "/api/auth/login", {"email": account.email, "password": "wrong one"}
    )
    unknown = client.call("POST", "/api/auth/login", {"email": "no@x.cn", "password": "wrong one"})

    assert wrong.status == unknown.status == 401
    assert wrong.code == unknown.code == "invalid_credentials"
    assert wrong.json["error"]["message"] == unknown.json["error"]["message"]


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
