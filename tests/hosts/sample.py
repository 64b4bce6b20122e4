"""A function to be hosted, and events as FC's page "HTTP trigger invoking function" shows them."""

from types import SimpleNamespace
from typing import Any

from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response

REQUEST_ID = "1-64f6cd87-bf1b85ff68ed3dd1"

# A GET without a content type: FC calls its empty body base64.
PLAIN_GET: dict[str, Any] = {
    "version": "v1",
    "rawPath": "/echo",
    "headers": {"Accept": "*/*", "User-Agent": "PostmanRuntime/7.32.3"},
    "queryParameters": {"a": "1,2"},
    "body": "",
    "isBase64Encoded": True,
    "requestContext": {
        "accountId": "123456*********",
        "domainName": "<http-trigger-id>.cn-shanghai.fcapp.run",
        "domainPrefix": "<http-trigger-id>",
        "http": {
            "method": "GET",
            "path": "/echo",
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": "PostmanRuntime/7.32.3",
        },
        "requestId": REQUEST_ID,
        "time": "2023-09-05T06:41:11Z",
        "timeEpoch": "1693896071895",
    },
}

POST: dict[str, Any] = {
    "version": "v1",
    "rawPath": "/take",
    "headers": {"Content-Type": "application/json", "Content-Length": "17"},
    "queryParameters": {},
    "body": '{"name": "云栈"}',
    "isBase64Encoded": False,
    "requestContext": {
        "accountId": "123456*********",
        "domainName": "<http-trigger-id>.cn-shanghai.fcapp.run",
        "domainPrefix": "<http-trigger-id>",
        "http": {
            "method": "POST",
            "path": "/take",
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": "PostmanRuntime/7.32.3",
        },
        "requestId": REQUEST_ID,
        "time": "2023-09-05T06:41:11Z",
        "timeEpoch": "1693896071895",
        "triggerId": "unknown to the page",
    },
}


@endpoint("GET", "/echo")
def echo(request: Request) -> dict[str, Any]:
    """What the host made of the request."""
    return {"query": request.query, "headers": request.headers, "ip": request.ip}


@endpoint("POST", "/take")
def take(body: dict[str, Any]) -> dict[str, Any]:
    return body


@endpoint("GET", "/path/{name}")
def path(name: str) -> dict[str, str]:
    return {"name": name}


@endpoint("GET", "/picture")
def picture() -> Response:
    return Response(200, b"\x89PNG\x00\xff", {"Content-Type": "image/png"})


@endpoint("GET", "/pieces")
def pieces() -> Response:
    return Response(200, iter([b"one ", b"two"]), {"Content-Type": "text/plain"})


@endpoint("GET", "/broken")
def broken() -> None:
    raise RuntimeError("SELECT secret FROM stack")


handler = Function(echo, take, path, picture, pieces, broken)


def context(timeout: Any = 60) -> SimpleNamespace:
    """FC's context, as far as we read it."""
    return SimpleNamespace(request_id=REQUEST_ID, function=SimpleNamespace(timeout=timeout))
