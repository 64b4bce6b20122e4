"""WSGI host: streams answers chunk by chunk, many requests at a time (PEP 3333)."""

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from shared.config import environment
from shared.hosts.client import client_ip
from shared.http.request import Request
from shared.http.response import Response

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_RESERVE = 2.0  # seconds of the time-out kept for the answer
_DIGITS = 19  # of a length; int() refuses thousands, and any limit is smaller
_PLAIN_HEADERS = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


def application(respond: Callable[[Request], Response]) -> Application:
    """A WSGI application that answers with `respond`."""

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return send(respond(read(environ)), start_response)

    return app


def read(environ: Environ) -> Request:
    headers = _headers(environ)
    query: dict[str, str] = {}
    for name, value in parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    return Request(
        method=environ["REQUEST_METHOD"].upper(),
        path=environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace") or "/",
        headers=headers,
        query=query,
        ip=client_ip(environ.get("REMOTE_ADDR", ""), headers, environment.trusted_proxies()),
        id=headers.get("x-fc-request-id", ""),
        stream=environ["wsgi.input"],
        length=_length(headers),
        deadline=time.monotonic() + environment.function_timeout() - _RESERVE,
    )


def send(response: Response, start_response: StartResponse) -> Iterable[bytes]:
    headers = list(response.headers.items())
    if isinstance(response.body, bytes):
        if "Content-Length" not in response.headers and response.status not in _BODILESS:
            headers.append(("Content-Length", str(len(response.body))))
        start_response(_status(response.status), headers)
        return [response.body]
    start_response(_status(response.status), headers)
    return response.body


def _status(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _headers(environ: Environ) -> dict[str, str]:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name, header in _PLAIN_HEADERS.items():
        if environ.get(name):
            headers[header] = environ[name]
    return headers


def _length(headers: dict[str, str]) -> int | None:
    """The declared length; None where the body is chunked, 0 where there is none."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return None
    declared = headers.get("content-length", "0")
    return int(declared[:_DIGITS]) if declared.isascii() and declared.isdigit() else 0
