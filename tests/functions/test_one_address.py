"""One mailbox is one account, however its address is typed."""

import pytest

from shared.database import transactions
from tests.client import Client
from tests.people import administrator, log_in
from tests.secrets_in_logs import PASSWORD
from tests.store.samples import added_user

SAME = [
    ("josé@mail.cn", "jose\u0301@mail.cn"),
    ("a@bücher.de", "a@xn--bcher-kva.de"),
    ("a@xn--bcher-kva.de", "a@BÜCHER.de"),
    ("user123@mail.cn", "ｕｓｅｒ１２３＠ｍａｉｌ．ｃｎ"),
]
same = pytest.mark.parametrize(("first", "second"), SAME)


def register(client: Client, email: str) -> int:
    body = {"email": email, "password": PASSWORD}
    return client.call("POST", "/api/auth/register", body).status


def found(client: Client, q: str) -> int:
    admin = administrator(client)
    answer = client.call("GET", "/api/admin/users", token=admin.token, query={"q": q})
    return len(answer.json["data"])


@same
def test_it_is_registered_once_and_logs_in_as_either(
    client: Client, first: str, second: str
) -> None:
    assert [register(client, email) for email in (first, second)] == [201, 409]

    assert [log_in(client, email, PASSWORD) for email in (first, second)] == [200, 200]
    assert [found(client, q) for q in (first, second, first.partition("@")[2])] == [1, 1, 1]


@same
def test_failures_of_all_its_forms_count_together(client: Client, first: str, second: str) -> None:
    register(client, first)

    for email in (first, second, first, second, first):
        assert log_in(client, email, "not the one") == 401

    assert log_in(client, second, PASSWORD) == 429


def test_accounts_that_share_a_mailbox_already_are_each_found(client: Client) -> None:
    twins = ("josé@mail.cn", "jose\u0301@mail.cn")
    register(client, twins[0])
    added(twins[1])

    for email in twins:
        answer = client.call("POST", "/api/auth/login", {"email": email, "password": PASSWORD})
        assert answer.json["user"]["email"] == email


@pytest.mark.parametrize("email", ["a\u200bb@mail.cn", "a@ex\u00adample.com", "\u202ea@b.cn"])
def test_an_address_hides_nothing(client: Client, email: str) -> None:
    assert register(client, email) == 422


def added(email: str) -> None:
    """An account from the time when its address was kept as it was typed."""
    with transactions.reading() as tx:
        (row,) = tx.all("SELECT password_hash FROM users LIMIT 1")
    added_user(email=email, password_hash=row["password_hash"])
