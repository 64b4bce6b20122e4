"""The calls that both sides understand."""

import json
import time
from http.client import HTTPConnection, HTTPException
from typing import Any, Self

from benchmarks.processes import Server

HEALTH = "/api/health"
CHAT = "/api/chat"
ME = "/api/auth/me"
CREDENTIALS = {"email": "ada@example.com", "password": "correct horse 9"}
_TURNS = {"messages": [{"role": "user", "content": "用一句话介绍一下杭州。"}]}
QUESTION = json.dumps(_TURNS, ensure_ascii=False).encode()
STREAMED = json.dumps({**_TURNS, "stream": True}, ensure_ascii=False).encode()


class Client:
    """One kept connection; each call is True for a good answer and raises for any other."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def health(self) -> bool:
        return bool(self._call("GET", HEALTH)["status"])

    def chat(self) -> bool:
        return bool(self._call("POST", CHAT, QUESTION)["message"]["content"])

    def me(self) -> bool:
        return bool(self._call("GET", ME)["email"])

    def seconds_to_first_text(self) -> float:
        """Until the first text of a streamed chat, which is read to its end."""
        begun = time.perf_counter()
        self._connection.request("POST", CHAT, STREAMED, self._headers)
        response = self._connection.getresponse()
        while not response.readline().startswith(b'data: {"content":'):
            if response.closed:
                raise SystemExit(f"{CHAT}: {response.status} and no text")
        arrived = time.perf_counter()
        response.read()
        return arrived - begun

    def log_in(self) -> bool:
        return bool(self._enter("login"))

    def token(self) -> str:
        """An access token of the account that is there."""
        return self._enter("login")

    def register(self) -> str:
        """An account on a fresh server; its access token."""
        return self._enter("register")

    def _enter(self, door: str) -> str:
        answer = self._call("POST", f"/api/auth/{door}", json.dumps(CREDENTIALS).encode())
        token: str = answer["access_token"]
        return token

    def _call(self, method: str, path: str, body: bytes | None = None) -> Any:
        """The JSON of a good answer; OSError while nobody listens."""
        try:
            self._connection.request(method, path, body, self._headers)
            response = self._connection.getresponse()
            answer = response.read()
        except (OSError, HTTPException) as e:
            self._connection.close()
            raise ConnectionError(f"{method} {path}: {e}") from e
        if response.status not in (200, 201):
            raise SystemExit(f"{method} {path}: {response.status} {answer!r}")
        return json.loads(answer)


def connect(server: Server, token: str = "") -> Client:
    """A client of a server that answers by now."""
    client = Client(server.port, token)
    server.await_answer(client.health)
    return client
