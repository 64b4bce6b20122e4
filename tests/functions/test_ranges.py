"""Lists of what was done between two days: one's own credits and tasks, and what administrators
see of everybody's, and of themselves."""

import itertools
from collections.abc import Callable
from datetime import datetime

import pytest

from shared import ids
from shared.database import transactions
from shared.store import audit, ledger, task_work
from shared.store.audit import Entry
from shared.store.ledger import Movement
from tests.client import Account, Answer, Client
from tests.people import administrator

LISTS = [
    "/api/auth/credits", "/api/admin/ledger", "/api/admin/audit", "/api/tasks", "/api/admin/tasks",
]  # fmt: skip
NOON, LAST, FIRST = (
    "2026-03-09T12:00:00+08:00",
    "2026-03-09T23:59:59.999+08:00",
    "2026-03-10T00:00:00+08:00",
)
_numbers = itertools.count(1)


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def made_at(text: str) -> str:
    """An id as if it had been made then."""
    return f"{ids.lowest(instant(text))[:-4]}{next(_numbers):04d}"


def moved(text: str, owner: Account) -> str:
    id, at = made_at(text), instant(text)
    move = Movement(id, owner.user["id"], "grant", 1, 1, 0, id, "", at)
    with transactions.writing() as tx:
        ledger.add(tx, move)
    return move.id


def noted(text: str, owner: Account) -> str:
    at = instant(text)
    entry = Entry(made_at(text), owner.user["id"], "", "", "models.add", "m", "null", "null", at)
    with transactions.writing() as tx:
        audit.add(tx, entry)
    return entry.id


def ordered(text: str, owner: Account) -> str:
    at = instant(text)
    row = task_work.Row(
        id=made_at(text), user_id=owner.user["id"], kind="image", queue="worker",
        created_at=at, next_at=at, deadline_at=at,
    )  # fmt: skip
    with transactions.writing() as tx:
        task_work.add_later(tx, row)
    return row.id


def adding(path: str) -> Callable[[str, Account], str]:
    return noted if path.endswith("audit") else ordered if path.endswith("tasks") else moved


def ask(client: Client, reader: Account, path: str, **query: str) -> Answer:
    return client.call("GET", path, token=reader.token, query=query)


def found(client: Client, reader: Account, path: str, **query: str) -> list[str]:
    answer = ask(client, reader, path, **query)
    assert answer.status == 200, answer.body
    return [each["id"] for each in answer.json["data"]]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "param"),
    [
        ({"from": "yesterday"}, "from"),
        ({"to": "2026-13-01"}, "to"),
        ({"from": "2026-03-10", "tz": "Mars/Olympus"}, "tz"),
        ({"from": "2026-03-10", "to": "2026-03-08"}, "from"),
        ({"to": "2026-03-10T00:00:00"}, "to"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(
    client: Client, path: str, query: dict[str, str], param: str
) -> None:
    answer = ask(client, administrator(client), path, **query)

    assert (answer.status, answer.code) == (422, "invalid_request")
    assert answer.json["error"]["param"] == param


@pytest.mark.parametrize("path", LISTS)
def test_a_day_is_one_of_the_readers_zone_to_the_millisecond(client: Client, path: str) -> None:
    reader = administrator(client)
    noon, last, first = (adding(path)(text, reader) for text in (NOON, LAST, FIRST))

    def of(**query: str) -> list[str]:
        return found(client, reader, path, tz="Asia/Shanghai", **query)

    assert of(**{"from": "2026-03-09", "to": "2026-03-09"}) == [last, noon]
    assert of(**{"from": "2026-03-10", "to": "2026-03-10"}) == [first]
    assert of(to="2026-03-08") == []
    assert of(**{"from": "2026-03-09T23:59:59.999+08:00", "to": "2026-03-10"}) == [first, last]
    assert found(client, reader, path, to="2026-03-09", tz="UTC") == [first, last, noon]


@pytest.mark.parametrize("path", LISTS)
def test_a_range_is_read_page_by_page(client: Client, path: str) -> None:
    reader = administrator(client)
    wanted = [adding(path)(NOON, reader) for _ in range(3)]
    adding(path)(FIRST, reader)
    day = {"from": "2026-03-09", "to": "2026-03-09", "tz": "Asia/Shanghai"}

    first = ask(client, reader, path, limit="2", **day)
    then = ask(client, reader, path, limit="2", cursor=first.json["next_cursor"], **day)

    assert [each["id"] for each in first.json["data"] + then.json["data"]] == wanted[::-1]
    assert then.json["next_cursor"] is None


def test_a_search_of_the_trail_stays_within_its_range(client: Client) -> None:
    reader = administrator(client)
    inside, _ = noted(NOON, reader), noted(FIRST, reader)
    day = {"from": "2026-03-09", "to": "2026-03-09", "tz": "Asia/Shanghai"}

    assert found(client, reader, "/api/admin/audit", q="MODELS", **day) == [inside]
