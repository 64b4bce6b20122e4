"""The stack of Compose: what users see while its parts start, restart, are replaced and go back."""

import http.client
import json
import socket
import subprocess
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.deploy import files, outside
from tests.deploy.stack import Stack
from tests.deploy.users import chat, load, streaming, until

pytestmark = pytest.mark.deploy

SPOOFED = "203.0.113.99"
LARGEST = 34 * 1024 * 1024  # bytes that nginx lets through


def started(stack: Stack, service: str) -> str:
    at: str = stack.state(service)["State"]["StartedAt"]
    return at


def update(stack: Stack, *words: str) -> "subprocess.CompletedProcess[str]":
    """deploy/compose/update, as an operator calls it."""
    line = [
        *(stack.docker_compose, "-f", files.COMPOSE, "-f", stack.folder / "outside.yml"),
        *("--env-file", stack.folder / "env", "--profile", "monitoring"),
    ]
    given = {"COMPOSE": " ".join(map(str, line)), "ENV_FILE": str(stack.folder / "env")}
    return subprocess.run(
        [files.DEPLOY / "compose" / "update", *words],
        env=stack.environment | given,
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip


def errors_in(log: Path) -> str:
    """Its lines of errors, and what is no line of ours: granian says its own."""
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join(x for x in lines if '"level":"error"' in x or not x.startswith("{"))


@pytest.fixture(scope="module")
def user(stack: Stack) -> str:
    stack.wait_until_ready()
    return stack.register()


# up


def test_all_are_up_and_the_tables_were_made_once(stack: Stack) -> None:
    stack.wait_until_ready()
    assert stack.state("migrate")["State"]["ExitCode"] == 0
    assert "revision" in stack.log("migrate")
    credentials = {"email": "admin", "password": stack.admin_password}
    assert stack.ask("POST", "/api/auth/login", credentials)[0] == 200

    stack.up()  # again: `migrate` finds nothing to do
    stack.wait_until_ready()
    assert stack.state("migrate")["State"]["ExitCode"] == 0
    assert stack.ask("POST", "/api/auth/login", credentials)[0] == 200


def test_each_container_is_closed(stack: Stack) -> None:
    for name in ("api-a", "api-b", "worker", "nginx"):
        host = stack.state(name)["HostConfig"]
        assert host["ReadonlyRootfs"], name
        assert host["Memory"] > 0, name
        assert "no-new-privileges" in str(host["SecurityOpt"]), name
        assert "Uid:\t0" not in stack.engine.run(
            "exec", stack.container(name), "cat", "/proc/1/status"
        )
    for name in ("api-a", "mysql", "redis"):
        assert "HostPort" not in str(stack.state(name)["HostConfig"]["PortBindings"]), name


# through nginx


def test_a_chat_comes_piece_by_piece(stack: Stack, user: str) -> None:
    streamed = chat(stack, user)

    assert streamed.is_whole
    assert streamed.headers["x-accel-buffering"] == "no"  # also for a second proxy in front
    gaps = [b - a for a, b in pairwise(streamed.at)]
    assert max(gaps) < 20 * outside.PACE + 3
    assert streamed.at[-1] - streamed.at[0] > 50 * outside.PACE


def test_no_caller_chooses_an_address(stack: Stack) -> None:
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X_Forwarded_For"):
        stack.ask("GET", "/api/info", headers={name: SPOOFED})
    seen = {
        line["ip"]
        for service in ("api-a", "api-b")
        for line in stack.lines(service)
        if line.get("path") == "/api/info"
    }
    assert seen
    assert not any(SPOOFED in ip for ip in seen)


@pytest.mark.parametrize("path", ["/metrics", "/metrics/alerts", "/metrics/"])
def test_numbers_are_not_for_the_outside(stack: Stack, path: str) -> None:
    assert stack.ask("GET", path, token="a-token-to-scrape-with-1")[0] == 404


def test_a_body_that_is_too_large_is_refused_as_the_product_would(stack: Stack) -> None:
    with socket.create_connection(("127.0.0.1", stack.port), 30) as line:
        head = f"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST + 1}\r\n\r\n"
        line.sendall(head.encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 413
        assert json.loads(answer.read())["error"]["code"] == "payload_too_large"


def test_slow_bodies_hold_up_nobody(stack: Stack) -> None:
    head = b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{"
    lines = [socket.create_connection(("127.0.0.1", stack.port), 30) for _ in range(90)]
    try:
        for line in lines:
            line.sendall(head)
        taken = []
        for _ in range(20):
            began = time.monotonic()
            status, _, _ = stack.ask("GET", "/api/health")
            taken.append(time.monotonic() - began)
            assert status in (200, 429)  # one address has a hundred connections
        assert sorted(taken)[10] < 5
    finally:
        for line in lines:
            line.close()


def test_the_list_of_models_is_kept_and_carries_nothing_of_one_caller(
    stack: Stack, user: str
) -> None:
    until(lambda: stack.ask("GET", "/api/models")[1].get("x-cache") == "HIT", 30)
    _, headers, _ = stack.ask("GET", "/api/models")
    assert not [
        name for name in headers if name.startswith("x-ratelimit") or name == "x-request-id"
    ]
    for _ in range(2):
        _, headers, _ = stack.ask("GET", "/api/models", token=user)
        assert headers.get("x-cache") in (None, "BYPASS")
        assert "x-request-id" in headers


# parts that fail


def test_a_database_that_is_away_restarts_nobody(stack: Stack, user: str) -> None:
    before = [started(stack, name) for name in ("api-a", "api-b")]
    stack.compose("stop", "mysql")
    until(lambda: stack.ask("GET", "/api/health/ready")[0] == 503, 60)
    assert stack.ask("GET", "/api/health")[0] == 200
    status, headers, _ = stack.ask("GET", "/api/auth/me", token=user)
    assert (status, "x-accel-buffering" in headers) == (503, False)

    stack.compose("start", "mysql")
    until(stack.is_ready, 90)
    assert [started(stack, name) for name in ("api-a", "api-b")] == before
    assert stack.ask("GET", "/api/auth/me", token=user)[0] == 200


@pytest.mark.parametrize("service", ["redis", "worker", "nginx", "api-a", "api-b"])
def test_each_part_may_be_restarted(stack: Stack, user: str, service: str) -> None:
    stack.compose("restart", service)

    until(stack.is_ready, 120)
    until(lambda: stack.ask("GET", "/api/auth/me", token=user)[0] == 200, 60)
    assert stack.state(service)["State"]["Running"]


def test_who_is_told_to_end_completes_open_streams(stack: Stack, user: str) -> None:
    with streaming(stack, user) as streamed:
        for name in ("api-a", "api-b"):
            stack.engine.run("kill", "--signal", "TERM", stack.container(name))
    assert streamed.is_whole
    stack.up()
    until(stack.is_ready, 120)


# another release, and back


def test_a_release_replaces_the_one_before_and_goes_back_without_an_error(
    stack: Stack, user: str, tmp_path: Path
) -> None:
    (tmp_path / "Dockerfile").write_text(
        "ARG BASE\nFROM localhost/yunzhan:test\nLABEL release=next\n"
    )
    following = stack.engine.build(tmp_path, "localhost/yunzhan:next")

    with stack.followed("api-a", "api-b", "nginx") as log:
        with load(stack) as heard, streaming(stack, user) as one, streaming(stack, user) as two:
            done = update(stack, following)
            assert done.returncode == 0, done.stderr
        assert stack.state("api-b")["Config"]["Image"] == following
        assert (one.is_whole, two.is_whole) == (True, True)
        assert heard.failures == [], errors_in(log)
        assert heard.statuses[200] > 100

        with load(stack) as heard, streaming(stack, user) as one:
            done = update(stack, "--back")
            assert done.returncode == 0, done.stderr
        assert stack.state("api-a")["Config"]["Image"] == "localhost/yunzhan:test"
        assert one.is_whole
        assert heard.failures == [], errors_in(log)


def test_a_release_that_does_not_become_ready_is_taken_back(stack: Stack, tmp_path: Path) -> None:
    broken = (
        "ARG BASE\nFROM localhost/yunzhan:test\nENV LLM_TIMEOUT=never\n"  # refused at the start
    )
    (tmp_path / "Dockerfile").write_text(broken)
    stack.engine.build(tmp_path, "localhost/yunzhan:broken")

    with stack.followed("api-b", "nginx") as log, load(stack) as heard:
        done = update(stack, "localhost/yunzhan:broken")

    assert done.returncode == 1
    assert "back to localhost/yunzhan:test" in done.stderr
    assert heard.failures == [], errors_in(log)
    until(stack.is_ready, 60)


# what is kept


def test_a_back_up_is_restored_into_another_database(stack: Stack, user: str) -> None:
    said = stack.compose("run", "--rm", "--no-deps", "-T", "backup")
    key = next(word for word in said.split() if word.startswith("backups/")).rstrip(":")
    user_name = stack.engine.run("exec", stack.container("mysql"), "printenv", "MYSQL_USER").strip()
    statement = f"CREATE DATABASE drill; GRANT ALL ON drill.* TO '{user_name}'@'%'"
    stack.engine.run(
        "exec", stack.container("mysql"), "mysql", "--socket=/tmp/mysql.sock", "-e", statement
    )

    run = ["run", "--rm", "--no-deps", "-T", "-e", "DB_NAME=drill", "backup"]
    said = stack.compose(*run[:-1], "backup", "restore", key)

    assert " rows in " in said
    count = "SELECT COUNT(*) FROM users WHERE email = 'admin'"
    told = stack.engine.run(
        "exec",
        stack.container("mysql"),
        "mysql",
        "--socket=/tmp/mysql.sock",
        "-N",
        "drill",
        "-e",
        count,
    )
    assert told.split()[-1] == "1"


def test_where_nobody_answers_it_is_said_when_to_come_back(stack: Stack) -> None:
    stack.compose("stop", "api-a", "api-b")
    try:
        status, headers, body = stack.ask("GET", "/api/info")
        assert (status, json.loads(body)["error"]["code"]) == (503, "unavailable")
        assert headers["retry-after"]
    finally:
        stack.compose("start", "api-a", "api-b")
        until(stack.is_ready, 120)
