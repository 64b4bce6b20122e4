"""Clients that call the functions through their real entries: FC's event, and WSGI."""

import base64
import io
import json
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode
from wsgiref.util import setup_testing_defaults

from shared.hosts import gateway, routes
from tests.secrets_in_logs import PASSWORD

ROUTES = routes.read(Path("template.yml"))
FC_TEXT = ("text/", "application/json", "application/xml", "application/javascript")


@dataclass
class Answer:
    """What came back; header names are lower-case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The contract's error code; where errors are Anthropic's, their type."""
        error = self.json["error"]
        code: str = error["code"] if "code" in error else error["type"]
        return code

    @property
    def events(self) -> list[tuple[str, Any]]:
        """Server-sent events as (name, data); pings are left out."""
        blocks = [b for b in self.body.decode().split("\n\n") if b.startswith("event: ")]
        pairs = (block.split("\ndata: ", 1) for block in blocks)
        return [(name.removeprefix("event: "), json.loads(data)) for name, data in pairs]


@dataclass
class Account:
    """Somebody registered: their profile and tokens."""

    user: dict[str, Any]
    token: str
    refresh_token: str
    email: str
    password: str = field(repr=False)


class Client(ABC):
    ip = "203.0.113.7"

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """One request; `body` is sent as JSON, `raw` as it is."""
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if raw is None:
            raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        return self.send(method, path, raw, sent, query or {})

    @abstractmethod
    def send(
        self, method: str, path: str, raw: bytes, headers: dict[str, str], query: dict[str, str]
    ) -> Answer: ...

    def register(self, email: str | None = None, password: str = PASSWORD) -> Account:
        email = email or f"{uuid.uuid4().hex}@example.com"
        answer = self.call("POST", "/api/auth/register", {"email": email, "password": password})
        assert answer.status == 201, answer.body
        given = answer.json
        return Account(
            given["user"], given["access_token"], given["refresh_token"], email, password
        )


class EventClient(Client):
    """Calls `handler(event, context)` as FC's Python runtime does."""

    def send(
        self, method: str, path: str, raw: bytes, headers: dict[str, str], query: dict[str, str]
    ) -> Answer:
        route = ROUTES.find(method, path)
        assert route, f"no route for {method} {path}"
        event = http_event(method, path, raw, headers, query, self.ip)
        timeout = route.function.timeout
        context = SimpleNamespace(
            request_id=f"1-{uuid.uuid4()}", function=SimpleNamespace(timeout=timeout)
        )
        return read_answer(gateway.load(route.function.name)(event, context))


class WsgiClient(Client):
    """Calls the gateway's WSGI application, as a server would."""

    def __init__(self) -> None:
        self.app = gateway.application(ROUTES, gateway.direct)

    def send(
        self, method: str, path: str, raw: bytes, headers: dict[str, str], query: dict[str, str]
    ) -> Answer:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": urlencode(query),
            "CONTENT_LENGTH": str(len(raw)) if raw else "",
            "REMOTE_ADDR": self.ip,
            "wsgi.input": io.BytesIO(raw),
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        setup_testing_defaults(environ)
        started: list[Any] = []
        chunks: Iterable[bytes] = self.app(environ, lambda *given: started.append(given))
        try:
            body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        status, sent = started[0][:2]
        return Answer(int(status[:3]), {k.lower(): v for k, v in sent}, body)


def http_event(
    method: str,
    path: str,
    raw: bytes = b"",
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    ip: str = "203.0.113.7",
) -> bytes:
    """The event of an HTTP trigger, as the page "HTTP trigger invoking function" shows it."""
    sent = {"-".join(p.capitalize() for p in k.split("-")): v for k, v in (headers or {}).items()}
    text = sent.get("Content-Type", "").startswith(FC_TEXT)
    event = {
        "version": "v1",
        "rawPath": quote(path),
        "headers": sent,
        "queryParameters": query or {},
        "body": raw.decode("utf-8", "surrogateescape") if text else base64.b64encode(raw).decode(),
        "isBase64Encoded": not text,
        "requestContext": {
            "accountId": "123456*********",
            "domainName": "<http-trigger-id>.cn-shanghai.fcapp.run",
            "domainPrefix": "<http-trigger-id>",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": ip,
                "userAgent": "PostmanRuntime/7.32.3",
            },
            "requestId": "1-64f6cd87-0123456789abcdef",
            "time": "2023-09-05T06:41:11Z",
            "timeEpoch": "1693896071895",
        },
    }
    return json.dumps(event).encode("utf-8", "surrogateescape")


def read_answer(returned: Any) -> Answer:
    """What FC's gateway would send of what a handler returned."""
    assert isinstance(returned, str)
    given = json.loads(returned)
    assert all(isinstance(value, str) for value in given["headers"].values())
    body = given["body"]
    raw = base64.b64decode(body) if given["isBase64Encoded"] else body.encode()
    return Answer(given["statusCode"], {k.lower(): v for k, v in given["headers"].items()}, raw)
