"""/api/auth/refresh and /api/auth/logout: sessions, and the end of them."""

from typing import Any

import jwt
import pytest

from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Clock, Configure
from tests.people import administrator, api_key
from tests.secrets_in_logs import PASSWORD, SECRET

ME = "/api/auth/me"
MONTH = 30  # days
REUSE = 10  # seconds


def refresh(client: Client, token: str) -> Answer:
    return client.call("POST", "/api/auth/refresh", {"refresh_token": token})


def log_out(client: Client, account: Account | None = None, **body: object) -> Answer:
    return client.call("POST", "/api/auth/logout", body, token=account.token if account else None)


def logged_in_again(client: Client, account: Account) -> Account:
    """The same user in another session."""
    given = client.call("POST", "/api/auth/login", {"email": account.email, "password": PASSWORD})
    tokens = given.json
    return Account(
        tokens["user"], tokens["access_token"], tokens["refresh_token"], account.email, PASSWORD
    )


def statuses(client: Client, *accounts: Account) -> list[int]:
    """Of refreshing each session, which uses its token up."""
    return [refresh(client, account.refresh_token).status for account in accounts]


@pytest.mark.parametrize("body", [{}, {"refresh_token": None}, {"refresh_token": 7}])
def test_a_refresh_needs_a_token(client: Client, body: dict[str, object]) -> None:
    answer = client.call("POST", "/api/auth/refresh", body)

    assert (answer.status, answer.json["error"]["param"]) == (422, "refresh_token")


@pytest.mark.parametrize("token", ["", "made up", "x" * 10_000, "药\r\nX-Injected: 1", "\x00"])
def test_a_made_up_token_refreshes_nothing(client: Client, token: str) -> None:
    answer = refresh(client, token)

    assert (answer.status, answer.code) == (401, "invalid_token")
    assert "www-authenticate" in answer.headers


def test_an_access_token_is_no_refresh_token_nor_the_other_way_round(client: Client) -> None:
    account = client.register()

    assert refresh(client, account.token).code == "invalid_token"
    assert client.call("GET", ME, token=account.refresh_token).code == "invalid_token"


def test_a_refresh_token_lives_for_thirty_days(client: Client, clock: Clock) -> None:
    first, second = client.register(), client.register()

    clock.advance(days=MONTH, seconds=-10)
    assert refresh(client, first.refresh_token).status == 200
    clock.advance(seconds=10)
    answer = refresh(client, second.refresh_token)

    assert (answer.status, answer.code) == (401, "token_expired")


def test_a_refresh_gives_new_tokens_and_the_old_one_dies(client: Client) -> None:
    account = client.register()

    answer = refresh(client, account.refresh_token)

    assert answer.status == 200
    assert answer.json.keys() == {
        "user", "access_token", "refresh_token", "token_type", "expires_in",
    }  # fmt: skip
    assert answer.json["user"] == account.user
    assert answer.json["refresh_token"] != account.refresh_token
    assert len(answer.json["refresh_token"]) == len(account.refresh_token)
    assert answer.json["access_token"] != account.token
    seen = client.call("GET", ME, token=answer.json["access_token"]).json
    assert seen.items() >= account.user.items()
    assert refresh(client, answer.json["refresh_token"]).status == 200


def test_a_token_used_again_at_once_gets_the_same_successor(client: Client, clock: Clock) -> None:
    account = client.register()
    newest = refresh(client, account.refresh_token).json["refresh_token"]

    clock.advance(seconds=REUSE - 1)
    again = refresh(client, account.refresh_token)

    assert (again.status, again.json["refresh_token"]) == (200, newest)
    assert client.call("GET", ME, token=again.json["access_token"]).status == 200
    assert refresh(client, newest).status == 200


def test_a_successor_is_told_only_while_nobody_has_used_it(client: Client) -> None:
    account = client.register()
    second = refresh(client, account.refresh_token).json["refresh_token"]
    third = refresh(client, second).json["refresh_token"]

    assert refresh(client, account.refresh_token).code == "invalid_token"
    assert refresh(client, third).status == 401


def test_no_successor_is_told_of_a_session_that_was_logged_out(client: Client) -> None:
    account, other = client.register(), client.register()
    newest = refresh(client, account.refresh_token).json["refresh_token"]
    log_out(client, refresh_token=newest)
    log_out(client, refresh_token=other.refresh_token)

    assert statuses(client, account, other) == [401, 401]


def test_a_successor_is_found_under_a_new_secret_as_well(
    client: Client, configure: Configure
) -> None:
    account = client.register()
    newest = refresh(client, account.refresh_token).json["refresh_token"]

    configure(JWT_SECRET=f"{SECRET[::-1]},{SECRET}")

    assert refresh(client, account.refresh_token).json["refresh_token"] == newest


def test_a_token_used_again_later_ends_its_whole_family(client: Client, clock: Clock) -> None:
    account = client.register()
    elsewhere = logged_in_again(client, account)
    newest = refresh(client, account.refresh_token).json["refresh_token"]

    clock.advance(seconds=REUSE)
    stolen = refresh(client, account.refresh_token)

    assert (stolen.status, stolen.code) == (401, "invalid_token")
    assert refresh(client, newest).status == 401
    assert statuses(client, elsewhere) == [200]


def test_a_family_stays_ended_for_every_token_it_ever_had(client: Client) -> None:
    tokens = [client.register().refresh_token]
    for _ in range(3):
        tokens.append(refresh(client, tokens[-1]).json["refresh_token"])

    refresh(client, tokens[1])

    assert {refresh(client, token).status for token in tokens} == {401}


def test_who_is_disabled_is_told_so_and_keeps_nothing(client: Client) -> None:
    admin, account = administrator(client), client.register()
    change = f"/api/admin/users/{account.user['id']}"
    client.call("PATCH", change, {"disabled": True}, token=admin.token)

    refreshed = refresh(client, account.refresh_token)
    read = client.call("GET", ME, token=account.token)

    for answer in (refreshed, read):
        assert (answer.status, answer.code) == (403, "account_disabled")
    client.call("PATCH", change, {"disabled": False}, token=admin.token)
    assert client.call("GET", ME, token=account.token).status == 401
    assert statuses(client, account) == [401]


def test_refresh_tokens_are_kept_only_as_hashes(client: Client) -> None:
    account = client.register()

    with transactions.reading() as tx:
        kept = tx.all("SELECT * FROM sessions")

    assert len(kept) == 1
    assert account.refresh_token not in str(kept)


@pytest.mark.parametrize(
    ("setting", "seconds"), [("90", 90), ("15m", 900), ("12h", 43_200), ("7d", 604_800)]
)
def test_access_tokens_live_as_long_as_configured(
    client: Client, configure: Configure, setting: str, seconds: int
) -> None:
    configure(JWT_EXPIRES_IN=setting)
    account = client.register()

    answer = refresh(client, account.refresh_token)

    claims = jwt.decode(answer.json["access_token"], options={"verify_signature": False})
    assert answer.json["expires_in"] == claims["exp"] - claims["iat"] == seconds


def test_who_logs_out_has_no_session_any_more(client: Client) -> None:
    account = client.register()
    elsewhere = logged_in_again(client, account)

    answer = log_out(client, account, refresh_token=account.refresh_token)

    assert (answer.status, answer.body) == (204, b"")
    assert statuses(client, account, elsewhere) == [401, 200]


def test_logging_out_ends_what_came_of_the_same_log_in(client: Client) -> None:
    account = client.register()
    newest = refresh(client, account.refresh_token).json["refresh_token"]

    assert log_out(client, refresh_token=account.refresh_token).status == 204

    assert refresh(client, newest).status == 401


def test_logging_out_needs_no_valid_access_token(client: Client) -> None:
    account = client.register()
    expired = Account(account.user, "expired", account.refresh_token, account.email, "")

    assert log_out(client, expired, refresh_token=account.refresh_token).status == 204
    assert statuses(client, account) == [401]


@pytest.mark.parametrize("body", [{}, {"refresh_token": "made up"}, {"refresh_token": None}])
def test_logging_out_of_nothing_is_done_already(client: Client, body: dict[str, Any]) -> None:
    assert log_out(client, **body).status == 204


def test_logging_out_everywhere_needs_to_know_who(client: Client) -> None:
    account = client.register()

    answer = log_out(client, refresh_token=account.refresh_token, all=True)

    assert (answer.status, answer.code) == (401, "unauthorized")
    assert statuses(client, account) == [200]


def test_a_key_cannot_log_its_owner_out(client: Client) -> None:
    account = client.register()
    program = Account(account.user, api_key(client, account)["key"], "", account.email, "")

    assert log_out(client, program, all=True).code == "forbidden"
    assert statuses(client, account) == [200]


def test_logging_out_everywhere_ends_all_sessions_and_access_tokens(client: Client) -> None:
    account, stranger = client.register(), client.register()
    elsewhere = logged_in_again(client, account)
    key = api_key(client, account)["key"]

    assert log_out(client, account, all=True).status == 204

    for token in (account.token, elsewhere.token):
        assert client.call("GET", ME, token=token).code == "invalid_token"
    assert statuses(client, account, elsewhere, stranger) == [401, 401, 200]
    assert client.call("GET", ME, token=key).status == 200
    assert client.call("GET", ME, token=stranger.token).status == 200


def devices(client: Client, account: Account) -> list[tuple[str, bool]]:
    answer = client.call("GET", "/api/auth/sessions", token=account.token)
    assert answer.status == 200, answer.body
    return [(each["device"], each["current"]) for each in answer.json["data"]]


def logged_in(client: Client, account: Account, agent: str = "", **more: object) -> Account:
    body = {"email": account.email, "password": account.password, **more}
    given = client.call("POST", "/api/auth/login", body, headers={"User-Agent": agent}).json
    return Account(
        given["user"],
        given["access_token"],
        given["refresh_token"],
        account.email,
        account.password,
    )


PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


def test_one_sees_where_one_is_logged_in(client: Client) -> None:
    account, other = client.register(), client.register()
    phone = logged_in(client, account, PHONE)
    refresh(client, phone.refresh_token)

    assert devices(client, account) == [("Safari, iPhone", False), ("", True)]
    assert devices(client, phone) == [("Safari, iPhone", True), ("", False)]
    assert devices(client, other) == [("", True)]


def test_a_session_that_is_ended_ends_with_all_its_tokens(client: Client) -> None:
    account = client.register()
    phone = logged_in(client, account, PHONE)
    found = client.call("GET", "/api/auth/sessions", token=account.token).json["data"]
    path = f"/api/auth/sessions/{next(each['id'] for each in found if not each['current'])}"

    assert client.call("DELETE", path, token=account.token).status == 204

    assert client.call("GET", ME, token=phone.token).code == "invalid_token"
    assert refresh(client, phone.refresh_token).status == 401
    assert client.call("GET", ME, token=account.token).status == 200
    assert client.call("DELETE", path, token=account.token).status == 404


def test_all_sessions_but_ones_own_are_ended(client: Client) -> None:
    account = client.register()
    others = [logged_in(client, account, PHONE) for _ in range(3)]

    assert client.call("DELETE", "/api/auth/sessions", token=account.token).status == 204

    assert devices(client, account) == [("", True)]
    assert {client.call("GET", ME, token=each.token).status for each in others} == {401}
    assert refresh(client, account.refresh_token).status == 200


def test_who_logs_out_leaves_no_token_behind(client: Client) -> None:
    account = client.register()

    client.call("POST", "/api/auth/logout", {"refresh_token": account.refresh_token})

    assert client.call("GET", ME, token=account.token).status == 401


def test_who_does_not_stay_signed_in_is_asked_again_after_12_hours(
    client: Client, clock: Clock
) -> None:
    account = client.register()
    brief = logged_in(client, account, stay=False)
    clock.advance(seconds=11 * 3600)
    renewed = refresh(client, brief.refresh_token).json["refresh_token"]
    clock.advance(seconds=12 * 3600)

    assert refresh(client, renewed).code == "token_expired"
    assert refresh(client, account.refresh_token).status == 200
