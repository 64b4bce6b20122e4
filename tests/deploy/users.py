"""Users of a deployment: they ask, stream and log in, and count what they got."""

import http.client
import itertools
import json
import secrets
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tests import waiting
from tests.deploy import outside

until = partial(waiting.until, every=0.1)  # nginx counts how often one address asks
ASKED = {"messages": [{"role": "user", "content": "天气"}], "stream": True}
CLIENTS = 4
NOBODY = {"email": "nobody@example.com", "password": "no password of anybody"}


class Edge:
    """Where users come in: nginx on a port of this machine."""

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.port, self._tls = port, tls

    def connection(self) -> http.client.HTTPConnection:
        if self._tls:
            return http.client.HTTPSConnection(
                "localhost", self.port, timeout=120, context=self._tls
            )
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """The status, the headers in lower case, and the body."""
        connection, given = self.connection(), dict(headers or {})
        if token:
            given["Authorization"] = f"Bearer {token}"
        raw = None if body is None else json.dumps(body).encode()
        if raw is not None:
            given["Content-Type"] = "application/json"
        try:
            connection.request(method, path, raw, given)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()
        finally:
            connection.close()

    def register(self) -> str:
        """Somebody new: their access token."""
        email, password = f"{secrets.token_hex(8)}@example.com", secrets.token_urlsafe(20)
        status, _, body = self.ask(
            "POST", "/api/auth/register", {"email": email, "password": password}
        )
        assert status == 201, body
        token: str = json.loads(body)["access_token"]
        return token

    def is_ready(self) -> bool:
        try:
            return self.ask("GET", "/api/health/ready")[0] == 200
        except OSError:
            return False


@dataclass
class Streamed:
    """A chat's events, and when each came."""

    names: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.text == outside.LONG and self.names[-1:] == ["done"]


def chat(edge: Edge, token: str, streamed: Streamed | None = None) -> Streamed:
    """Ask, and read the answer as it comes."""
    streamed = streamed or Streamed()
    connection = edge.connection()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    connection.request("POST", "/api/chat", json.dumps(ASKED), headers)
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    streamed.headers = {name.lower(): value for name, value in answer.getheaders()}
    name = ""
    for raw in iter(answer.readline, b""):
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            streamed.names.append(name)
            streamed.at.append(time.monotonic())
            if name == "delta":
                streamed.text += json.loads(line.removeprefix("data: "))["content"]
    connection.close()
    return streamed


@contextmanager
def streaming(edge: Edge, token: str) -> Iterator[Streamed]:
    """A chat that has begun when the block does, and has ended when it has."""
    streamed = Streamed()
    thread = threading.Thread(target=chat, args=(edge, token, streamed))
    thread.start()
    until(lambda: len(streamed.at) > 2, 30)
    yield streamed
    thread.join(120)


@dataclass
class Heard:
    """What users were answered: how often each status came, and what should not have."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


@contextmanager
def load(edge: Edge) -> Iterator[Heard]:
    """Reads and log-ins by several, until the block ends."""
    heard = Heard()
    over, token = threading.Event(), edge.register()
    asking = partial(_ask_on, edge, token, heard, over)
    threads = [threading.Thread(target=asking) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        over.set()
        for thread in threads:
            thread.join(60)


def _ask_on(edge: Edge, token: str, heard: Heard, over: threading.Event) -> None:
    for number in itertools.count():
        if over.wait(0.2):
            return
        for call in _calls(token, number):
            _hear(edge, call, heard)


def _calls(token: str, number: int) -> Iterator[tuple[str, str, Any, str]]:
    yield "GET", "/api/info", None, ""
    yield "GET", "/api/auth/me", None, token
    yield "GET", "/api/conversations", None, token
    if number % 10 == 0:
        yield "POST", "/api/auth/login", NOBODY, ""


def _hear(edge: Edge, call: tuple[str, str, Any, str], heard: Heard) -> None:
    """Of what fails also when, and what was said: by it the lines of logs are found."""
    try:
        status, headers, body = edge.ask(*call)
    except OSError as e:
        status, headers, body = 0, {}, repr(e).encode()
    heard.statuses[status] += 1
    if status == 0 or status >= 500:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        heard.failures.append(f"{at} {call[0]} {call[1]}: {status} {headers} {body[:300]!r}")
