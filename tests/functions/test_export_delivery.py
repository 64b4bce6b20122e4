"""How an export leaves: as a link, within what a host can return, or not as if it were whole."""

import dataclasses
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytest_mock import MockerFixture

from shared import ids, times
from shared.database import snapshots, transactions
from shared.database.errors import DatabaseDown
from shared.exports import datasets as exports_datasets
from shared.hosts import event, gateway
from shared.http.request import Request
from shared.http.response import Response
from shared.storage import objects
from tests import datasets
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.client import Account, Client, EventClient, WsgiClient
from tests.conftest import Configure
from tests.functions.test_export import ask, export, of_ndjson, of_xlsx, trail
from tests.people import administrator
from tests.stored_files import opened
from tests.waiting import until

NOBODY_YET = 10**15  # a moment after which nothing was changed


@pytest.fixture
def event_admin(sqlite: str) -> Account:
    datasets.owned()
    return administrator(EventClient())


@pytest.fixture
def wsgi_admin(mariadb_url: str) -> Account:
    datasets.owned()
    return administrator(WsgiClient())


def kept() -> list[str]:
    return [stored.key for stored in objects.list_older(objects.TEMPORARY, NOBODY_YET)]


def respond(admin: Account, **query: str) -> Response:
    """As over WSGI, with the body still to be read."""
    headers = {"authorization": f"Bearer {admin.token}"}
    path = "/api/admin/export"
    return gateway.load("export").respond(Request(path=path, headers=headers, query=query))


# link


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
def test_a_link_leads_to_the_same_file(client: Client, storage: str, format: str) -> None:
    datasets.owned()
    admin = administrator(client)
    rows = [datasets.added("messages") for _ in range(3)]

    answer = export(client, admin, dataset="messages", format=format, delivery="link")

    told = answer.json
    shown = opened(told["url"])
    assert (shown.status, len(shown.body), told["rows"]) == (200, told["bytes"], len(rows))
    assert f"messages-{times.iso(times.now())[:4]}" in shown.headers["content-disposition"]
    assert shown.headers["content-type"] == exports_datasets._TYPES[format]
    assert times.now() < (times.parse(told["expires_at"], "") or 0) < times.now() + 86_400_000
    assert [key.startswith("tmp/exports/") for key in kept()] == [True]
    if format == "ndjson":
        assert of_ndjson(shown.body) == [row | {"aigc": None} for row in rows]


def test_of_a_link_that_fails_nothing_is_kept(
    client: Client, storage: str, mocker: MockerFixture
) -> None:
    datasets.owned()
    admin = administrator(client)
    mocker.patch("shared.store.exports.each", breaking)

    answer = ask(client, admin, dataset="messages", delivery="link")

    assert (answer.status, answer.code) == (503, "unavailable")
    assert kept() == []
    assert len(trail(client, admin)) == 1


def breaking(*_: Any) -> Iterator[list[list[Any]]]:
    yield [[ids.make(), "c", "user", "x" * 9_000_000, None, 0]]
    raise DatabaseDown("database_unavailable")


# what a host can return


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
def test_more_than_a_host_returns_is_refused_with_the_way_out(
    event_admin: Account, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.setattr(event, "LARGEST_ANSWER", 5000)
    client, query = EventClient(), {"dataset": "messages", "format": format}
    datasets.added("messages")
    small = ask(client, event_admin, dataset="messages")
    for _ in range(300):
        datasets.added("messages", content=ids.make())

    answer = ask(client, event_admin, **query)
    link = ask(client, event_admin, **query, delivery="link")

    assert small.status == 200
    assert (answer.status, answer.code) == (413, "payload_too_large")
    assert "delivery=link" in answer.json["error"]["message"]
    assert answer.headers["content-type"] == "application/json"
    assert (link.status, link.json["rows"]) == (200, 301)


def test_what_a_host_returns_at_most_is_what_the_platform_takes(
    event_admin: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes and control characters are where JSON is longest."""
    limit = 3_000_000
    monkeypatch.setattr(event, "LARGEST_ANSWER", limit)
    for _ in range(5):
        datasets.added("messages", content='"\x01' * 100_000)
    token = f"Bearer {event_admin.token}"
    given = {
        "headers": {"Authorization": token},
        "queryParameters": {"dataset": "messages"},
        "requestContext": {"http": {"method": "GET", "path": "/api/admin/export"}},
    }

    returned = gateway.load("export")(given, None)

    assert limit / 2 < len(returned) < limit * 4 / 3 + 65_536
    assert event.LARGEST_ANSWER < 33_554_432 * 3 / 4


# failures


def test_a_stream_that_breaks_is_an_error_where_it_is_joined(
    event_admin: Account, mocker: MockerFixture
) -> None:
    mocker.patch("shared.store.exports.each", breaking)

    assert ask(EventClient(), event_admin, dataset="messages").status == 503


def test_a_workbook_that_breaks_is_the_error_and_does_not_end_over_wsgi(
    wsgi_admin: Account, mocker: MockerFixture
) -> None:
    mocker.patch("shared.store.exports.each", breaking)
    response = respond(wsgi_admin, dataset="messages", format="xlsx")
    assert not isinstance(response.body, bytes)

    assert next(response.body) == b""
    error = json.loads(next(response.body))["error"]
    with pytest.raises(DatabaseDown):
        next(response.body)

    assert (error["code"], error["request_id"]) == ("unavailable", response.headers["X-Request-Id"])


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_a_stream_that_breaks_says_so_and_does_not_end_over_wsgi(
    wsgi_admin: Account, mocker: MockerFixture, format: str
) -> None:
    mocker.patch("shared.store.exports.each", breaking)
    response = respond(wsgi_admin, dataset="messages", format=format)
    assert response.status == 200
    assert not isinstance(response.body, bytes)

    assert b"xxxx" in next(response.body)
    said = next(response.body).decode()
    for _ in range(2):
        with pytest.raises(DatabaseDown):
            next(response.body)

    request_id = response.headers["X-Request-Id"]
    if format == "csv":
        assert said == f"导出中断，此文件不完整。,unavailable,{request_id}\r\n"
    else:
        assert json.loads(said)["error"]["request_id"] == request_id
        assert said.endswith("}\n")


def test_a_query_that_is_not_taken_is_answered_as_an_error(
    client: Client, mocker: MockerFixture
) -> None:
    admin = administrator(client)
    mocker.patch(
        "shared.database.snapshots.opened", side_effect=DatabaseDown("database_unavailable")
    )

    for format in ("csv", "xlsx", "ndjson"):
        assert ask(client, admin, dataset="users", format=format).status == 503


def test_no_temporary_file_stays(
    client: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, mocker: MockerFixture
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    admin = administrator(client)

    assert of_xlsx(export(client, admin, dataset="users", format="xlsx").body)
    assert list(folder.iterdir()) == []
    left = respond(admin, dataset="users", format="xlsx")
    assert list(folder.iterdir()) != []
    left.body.close()  # type: ignore[union-attr]
    assert list(folder.iterdir()) == []
    mocker.patch("shared.store.exports.each", breaking)
    with pytest.raises(DatabaseDown):
        list(respond(admin, dataset="messages", format="xlsx").body)
    assert list(folder.iterdir()) == []


# readers who leave


def statements() -> list[str]:
    """What MariaDB is working on for an export."""
    with snapshots.opened() as snapshot:
        listed = snapshot.each("SELECT info FROM information_schema.processlist")
        return [info for some in listed for (info,) in some if "JSON_ARRAY" in str(info)]


def test_who_leaves_ends_the_query_and_frees_its_connection(
    wsgi_admin: Account, configure: Configure
) -> None:
    configure(DB_CONNECTIONS="4", DB_CONNECT_TIMEOUT="1")
    datasets.usage(100_000, project="项" * 100)
    for _ in range(5):  # more than there are connections
        response = respond(wsgi_admin, dataset="usage")
        assert not isinstance(response.body, bytes)
        next(response.body)
        assert len(statements()) == 1
        response.body.close()  # type: ignore[attr-defined]
        until(lambda: statements() == [])


def test_who_leaves_before_the_first_byte_frees_the_connection_too(
    wsgi_admin: Account, configure: Configure
) -> None:
    configure(DB_CONNECTIONS="1", DB_CONNECT_TIMEOUT="1")
    for _ in range(3):
        respond(wsgi_admin, dataset="usage").body.close()  # type: ignore[union-attr]

    with transactions.reading() as tx:
        assert tx.one("SELECT 1 AS n") == {"n": 1}


# one state


@dataclasses.dataclass
class Movers:
    """Threads that move credits between users, without making or losing any."""

    users: list[str]
    moves: int = 0
    over: bool = False

    def move(self, seed: int) -> None:
        while not self.over:
            seed = seed * 1_103_515_245 + 12_345 & 0x7FFFFFFF
            pair = sorted({self.users[seed % 1999], self.users[-1 - seed % 2003]})
            transactions.atomically(lambda tx, pair=pair: self._moved(tx, pair))  # type: ignore[misc]
            self.moves += 1

    @staticmethod
    def _moved(tx: transactions.Transaction, pair: list[str]) -> None:
        for id, amount in zip(pair, (1, -1), strict=True):
            tx.run("UPDATE users SET credits = credits + :n WHERE id = :id", n=amount, id=id)


@pytest.mark.parametrize("times", [3, pytest.param(40, marks=pytest.mark.stress)])
def test_an_export_shows_one_state_while_others_write(wsgi_admin: Account, times: int) -> None:
    with transactions.writing() as tx:
        tx.run(
            "INSERT INTO users (id, email, name, password_hash, role, credits, created_at)"
            " SELECT LPAD(seq, 26, '0'), seq, '药', '', 'user', 1000, 0 FROM seq_1_to_5000"
        )
    movers = Movers([f"{n:026}" for n in range(1, 5001)])
    with ThreadPoolExecutor(3) as threads:
        running = [threads.submit(movers.move, seed) for seed in (1, 2, 3)]
        sums = [sum_of_credits(wsgi_admin) for _ in range(times)]
        movers.over = True
        for each in running:
            each.result()

    assert movers.moves > times
    assert set(sums) == {(5000, 5_000_000)}


def sum_of_credits(admin: Account) -> tuple[int, int]:
    rows = of_ndjson(export(WsgiClient(), admin, dataset="users", format="ndjson").body)
    moved = [row["credits"] for row in rows if row["name"] == "药"]
    return len(moved), sum(moved)
