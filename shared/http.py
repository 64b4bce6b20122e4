"""The neutral Request and Response, and what one endpoint takes and answers."""

import io
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeVar

import msgspec

from shared import locales, validation
from shared.errors import ApiError, InvalidRequest, PayloadTooLarge, UnsupportedMediaType

JSON = "application/json"
JSON_LIMIT = 1_048_576  # bytes of a JSON body, unless an endpoint says otherwise

Answer = TypeVar("Answer")
Who = Callable[["Request"], Any]


@dataclass(slots=True)
class Request:
    """One HTTP request, wherever it came from. Header names are lower-case."""

    method: str = "GET"
    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    ip: str = ""
    id: str = ""
    stream: BinaryIO = field(default_factory=io.BytesIO)
    length: int | None = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + 60)
    user_id: str | None = None
    _body: bytes | None = None

    def read(self, limit: int) -> bytes:
        """The body; PayloadTooLarge beyond `limit` bytes, before reading where it is declared."""
        if self._body is None:
            if self.length is not None and self.length > limit:
                raise PayloadTooLarge(limit=limit)
            wanted = limit + 1 if self.length is None else self.length
            self._body = self.stream.read(wanted)
        if len(self._body) > limit:
            raise PayloadTooLarge(limit=limit)
        return self._body

    @property
    def locale(self) -> locales.Locale:
        """The caller's language: the body's `locale`, else Accept-Language, else Chinese."""
        return (
            locales.read(_spoken(self._body))
            or locales.read(self.headers.get("accept-language"))
            or locales.DEFAULT
        )


@dataclass(slots=True)
class Response:
    """An answer; the body is bytes, or an iterator of bytes that the host streams."""

    status: int = 200
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method on one path: its arguments are read from the request by their names.

    `caller` is what `who` says of the request, `body` and `query` are read as their annotation,
    `request` is the request itself, and other names are the path's.
    """

    method: str
    path: str
    call: Callable[..., Any]
    who: Who | None
    status: int
    limit: int
    _pattern: re.Pattern[str]

    def match(self, path: str) -> dict[str, str] | None:
        found = self._pattern.fullmatch(path)
        return found.groupdict() if found else None

    def answer(self, request: Request, parts: dict[str, str]) -> Response:
        arguments: dict[str, Any] = dict(parts)
        shapes = self.call.__annotations__
        if self.who:
            arguments["caller"] = self.who(request)
        if "request" in shapes:
            arguments["request"] = request
        if "query" in shapes:
            arguments["query"] = validation.query(request.query, shapes["query"])
        if "body" in shapes:
            arguments["body"] = validation.body(_json(request, self.limit), shapes["body"])
        return render(self.call(**arguments), self.status)


def endpoint(
    method: str, path: str, *, who: Who | None = None, status: int = 200, limit: int = JSON_LIMIT
) -> Callable[[Callable[..., Any]], Endpoint]:
    """Serve `method` on `path` (`{name}` is one segment) with the decorated function.

    `who` says who is calling or refuses, `limit` is the greatest body in bytes.
    """
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def declare(call: Callable[..., Any]) -> Endpoint:
        takes_caller = "caller" in call.__annotations__
        if takes_caller != (who is not None):
            raise TypeError(f"{method} {path}: `who` and the argument `caller` go together")
        return Endpoint(method, path, call, who, status, limit, pattern)

    return declare


def render(value: Any, status: int = 200) -> Response:
    """A Response as it is, None as 204, anything else as JSON."""
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(204)
    return Response(status, msgspec.json.encode(value), {"Content-Type": JSON})


def refuse(error: ApiError, request: Request) -> Response:
    """The error's answer in the contract's shape (OpenAI's, plus `request_id`)."""
    body = {
        "code": error.code,
        "message": locales.say(error.reason, request.locale, **error.facts),
        "type": error.kind,
        "param": error.param,
        "request_id": request.id,
    }
    response = render({"error": body}, error.status)
    response.headers.update(error.headers)
    return response


class _Spoken(msgspec.Struct):
    locale: str | None = None


def _spoken(body: bytes | None) -> str | None:
    try:
        return validation.body(body, _Spoken).locale if body else None
    except ApiError:
        return None


def _json(request: Request, limit: int) -> bytes:
    kind = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if kind != JSON and not kind.endswith("+json"):
        raise UnsupportedMediaType(expected=JSON)
    raw = request.read(limit)
    if not raw:
        raise InvalidRequest("field_missing", field="body")
    return raw
