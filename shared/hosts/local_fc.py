"""FC's built-in runtime without FC: an HTTP request becomes an event, the answer HTTP again.

With FC's consequences (documentation of HTTP triggers, "Response" and "Limits"): dropped headers,
an opaque 502 for an uncaught exception or a time-out, 32 MB of body.
"""

import base64
import binascii
import traceback
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from shared import ids, log, times
from shared.errors import InvalidJson, PayloadTooLarge
from shared.hosts import wsgi
from shared.hosts.event import Function
from shared.hosts.routes import Deployed
from shared.hosts.wsgi import Application, Environ, StartResponse
from shared.http.request import Request

LARGEST_BODY = 33_554_432  # bytes
_INSTANCES = 32  # of one function at a time
_TEXT = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xhtml+xml",
    "application/xml",
    "application/atom+xml",
    "application/javascript",
)
_DROPPED = {
    "connection",
    "content-length",
    "date",
    "keep-alive",
    "server",
    "content-disposition",
    "upgrade",
}
_OPAQUE = b"Internal Server Error"


def application(function: Function, deployed: Deployed) -> Application:
    """The event function as FC's gateway shows it to HTTP clients."""
    instances = ThreadPoolExecutor(_INSTANCES, deployed.name)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        request_id = ids.make()
        try:
            body = _body(environ)
        except InvalidJson as e:
            return wsgi.send(function.respond(wsgi.read(environ), e), start_response)
        if body is None:
            return _send(start_response, 400, {}, b'{"ErrorCode":"InvalidArgument"}', request_id)
        context = _context(request_id, deployed)
        call = instances.submit(function, _event(environ, body, request_id), context)
        status, headers, answer = _outcome(call, deployed)
        return _send(start_response, status, headers, answer, request_id)

    return app


def platform(app: Application) -> Application:
    """A Web function with the headers that only the platform can set."""

    def behind(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        own = {name: value for name, value in environ.items() if "_X_FC_" not in name}
        own |= {"HTTP_X_FC_REQUEST_ID": ids.make(), "HTTP_X_FC_CONTROL_PATH": "/http-invoke"}
        return app(own, start_response)

    return behind


def _context(request_id: str, deployed: Deployed) -> SimpleNamespace:
    """The context of FC's Python 3.12 runtime, as far as a handler may rely on it."""
    meta = SimpleNamespace(
        name=deployed.name, handler="index.handler", memory=512, timeout=deployed.timeout
    )
    return SimpleNamespace(request_id=request_id, region="local", account_id="0", function=meta)


def _event(environ: Environ, body: bytes, request_id: str) -> bytes:
    request = wsgi.read(environ)
    kind = request.headers.get("content-type", "")
    text = kind.startswith(_TEXT)
    event = {
        "version": "v1",
        "rawPath": quote(request.path, safe="/%"),
        "headers": {name.title(): value for name, value in request.headers.items()},
        "queryParameters": request.query,
        "body": body.decode("utf-8", "replace") if text else base64.b64encode(body).decode(),
        "isBase64Encoded": not text,
        "requestContext": _request_context(environ, request, request_id),
    }
    return msgspec.json.encode(event)


def _request_context(environ: Environ, request: Request, request_id: str) -> dict[str, Any]:
    now = times.now()
    return {
        "accountId": "0",
        "domainName": request.headers.get("host", ""),
        "domainPrefix": "",
        "http": {
            "method": request.method,
            "path": unquote(request.path),
            "protocol": environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
            "sourceIp": environ.get("REMOTE_ADDR", ""),
            "userAgent": request.headers.get("user-agent", ""),
        },
        "requestId": request_id,
        "time": times.iso(now)[:-5] + "Z",
        "timeEpoch": str(now),
    }


def _body(environ: Environ) -> bytes | None:
    """None beyond FC's limit; InvalidJson when it was cut off."""
    try:
        return wsgi.read(environ).read(LARGEST_BODY)
    except PayloadTooLarge:
        return None


def _outcome(call: "Future[str]", deployed: Deployed) -> tuple[int, dict[str, str], bytes]:
    failure = None
    try:
        failure = call.exception(deployed.timeout)
    except TimeoutError as e:
        failure = e
    if failure:
        log.write("error", "function failed", stack="".join(traceback.format_exception(failure)))
        return 502, {"Content-Type": "application/json"}, _OPAQUE
    return _answer(call.result().encode())


def _answer(returned: bytes) -> tuple[int, dict[str, str], bytes]:
    """What FC makes of what a handler returned."""
    try:
        answer = msgspec.json.decode(returned)
    except (msgspec.DecodeError, UnicodeError):
        answer = None
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return 200, {"Content-Type": "application/json"}, returned
    headers = {"Content-Type": "application/json", **answer.get("headers", {})}
    return answer["statusCode"], headers, _decoded(answer)


def _decoded(answer: dict[str, Any]) -> bytes:
    body = answer.get("body", "")
    raw: bytes = body.encode() if isinstance(body, str) else msgspec.json.encode(body)
    if not answer.get("isBase64Encoded"):
        return raw
    try:
        return base64.b64decode(raw, validate=True)
    except binascii.Error:
        return raw  # FC sends what it cannot decode


def _send(
    start_response: StartResponse,
    status: int,
    headers: dict[str, str],
    body: bytes,
    request_id: str,
) -> Iterable[bytes]:
    kept = [
        (name, value)
        for name, value in headers.items()
        if name.lower() not in _DROPPED and not name.lower().startswith("x-fc-")
    ]
    kept += [("X-Fc-Request-Id", request_id), ("Content-Length", str(len(body)))]
    start_response(f"{status} {HTTPStatus(status).phrase}", kept)
    return [body]
