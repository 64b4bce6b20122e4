"""WSGI host: streams answers chunk by chunk, many requests at a time (PEP 3333)."""

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from shared.config import environment
from shared.hosts.client import client_ip
from shared.http import paths
from shared.http.request import Request
from shared.http.response import Response

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

REFUSAL = "yunzhan.refusal"  # in an environ: the error that the host has for it

_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_PHRASES = {status.value: status.phrase for status in HTTPStatus} | {529: "Overloaded"}
_RESERVE = 2.0  # seconds of the time-out kept for the answer
_DIGITS = 19  # of a length; int() refuses thousands, and any limit is smaller
_PLAIN_HEADERS = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}


def application(respond: Callable[..., Response], timeout: int | None = None) -> Application:
    """A WSGI application that answers with `respond`, within `timeout` seconds where it has one."""

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return send(respond(read(environ, timeout), environ.get(REFUSAL)), start_response)

    return app


def read(environ: Environ, timeout: int | None = None) -> Request:
    """A header whose name has underscores cannot be told from one with hyphens here: `asgi` has
    left it out."""
    headers = _headers(environ)
    return Request(
        method=environ["REQUEST_METHOD"].upper(),
        path=path(environ),
        headers=headers,
        query=_query(environ.get("QUERY_STRING", "")),
        ip=client_ip(environ.get("REMOTE_ADDR", ""), headers, environment.trusted_proxies()),
        id=headers.get("x-fc-request-id", ""),
        stream=environ["wsgi.input"],
        length=_length(headers),
        deadline=time.monotonic() + environment.function_timeout(timeout) - _RESERVE,
    )


def path(environ: Environ) -> str:
    """The routed path; of a server that does not say what was sent, by what it made of it."""
    sent = environ.get("REQUEST_URI")
    if sent is not None:
        return paths.routed(sent.partition("?")[0]) or "/"
    decoded = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
    return paths.literal(decoded) or "/"


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
    return f"{status} {_PHRASES.get(status, 'Unknown')}"


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


def _query(text: str) -> dict[str, str]:
    """Repeated names are joined, as FC joins them."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in found.items()}


def _length(headers: dict[str, str]) -> int | None:
    """The declared length; None where the body is chunked, 0 where there is none."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return None
    declared = headers.get("content-length", "0")
    return int(declared[:_DIGITS]) if declared.isascii() and declared.isdigit() else 0
