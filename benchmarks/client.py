"""The calls that both sides understand."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

HEALTH = "/api/health"
CHAT = "/api/chat"
CREDENTIALS = {"email": "ada@example.com", "password": "correct horse 9"}
QUESTION = json.dumps(
    {"messages": [{"role": "user", "content": "用一句话介绍一下杭州。"}]}, ensure_ascii=False
).encode()


class Client:
    """One kept connection."""

    def __init__(self, port: int, token: str = "") -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = headers(token)

    def health(self) -> bool:
        return self._call("GET", HEALTH) is not None

    def chat(self) -> bool:
        answer = self._call("POST", CHAT, QUESTION)
        return answer is not None and bool(answer["message"]["content"])

    def register(self) -> str:
        """An account on a fresh server; its access token."""
        answer = self._call("POST", "/api/auth/register", json.dumps(CREDENTIALS).encode())
        token: str = answer["access_token"]
        return token

    def log_in(self) -> bool:
        return self._call("POST", "/api/auth/login", json.dumps(CREDENTIALS).encode()) is not None

    def close(self) -> None:
        self._connection.close()

    def _call(self, method: str, path: str, body: bytes | None = None) -> Any:
        """The JSON of a good answer; SystemExit for any other: it must not count as a fast one."""
        try:
            self._connection.request(method, path, body, self._headers)
            response = self._connection.getresponse()
            answer = response.read()
        except (OSError, HTTPException) as e:
            self.close()
            raise ConnectionError(str(e)) from e
        if response.status not in (200, 201):
            raise SystemExit(f"{method} {path}: {response.status} {answer!r}")
        return json.loads(answer)


def headers(token: str) -> Mapping[str, str]:
    given = {"Content-Type": "application/json"}
    return {**given, "Authorization": f"Bearer {token}"} if token else given
