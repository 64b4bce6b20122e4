"""Every function that needs the database, when it is dead, empty, locked, or fails half-way."""

import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pymysql
import pytest

from shared.config import environment
from shared.database import connections
from shared.database.drivers import sqlite as driver
from tests.client import Account, Answer, Client, EventClient, WsgiClient
from tests.conftest import Configure
from tests.engines.mariadb import MariaDB
from tests.functions.questions import ask, titles
from tests.simulators.openai import OpenAISimulator
from tests.tables import without

DEAD = "mysql://root:secret@127.0.0.1:1/yunzhan"
NEW = {"email": "new@example.com", "password": "correct horse 9"}


def calls(client: Client, account: Account) -> list[Answer]:
    """One call of each function that needs the database."""
    return [
        client.call("POST", "/api/auth/register", NEW),
        client.call("POST", "/api/auth/login", NEW),
        client.call("GET", "/api/conversations", token=account.token),
        ask(client, account=account),
        ask(client),
    ]


def works(client: Client, account: Account) -> None:
    """All is as before: nothing of a failed call has been kept."""
    assert client.call("POST", "/api/auth/login", NEW).status == 401
    assert titles(client, account) == []
    assert client.call("POST", "/api/auth/register", NEW).status == 201
    assert ask(client, account=account).status == 200
    assert titles(client, account) == ["你好"]


def refused(answers: list[Answer], sentence: str) -> None:
    for answer in answers:
        assert (answer.status, answer.code) == (503, "unavailable")
        assert sentence in answer.json["error"]["message"]
        assert b"secret" not in answer.body
        assert b"SELECT" not in answer.body


def test_dead_database_is_unavailable_until_it_is_back(
    client: Client, model: OpenAISimulator, configure: Configure, tmp_path: Path
) -> None:
    account, good = client.register(), environment.settings().database_url

    for dead in (DEAD, f"sqlite:///{tmp_path}", f"sqlite:///{tmp_path}/no/folder.db"):
        configure(DATABASE_URL=dead)
        answers = calls(client, account)
        refused(answers, "数据库暂时不可用")
        assert {answer.headers["retry-after"] for answer in answers} == {"1"}
    assert model.requests == []

    configure(DATABASE_URL=good)
    works(client, account)


def test_database_without_tables_names_the_command_that_makes_them(
    client: Client, model: OpenAISimulator, configure: Configure, tmp_path: Path
) -> None:
    account, good = client.register(), environment.settings().database_url

    configure(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    refused(calls(client, account), "make migrate")
    assert model.requests == []

    configure(DATABASE_URL=good)
    works(client, account)


def test_file_that_is_no_database_is_no_crash(
    client: Client, configure: Configure, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account = client.register()
    (tmp_path / "text.db").write_text("not a database at all " * 100)
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/text.db")

    for answer in calls(client, account):
        assert answer.status in (500, 503)
        assert b"not a database" not in answer.body
    assert "not a database" in capsys.readouterr().out


def test_sqlite_database_that_another_process_writes_can_be_read_and_is_not_written(
    sqlite: str, model: OpenAISimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = EventClient()
    account = client.register()
    made = client.call("POST", "/api/auth/keys", {"name": "x"}, token=account.token)
    monkeypatch.setattr(driver, "_BUSY", 0.1)
    connections.close()

    with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        refused([client.call("POST", "/api/auth/register", NEW)], "数据库暂时不可用")
        refused([ask(client)], "数据库暂时不可用")
        assert titles(client, account) == []
        by_key = client.call("GET", "/api/conversations", token=made.json["key"])
        assert by_key.status == 200

    works(client, account)


@contextmanager
def locked(mariadb: MariaDB, url: str) -> Iterator[None]:
    """Another connection that holds the users."""
    with closing(_connected(url)) as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLES users WRITE")
        yield


def _connected(url: str) -> "pymysql.Connection[pymysql.cursors.Cursor]":
    password, _, address = url.removeprefix("mysql://root:").partition("@")
    place, _, name = address.partition("/")
    host, _, port = place.partition(":")
    return pymysql.connect(host=host, port=int(port), user="root", password=password, database=name)


def test_mysql_table_that_another_connection_holds_is_waited_for_no_longer_than_configured(
    mariadb_server: MariaDB, mariadb_url: str, model: OpenAISimulator, configure: Configure
) -> None:
    client = WsgiClient()
    account = client.register()
    configure(DB_READ_TIMEOUT="1")
    connections.close()

    with locked(mariadb_server, mariadb_url):
        answer = client.call("GET", "/api/conversations", token=account.token)
        refused([answer], "数据库暂时不可用")

    works(client, account)


def test_registration_that_fails_half_way_keeps_nothing(
    client: Client, model: OpenAISimulator
) -> None:
    account = client.register()

    with without("sessions"):
        assert client.call("POST", "/api/auth/register", NEW).status == 503

    works(client, account)


@pytest.mark.parametrize("stream", [False, True])
def test_answer_that_cannot_be_kept_half_way_is_given_and_not_kept_at_all(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    account = client.register()

    with without("messages"):
        answer = ask(client, account=account, stream=stream)

    summary = answer.events[-1][1] if stream else answer.json
    assert summary["finish_reason"] == "stop"
    assert summary["conversation_id"] is None
    assert titles(client, account) == []
    works(client, account)


def test_cause_is_in_the_log_and_not_in_the_answer(
    client: Client, configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(DATABASE_URL=DEAD)

    answer = client.call("POST", "/api/auth/login", NEW)

    logged = capsys.readouterr().out
    assert "2003" in logged
    assert "secret" not in logged
    assert "2003" not in answer.body.decode()


@pytest.mark.parametrize(
    ("method", "path", "body", "token"),
    [
        ("GET", "/api/auth/me", None, True),
        ("GET", "/api/models", None, False),
        ("POST", "/api/chat", {"messages": [{"role": "user", "content": "你好"}]}, False),
        ("POST", "/api/auth/login", NEW, False),
    ],
)
@pytest.mark.usefixtures("model")
def test_a_database_that_never_greets_is_waited_for_once_a_call(
    client: Client,
    configure: Configure,
    method: str,
    path: str,
    body: dict[str, object] | None,
    token: bool,
) -> None:
    account = client.register()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        url = f"mysql://app:secret@127.0.0.1:{port}/app"
        configure(DATABASE_URL=url, DB_CONNECT_TIMEOUT="2", DB_READ_TIMEOUT="30")
        begun = time.monotonic()

        answer = client.call(method, path, body, token=account.token if token else None)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert time.monotonic() - begun < 3.5
