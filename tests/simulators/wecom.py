"""A loopback server that takes messages as a group robot of WeCom does, with faults on demand.

With a secret it asks for the signature of DingTalk's robots, which take the same messages.
"""

import base64
import hmac
import json
import time
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from tests.simulators.served import Served

PATH = "/cgi-bin/webhook/send"
LONGEST = 2048  # bytes of a text
MOST_A_MINUTE = 20
SIGNED_FOR = 3_600_000  # milliseconds


@dataclass(frozen=True)
class Status:
    """Another status, whatever the body says."""

    status: int


Fault = Status | Literal["hang up", "silence", "broken"]


class WecomSimulator(Served):
    """`messages` are the texts that were taken; scripted faults come before the checks."""

    def __init__(self, key: str = "693a91f6-7aoc-4bc4-97a0", secret: str = "") -> None:
        self.key, self.secret = key, secret
        self.messages: list[str] = []
        self.asked = 0
        self._script: deque[Fault] = deque()
        self._over = Event()

    def listen(self) -> ThreadingHTTPServer:
        simulator = self

        class Handler(_Handler):
            robot = simulator

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def hang_up(self) -> None:
        self._over.set()

    @property
    def url(self) -> str:
        return f"{self.address}{PATH}?key={self.key}"

    def script(self, *faults: Fault) -> None:
        self._script += faults

    def fault(self) -> Fault | None:
        self.asked += 1
        return self._script.popleft() if self._script else None

    def wait(self) -> None:
        """Say nothing until the end."""
        self._over.wait()

    def judge(self, query: dict[str, str], kind: str, body: bytes) -> int:
        """The errcode for a message: 0 takes it."""
        if query.get("key") != self.key:
            return 93000
        if self.secret and not self._is_signed(query):
            return 310000
        text = _text_of(kind, body)
        if text is None:
            return 40008
        if len(text.encode()) > LONGEST:
            return 40058
        if len(self.messages) >= MOST_A_MINUTE:
            return 45009
        self.messages.append(text)
        return 0

    def _is_signed(self, query: dict[str, str]) -> bool:
        timestamp = query.get("timestamp", "0")
        signed = hmac.new(self.secret.encode(), f"{timestamp}\n{self.secret}".encode(), "sha256")
        fresh = abs(time.time() * 1000 - int(timestamp)) < SIGNED_FOR
        return fresh and query.get("sign") == base64.b64encode(signed.digest()).decode()


def _text_of(kind: str, body: bytes) -> str | None:
    """The content of a text message; None for any other body."""
    try:
        message: Any = json.loads(body)
        text = message["text"]["content"]
    except (ValueError, KeyError, TypeError):
        return None
    right = kind == "application/json" and message["msgtype"] == "text"
    return text if right and isinstance(text, str) and text else None


class _Handler(BaseHTTPRequestHandler):
    robot: WecomSimulator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.robot.fault()
        if isinstance(fault, Status):
            self._send(fault.status, b'{"errcode": 0}')
        elif fault == "broken":
            self._send(200, b'{"errcode":')
        elif fault == "silence":
            self.robot.wait()
        elif fault is None:
            self._answer(body)

    def _answer(self, body: bytes) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        code = self.robot.judge(query, self.headers["Content-Type"], body)
        code = code if url.path == PATH else 404
        self._send(200, json.dumps({"errcode": code, "errmsg": "no" if code else "ok"}).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
