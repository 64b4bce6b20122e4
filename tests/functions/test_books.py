"""GET /api/admin/ledger and its check: whose movements, of which request, whether they add up."""

from typing import Any

import pytest

from shared import ids, times
from shared.billing import books, credits
from shared.database import transactions
from shared.store.users import NOBODY
from tests.administering import give
from tests.client import Account, Client
from tests.people import administrator

LEDGER, CHECK = "/api/admin/ledger", "/api/admin/ledger/check"


def asked(client: Client, admin: Account, path: str, **query: str) -> dict[str, Any]:
    answer = client.call("GET", path, token=admin.token, query=query)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.parametrize(
    ("path", "query", "status", "param"),
    [
        (LEDGER, {"request": "x" * 65}, 422, "request"),
        (LEDGER, {"kind": "gift"}, 422, "kind"),
        (CHECK, {"cursor": "not ours"}, 422, "cursor"),
        (CHECK, {"user": "0" * 27}, 422, "user"),
        (CHECK, {"user": "0" * 26}, 404, None),
    ],
)
def test_a_wrong_query_is_refused(
    client: Client, path: str, query: dict[str, str], status: int, param: str | None
) -> None:
    answer = client.call("GET", path, token=administrator(client).token, query=query)

    assert (answer.status, answer.json["error"]["param"]) == (status, param), answer.body


def test_movements_come_with_their_owners_and_by_their_request(client: Client) -> None:
    admin, user = administrator(client), client.register()
    give(client, admin, user, 70)
    give(client, admin, admin, 5)
    with transactions.writing() as tx:
        tx.run("UPDATE ledger SET user_id = :nobody WHERE amount = 5", nobody=NOBODY)

    nobodys, theirs = asked(client, admin, LEDGER)["data"][:2]

    assert nobodys["email"] is None
    assert (theirs["email"], theirs["amount"]) == (user.email, 70)
    of_one = asked(client, admin, LEDGER, request=theirs["request_id"])["data"]
    assert of_one == [theirs]
    assert asked(client, admin, LEDGER, request=theirs["request_id"], user=NOBODY)["data"] == []


def test_movements_of_a_kind_and_those_that_are_not_settled(client: Client) -> None:
    admin, user = administrator(client), client.register()
    give(client, admin, user, 70)
    done, open_ = ids.make(), ids.make()
    with transactions.writing() as tx:
        for request in (done, open_):
            credits.set_aside(tx, user.user["id"], request, 10, times.now() + 60_000)
        credits.settle(tx, user.user["id"], done, 4, "m")

    def found(**query: str) -> list[tuple[str, str]]:
        entries = asked(client, admin, LEDGER, **query)["data"]
        return [(entry["kind"], entry["request_id"]) for entry in entries]

    assert [kind for kind, _ in found(kind="grant")] == ["grant"]
    assert found(kind="reserve") == [("reserve", open_), ("reserve", done)]
    assert found(open="true") == [("reserve", open_)]
    assert found(open="true", kind="settle") == []


def test_balances_that_are_the_sums_of_their_movements_pass(client: Client) -> None:
    admin, user = administrator(client), client.register()
    give(client, admin, user, 70)

    assert asked(client, admin, CHECK) == {
        "users": 2, "balance": 70, "sum": 70, "differences": [], "next_cursor": None,
    }  # fmt: skip
    assert asked(client, admin, CHECK, user=user.user["id"])["sum"] == 70


def test_who_has_more_or_less_than_was_moved_is_named(client: Client) -> None:
    admin, user, other = administrator(client), client.register(), client.register()
    give(client, admin, user, 70)
    with transactions.writing() as tx:
        tx.run("UPDATE users SET credits = 69 WHERE id = :id", id=user.user["id"])

    found = asked(client, admin, CHECK)

    assert (found["balance"], found["sum"]) == (69, 70)
    assert found["differences"] == [
        {"user_id": user.user["id"], "email": user.email, "balance": 69, "sum": 70}
    ]
    assert asked(client, admin, CHECK, user=other.user["id"])["differences"] == []


def test_many_are_checked_part_by_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "_AT_ONCE", 2)
    monkeypatch.setattr(books, "_ENOUGH", 0.0)
    admin = administrator(client)
    for _ in range(4):
        client.register()

    seen, cursor = [], ""
    while cursor is not None:
        found = asked(client, admin, CHECK, cursor=cursor)
        seen.append(found["users"])
        cursor = found["next_cursor"]

    assert seen == [2, 2, 1]
