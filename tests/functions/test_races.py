"""What happens when many do the same in the same moment; over both hosts and both databases."""

import functools
from collections import Counter

import pytest

from shared.database import transactions
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator, invite
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import at_once, count

ME = "/api/auth/me"
MANY = [40, pytest.param(200, marks=pytest.mark.stress)]
ROUNDS = [2, pytest.param(25, marks=pytest.mark.stress)]
OTHER = "another horse 7"


@pytest.fixture(autouse=True)
def unlimited(configure: Configure) -> None:
    rates = (f"{name}=100000/1d" for name in ("register", "login", "refresh", "admin", "account"))
    configure(LIMITS=",".join(rates))


def register(client: Client, number: int, code: str) -> Answer:
    application = {"email": f"{number}@example.com", "password": PASSWORD, "invite_code": code}
    return client.call("POST", "/api/auth/register", application)


def refresh(client: Client, token: str) -> Answer:
    return client.call("POST", "/api/auth/refresh", {"refresh_token": token})


def change(client: Client, admin: Account, account: Account, **body: object) -> Answer:
    path = f"/api/admin/users/{account.user['id']}"
    return client.call("PATCH", path, body, token=admin.token)


def open_sessions(owner: Account) -> int:
    with transactions.reading() as tx:
        row = tx.one(
            "SELECT COUNT(*) AS n FROM sessions WHERE user_id = :id AND ended_at IS NULL",
            id=owner.user["id"],
        )
    return int(row["n"]) if row else 0


@pytest.mark.parametrize("many", MANY)
def test_an_invite_of_ten_uses_lets_ten_in(client: Client, many: int) -> None:
    made = invite(client, administrator(client), max_uses=10, credits=3)
    users, sessions = count("users"), count("sessions")

    works = [functools.partial(register, client, number, made["code"]) for number in range(many)]
    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {201: 10, 403: many - 10}
    assert {a.code for a in answers if a.status == 403} == {"invite_invalid"}
    assert {a.json["user"]["credits"] for a in answers if a.status == 201} == {3}
    assert count("users") - users == count("sessions") - sessions == 10
    assert count("invite_uses") == 10
    with transactions.reading() as tx:
        assert tx.one("SELECT uses FROM invites") == {"uses": 10}


@pytest.mark.parametrize("many", MANY)
def test_an_address_is_registered_once(client: Client, many: int) -> None:
    works = [functools.partial(register, client, 1, "")] * many

    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {201: 1, 409: many - 1}
    assert {a.code for a in answers if a.status == 409} == {"email_taken"}
    assert count("users") == count("sessions") == 1


@pytest.mark.parametrize("many", [10, pytest.param(50, marks=pytest.mark.stress)])
def test_of_refreshes_at_once_all_get_the_one_successor(client: Client, many: int) -> None:
    account = client.register()

    works = [functools.partial(refresh, client, account.refresh_token)] * many
    answers = [outcome.result() for outcome in at_once(works)]

    assert Counter(answer.status for answer in answers) == {200: many}
    assert open_sessions(account) == 1
    assert count("sessions") == 2
    (newest,) = {answer.json["refresh_token"] for answer in answers}
    access_tokens = {answer.json["access_token"] for answer in answers}
    assert {client.call("GET", ME, token=token).status for token in access_tokens} == {200}
    assert refresh(client, newest).status == 200


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_administrators_who_demote_each_other_one_remains(
    client: Client, rounds: int
) -> None:
    boss = administrator(client)
    for _ in range(rounds):
        first, second = administrator(client), administrator(client)
        change(client, first, boss, role="user")
        works = [
            functools.partial(change, client, first, second, role="user"),
            functools.partial(change, client, second, first, disabled=True),
        ]

        statuses = sorted(outcome.result().status for outcome in at_once(works))

        assert statuses in ([200, 401], [200, 403], [200, 409])
        boss = first if client.call("GET", ME, token=first.token).status == 200 else second
        found = client.call("GET", "/api/admin/users", token=boss.token, query={"role": "admin"})
        able = [user["id"] for user in found.json["data"] if not user["disabled"]]
        assert able == [boss.user["id"]]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_two_administrators_who_leave_at_once_one_remains(client: Client, rounds: int) -> None:
    for _ in range(rounds):
        leaving = [administrator(client), administrator(client)]

        works = [
            functools.partial(client.call, "DELETE", ME, {"password": PASSWORD}, token=who.token)
            for who in leaving
        ]
        answers = [outcome.result() for outcome in at_once(works)]

        assert sorted(answer.status for answer in answers) == [204, 409]
        with transactions.writing() as tx:
            assert tx.run("UPDATE users SET role = 'user' WHERE role = 'admin'") == 1


@pytest.mark.parametrize("rounds", ROUNDS)
def test_no_session_of_an_old_password_outlives_the_new_one(client: Client, rounds: int) -> None:
    for number in range(rounds):
        client.ip = f"10.0.0.{number}"  # or some would be locked out
        account = client.register()
        change_password = functools.partial(
            client.call,
            "PATCH",
            ME,
            {"password": OTHER, "current_password": PASSWORD},
            token=account.token,
        )
        log_in = functools.partial(
            client.call, "POST", "/api/auth/login", {"email": account.email, "password": PASSWORD}
        )
        renew = functools.partial(refresh, client, account.refresh_token)

        changed, *others = [o.result() for o in at_once([change_password, *[log_in] * 3, renew])]

        assert changed.status == 200
        assert {answer.status for answer in others} <= {200, 401}
        assert open_sessions(account) == 1
        given = [answer.json["access_token"] for answer in others if answer.status == 200]
        assert {client.call("GET", ME, token=token).status for token in given} <= {401}
        assert refresh(client, changed.json["tokens"]["refresh_token"]).status == 200


@pytest.mark.parametrize("rounds", ROUNDS)
def test_changes_of_a_user_at_once_do_not_undo_each_other(client: Client, rounds: int) -> None:
    admin = administrator(client)
    for _ in range(rounds):
        account = client.register()

        works = [
            functools.partial(change, client, admin, account, disabled=True),
            functools.partial(change, client, admin, account, name="药师"),
            functools.partial(change, client, admin, account, role="admin"),
        ]
        answers = [outcome.result() for outcome in at_once(works)]

        assert {answer.status for answer in answers} == {200}
        path = f"/api/admin/users/{account.user['id']}"
        user = client.call("GET", path, token=admin.token).json
        assert (user["disabled"], user["name"], user["role"]) == (True, "药师", "admin")
