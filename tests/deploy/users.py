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
from functools import partial
from typing import Any

from tests.deploy import outside
from tests.waiting import until

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


@contextmanager
def load(edge: Edge) -> Iterator[Counter[int]]:
    """Reads and log-ins by several, until the block ends; how often each status came."""
    statuses: Counter[int] = Counter()
    over, token = threading.Event(), edge.register()
    asking = partial(_ask_on, edge, token, statuses, over)
    threads = [threading.Thread(target=asking) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        over.set()
        for thread in threads:
            thread.join(60)


def _ask_on(edge: Edge, token: str, statuses: Counter[int], over: threading.Event) -> None:
    for number in itertools.count():
        if over.wait(0.2):
            return
        for call in _calls(token, number):
            statuses[_status(edge, call)] += 1


def _calls(token: str, number: int) -> Iterator[tuple[str, str, Any, str]]:
    yield "GET", "/api/info", None, ""
    yield "GET", "/api/auth/me", None, token
    yield "GET", "/api/conversations", None, token
    if number % 10 == 0:
        yield "POST", "/api/auth/login", NOBODY, ""


def _status(edge: Edge, call: tuple[str, str, Any, str]) -> int:
    try:
        return edge.ask(*call)[0]
    except OSError:
        return 0


def failures(statuses: Counter[int]) -> Counter[int]:
    return Counter({s: n for s, n in statuses.items() if s == 0 or s >= 500})
