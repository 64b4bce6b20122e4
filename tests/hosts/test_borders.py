"""What a client may not get past the server with: the same on both gateways, over real sockets."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.granian import ROOT, Connection, Server, free_port, launched, wait_until_ready
from tests.medicines import csv_file, number

LOGIN = json.dumps({"email": "a@example.com", "password": "wrong horse 7"}).encode()
JSON = "Content-Type: application/json"


@pytest.fixture(scope="module", params=["like FC", "directly"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """What `make run` starts, behind a proxy."""
    place, port = tmp_path_factory.mktemp("gateway"), free_port()
    how = ["--direct"] if request.param == "directly" else []
    given = {
        "APP_ENV": "local", "DATA_DIR": str(place), "DATABASE_URL": f"sqlite:///{place}/y.db",
        "UPLOAD_DIR": "", "JWT_SECRET": "", "PASSWORD_COST": "4", "TRUSTED_PROXIES": "1",
        "HOST": "127.0.0.1", "PORT": str(port), "LOCAL_MODEL": "off", "LOCAL_OCR": "off",
        "LOCAL_SPEECH": "off",
        "LIMITS": "login=1000/1m,admin=1000/1m,write=1000/1m,register=1000/1m",
    }  # fmt: skip
    with launched("local", *how, folder=ROOT, log=place / "log", port=port, **given) as started:
        wait_until_ready(started)
        yield started


def answer(connection: Connection) -> tuple[int, Any]:
    """The status, and the JSON of the body."""
    head = connection.read_until(b"\r\n\r\n").decode().lower()
    found = re.search(r"content-length: (\d+)", head)
    body = connection.read(int(found[1])) if found else b""
    return int(head[9:12]), json.loads(body) if body.startswith(b"{") else {}


def ask(server: Server, method: str, path: str, body: bytes, *headers: str) -> tuple[int, Any]:
    with server.connect() as connection:
        connection.ask(method, path, body, *headers)
        return answer(connection)


def cut_off(server: Server, head: str, body: bytes) -> tuple[int, Any]:
    """The answer to a request after which the client sends nothing more."""
    with server.connect() as connection:
        connection.send(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        connection.end()
        return answer(connection)


def account(server: Server, *, admin: bool = False) -> str:
    """A header with a token of somebody new."""
    email = f"{free_port()}.{len(server.log)}@example.com"
    sent = json.dumps({"email": email, "password": "correct horse 7"}).encode()
    status, given = ask(server, "POST", "/api/auth/register", sent, JSON)
    assert status == 201, given
    if admin:
        with closing(sqlite3.connect(_database(server))) as database, database:
            database.execute("UPDATE users SET role = 'admin' WHERE email = ?", [email])
    return f"Authorization: Bearer {given['access_token']}"


def _database(server: Server) -> Path:
    return server.folder / "y.db"


@pytest.mark.parametrize(
    "path",
    ["/api%2fhealth", "/api%2Fhealth", "/%2fapi/health", "/api/health%2f", "/api%252fhealth",
     "//api/health", "/api//health", "/api/./health", "/api/%2e/health", "/x/../api/health",
     "/x/%2e%2e/api/health", "/api/health%00", "/api/health%0a", "/api/health%20", "/api%5chealth",
     "/api/health;a=b", "/API/health", "/api/drugs/%2e%2e%2fhealth", "/api/drugs/..%2F%00%ff"],
)  # fmt: skip
def test_path_that_only_resembles_another_leads_nowhere(server: Server, path: str) -> None:
    status, told = ask(server, "GET", path, b"")

    assert (status, told["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path", ["/api/h%65alth", "/%61pi/health", "/api/health?a=%2f", "/api/health?"]
)
def test_letters_that_are_escaped_are_those_letters(server: Server, path: str) -> None:
    assert ask(server, "GET", path, b"") == (200, {"status": "ok"})


def test_slash_in_a_name_is_part_of_the_name(server: Server) -> None:
    token = account(server)

    status, told = ask(server, "GET", "/v1/models/Qwen%2fQwen3%252F", b"", token)

    assert status == 404
    assert "Qwen/Qwen3%2F" in told["error"]["message"]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", ["X_Forwarded_For", "X-Forwarded_For", "x_forwarded-for"])
def test_address_of_a_client_cannot_be_chosen_with_underscores(
    server: Server, name: str, first: bool
) -> None:
    headers = ["X-Forwarded-For: 203.0.113.66, 198.51.100.7", f"{name}: 203.0.113.99"]
    before = len(server.log)

    ask(server, "POST", "/api/auth/login", LOGIN, JSON, *(headers if first else headers[::-1]))

    assert re.findall(r'"ip":"([^"]+)"', server.log[before:]) == ["198.51.100.7"]


@pytest.mark.parametrize(
    "headers",
    [
        ["Authorization: x", "Authorization_: {}"],
        ["Content_Type: application/json", "Content-Type: text/plain"],
        ["Idempotency_Key: " + "a" * 200],
        ["Transfer_Encoding: chunked"],
    ],
)
def test_no_other_header_is_read_by_a_name_with_underscores(
    server: Server, headers: list[str]
) -> None:
    status, _ = ask(server, "POST", "/api/auth/login", LOGIN, *headers)

    assert status == (415 if "Content-Type: text/plain" in headers else 401)


@pytest.mark.parametrize(
    ("framing", "body"),
    [("Content-Length: 5000", LOGIN), ("Content-Length: 500000", LOGIN + b" " * 100_000),
     ("Transfer-Encoding: chunked", b"%x\r\n%b\r\n" % (len(LOGIN), LOGIN)),
     ("Transfer-Encoding: chunked", b"%x\r\n%b\r\nzz\r\n" % (len(LOGIN), LOGIN)),
     ("Transfer-Encoding: chunked", b"%x\r\n%b\r\n0\r\n" % (len(LOGIN), LOGIN)),
     ("Transfer-Encoding: chunked", b"fff\r\n%b" % LOGIN)],
)  # fmt: skip
def test_body_that_is_cut_off_is_not_taken_for_whole(
    server: Server, framing: str, body: bytes
) -> None:
    status, told = cut_off(
        server, f"POST /api/auth/login HTTP/1.1\nHost: x\n{JSON}\n{framing}", body
    )

    assert (status, told["error"]["code"]) == (400, "invalid_json")


@pytest.mark.parametrize("framing", ["Content-Length: 50000", "Transfer-Encoding: chunked"])
def test_file_that_is_cut_off_is_not_kept(server: Server, framing: str) -> None:
    token = account(server)
    wanted = {"filename": "a.png", "content_type": "image/png", "size": 50_000}
    _, begun = ask(server, "POST", "/api/files", json.dumps(wanted).encode(), JSON, token)
    path = begun["upload"]["url"].partition(f":{server.port}")[2]
    content = b"\x89PNG\r\n\x1a\n" + b"a" * 49_992
    part = content[:20_000]
    sent = part if framing.startswith("Content") else b"%x\r\n%b\r\n" % (len(part), part)
    kind = "Content-Type: image/png"

    status, _ = cut_off(server, f"PUT {path} HTTP/1.1\nHost: x\n{kind}\n{framing}", sent)
    _, left = ask(server, "GET", f"/api/files/{begun['file']['id']}", b"", token)

    assert status == 400
    assert left["status"] == "pending"
    assert ask(server, "PUT", path, content, kind)[0] == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_import_that_is_cut_off_adds_nothing(server: Server, chunked: bool) -> None:
    token, drug = account(server, admin=True), {"name": "半截胶囊", "approval_number": number(77)}
    file = csv_file(drug)
    head = f"POST /api/admin/drugs/import HTTP/1.1\nHost: x\nContent-Type: text/csv\n{token}\n"
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(file) + 900}"
    sent = b"%x\r\n%b\r\n" % (len(file), file) if chunked else file

    status, _ = cut_off(server, head + framing, sent)
    _, found = ask(server, "GET", f"/api/drugs?q={number(77)[4:]}", b"")

    assert status == 400
    assert found["data"] == []


@pytest.mark.parametrize("size", [2_000_000, 10_000_000, 30_000_000])
def test_answer_to_a_body_that_is_too_large_arrives(server: Server, size: int) -> None:
    status, told = ask(server, "POST", "/api/auth/login", b" " * size, JSON)

    assert (status, told["error"]["code"]) == (413, "payload_too_large")


def test_an_upgrade_that_is_not_offered_is_answered_as_the_request_that_it_is(
    server: Server,
) -> None:
    wanted = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="

    status, said = ask(server, "GET", "/api/health", b"", *wanted, key)

    assert (status, said) == (200, {"status": "ok"})
    assert "Traceback" not in server.log


def test_only_the_http_that_says_whether_a_body_comes_is_spoken(server: Server) -> None:
    """HTTP/2 by prior knowledge (RFC 9113, 3.3): its bodies need no length."""
    with server.connect() as connection:
        connection.send(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9))
        connection.end()

        assert not connection.read_to_end().startswith(bytes(2))  # the length of a SETTINGS frame
