"""Host of FC's built-in runtime: an HTTP trigger's event in, its answer out.

The shapes are those of the page "HTTP trigger invoking function" of FC 3.0's documentation.
Any field may be missing or null, and `isBase64Encoded` is obeyed whatever the content type.
"""

import base64
import binascii
import io
import time
from typing import Any
from urllib.parse import unquote

import msgspec

from shared.config import environment
from shared.errors import InvalidJson
from shared.hosts.client import client_ip
from shared.http import paths
from shared.http.request import Request
from shared.http.response import Response
from shared.http.service import Service

LARGEST_ANSWER = (33_554_432 - 65_536) * 3 // 4  # bytes: what FC returns, in base64
_RESERVE = 2.0  # seconds of the function's time-out kept for the answer
_DIGITS = 19  # of a length
_LONGEST_TEXT = 1_048_576  # bytes; JSON may double a text, base64 adds a third


class Function(Service):
    """The `handler` of an index.py: FC calls it with an event, WSGI hosts use `respond`."""

    def __call__(self, event: Any, context: Any) -> str:
        try:
            request = read(event, context)
        except InvalidJson as e:
            unread = Request(id=_text(getattr(context, "request_id", "")))
            return render(self.respond(unread, e))
        return render(self.respond(request))


def read(event: Any, context: Any) -> Request:
    """The request in `event` (bytes of JSON); InvalidJson when it is not an HTTP event."""
    try:
        given = msgspec.json.decode(event) if isinstance(event, bytes | str) else event
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise InvalidJson("invalid_event") from e
    if not isinstance(given, dict):
        raise InvalidJson("invalid_event")
    platform = _table(given.get("requestContext"))
    http = _table(platform.get("http"))
    headers = _headers(given)
    body = _body(given)
    return Request(
        method=(_text(http.get("method")) or "GET").upper(),
        path=_path(_text(given.get("rawPath")), _text(http.get("path"))),
        headers=headers,
        query=_strings(given.get("queryParameters")),
        ip=client_ip(_text(http.get("sourceIp")), headers, environment.trusted_proxies()),
        id=_text(getattr(context, "request_id", "")) or _text(platform.get("requestId")),
        stream=io.BytesIO(body),
        length=max(len(body), _declared(headers)),
        at_hand=True,
        answer_limit=LARGEST_ANSWER,
        deadline=time.monotonic() + _seconds(context) - _RESERVE,
    )


def render(response: Response) -> str:
    """What FC reads as an answer: one string per header, what is no short text in base64."""
    body = response.body if isinstance(response.body, bytes) else b"".join(response.body)
    text = _as_text(body)
    answer = {
        "statusCode": response.status,
        "headers": response.headers,
        "isBase64Encoded": text is None,
        "body": base64.b64encode(body).decode() if text is None else text,
    }
    return msgspec.json.encode(answer).decode()


def _as_text(body: bytes) -> str | None:
    if len(body) > _LONGEST_TEXT:
        return None
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _body(event: dict[str, Any]) -> bytes:
    body = event.get("body")
    try:
        if not isinstance(body, str):
            return b"" if body is None else msgspec.json.encode(body)
        if event.get("isBase64Encoded") is not True:
            return body.encode("utf-8", "surrogatepass")
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError, RecursionError) as e:
        raise InvalidJson("invalid_event") from e


def _seconds(context: Any) -> float:
    """The function's time-out; FC's context carries it."""
    timeout = getattr(getattr(context, "function", None), "timeout", None)
    try:
        return float(timeout) if timeout else environment.function_timeout()
    except (TypeError, ValueError):
        return environment.function_timeout()


def _path(raw: str, decoded: str) -> str:
    """By `rawPath`, unless a rewriting rule of the domain made another path of it."""
    if raw and decoded in ("", unquote(raw)):
        return paths.routed(raw)
    return paths.literal(decoded) or "/"


def _headers(event: dict[str, Any]) -> dict[str, str]:
    """Names with underscores are left out, as the other hosts do."""
    named = _strings(event.get("headers")).items()
    return {name.lower(): value for name, value in named if "_" not in name}


def _declared(headers: dict[str, str]) -> int:
    """Bytes: a body that FC got less of was cut off. (Text that is not UTF-8 becomes longer.)"""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < _DIGITS else 0


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> dict[str, str]:
    return {str(name): _text(text) for name, text in _table(value).items() if text is not None}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(part for part in value if isinstance(part, str))
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) else ""
