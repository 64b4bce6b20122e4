"""The neutral Request and Response, and what one endpoint takes and answers."""

import io
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, BinaryIO, Protocol, TypedDict, TypeVar, Unpack

import msgspec

from shared import instrumentation, validation
from shared.errors import ApiError, Fault, PayloadTooLarge, Unavailable, UnsupportedMediaType
from shared.i18n import locales

JSON = "application/json"
JSON_LIMIT = 1_048_576  # bytes of a JSON body, unless an endpoint says otherwise
MOST_FAULTS = 100  # of a refused file that the answer tells

Answer = TypeVar("Answer")
Who = Callable[["Request"], Any]
Once = Callable[["Request", Any, Callable[[], "Response"]], "Response"]
Media = Mapping[str, Any]  # by content type: the type of what is sent


class Limit(Protocol):
    """Counts a call or refuses it, and hears how it was answered."""

    def __call__(self, request: "Request", caller: Any, /) -> None: ...

    def answered(self, endpoint: str, status: int, seconds: float) -> None: ...


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What every JSON body may hold: the caller's language."""

    locale: Annotated[str, msgspec.Meta(max_length=35)] | None = None


class Request(msgspec.Struct):
    """One HTTP request, wherever it came from. Header names are lower-case."""

    method: str = "GET"
    path: str = "/"
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)
    query: Mapping[str, str] = msgspec.field(default_factory=dict)
    ip: str = ""
    id: str = ""
    stream: BinaryIO = msgspec.field(default_factory=io.BytesIO)
    length: int | None = 0
    at_hand: bool = False  # the whole body is here: reading it waits for nobody
    answer_limit: int | None = None  # bytes; the host joins a stream and can answer with no more
    deadline: float = msgspec.field(default_factory=lambda: time.monotonic() + 60)
    user_id: str | None = None
    answer_headers: dict[str, str] = msgspec.field(default_factory=dict)
    body: bytes | None = None
    route: str = instrumentation.NO_ROUTE  # the path as its endpoints declare it
    endpoint: "Endpoint | None" = None  # that answers it

    def read(self, limit: int) -> bytes:
        """The body; PayloadTooLarge beyond `limit` bytes, before reading where it is declared."""
        if self.body is None:
            if self.length is not None and self.length > limit:
                self.body = b""  # left unread, also by those who look for the caller's language
                raise PayloadTooLarge(limit=limit)
            wanted = limit + 1 if self.length is None else self.length
            self.body = self.stream.read(wanted)
        if len(self.body) > limit:
            raise PayloadTooLarge(limit=limit)
        return self.body

    @property
    def locale(self) -> locales.Locale:
        """The caller's language: the body's `locale`, else Accept-Language, else Chinese."""
        if self.body is None and self.at_hand and self.length and self.length <= JSON_LIMIT:
            self.read(JSON_LIMIT)
        return (
            locales.read(_spoken(self.body))
            or locales.read(self.headers.get("accept-language"))
            or locales.DEFAULT
        )


class Response(msgspec.Struct):
    """An answer; the body is bytes, or an iterator of bytes that the host streams.

    `last_words` is what a stream says of the error that breaks it, if its format can say it. After
    them it ends, or is `cut`: the host hears of the error too, and may break the connection.
    """

    status: int = 200
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    last_words: Callable[[ApiError], bytes] | None = None
    cut: bool = False


class Rules(TypedDict, total=False):
    """What an endpoint demands of its callers. The last three are for `make openapi` alone: what
    the annotations cannot say, and the errors of the rule."""

    who: Who | None  # says who is calling, or refuses
    limit: Limit | None  # counts the call, or refuses
    once: Once | None  # answers a repeated call with the first answer
    status: int
    max_body: int  # bytes
    takes: Media | None
    answers: Mapping[int, Media] | None  # by status
    fails: tuple[type[ApiError], ...]


class Endpoint(msgspec.Struct, frozen=True):
    """One method on one path: its arguments are read from the request by their names.

    `caller` is what `who` says of the request, `body` and `query` are read as their annotation,
    `raw` is a body of any type as it came, `request` is the request itself, and other names are
    the path's. The rest is said at `Rules`.
    """

    method: str
    path: str
    call: Callable[..., Any]
    pattern: re.Pattern[str]
    who: Who | None = None
    limit: Limit | None = None
    once: Once | None = None
    status: int = 200
    max_body: int = JSON_LIMIT
    takes: Media | None = None
    answers: Mapping[int, Media] | None = None
    fails: tuple[type[ApiError], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def match(self, path: str) -> dict[str, str] | None:
        found = self.pattern.fullmatch(path)
        return found.groupdict() if found else None

    def answer(self, request: Request, parts: dict[str, str]) -> Response:
        """Who may, how often, with what, at most once: then the function itself."""
        caller = self._counted(request)
        if "body" in self.call.__annotations__:
            require_json(request)
        if self.call.__annotations__.keys() & {"body", "raw"}:
            request.read(self.max_body)

        def answered() -> Response:
            return render(self.call(**self._arguments(request, caller, parts)), self.status)

        return self.once(request, caller, answered) if self.once else answered()

    def _counted(self, request: Request) -> Any:
        """Who is calling, within their limit; who is nobody counts by their address."""
        try:
            caller = self.who(request) if self.who else None
        except ApiError as e:
            if self.limit and not isinstance(e, Unavailable):
                self.limit(request, None)
            raise
        if self.limit:
            self.limit(request, caller)
        return caller

    def _arguments(self, request: Request, caller: Any, parts: dict[str, str]) -> dict[str, Any]:
        shapes = self.call.__annotations__
        given = {"request": request, "caller": caller, "raw": request.body}
        arguments = parts | {name: value for name, value in given.items() if name in shapes}
        if "query" in shapes:
            arguments["query"] = validation.query(request.query, shapes["query"])
        if "body" in shapes:
            arguments["body"] = validation.body(request.body or b"", shapes["body"])
        return arguments


def endpoint(
    method: str, path: str, **rules: Unpack[Rules]
) -> Callable[[Callable[..., Any]], Endpoint]:
    """Serve `method` on `path` with the decorated function: `{name}` is one segment of it,
    `{name*}` all that is left."""
    pattern = _pattern(path)

    def declare(call: Callable[..., Any]) -> Endpoint:
        if "caller" in call.__annotations__ and not rules.get("who"):
            raise TypeError(f"{method} {path}: an argument `caller` needs `who`")
        return Endpoint(method, path, call, pattern, **rules)

    return declare


def _pattern(path: str) -> re.Pattern[str]:
    whole = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.+)", path)
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", whole))


def render(value: Any, status: int = 200) -> Response:
    """A Response as it is, None as 204, anything else as JSON."""
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(204)
    return Response(status, msgspec.json.encode(value), {"Content-Type": JSON})


def refuse(error: ApiError, request: Request) -> Response:
    """The error's answer in the contract's shape (OpenAI's, plus `request_id`)."""
    body: dict[str, Any] = {
        "code": error.code,
        "message": locales.say(error.reason, request.locale, **error.facts),
        "type": error.kind,
        "param": error.param,
        "request_id": request.id,
    }
    if error.faults:
        body["faults"] = [_told(fault, request.locale) for fault in error.faults[:MOST_FAULTS]]
    response = render({"error": body}, error.status)
    response.headers.update(error.headers)
    return response


def _told(fault: Fault, locale: locales.Locale) -> dict[str, Any]:
    message = locales.say(fault.reason, locale, field=fault.param, **fault.facts)
    return {"line": fault.line, "param": fault.param, "message": message}


class _Spoken(msgspec.Struct):
    locale: str | None = None


def _spoken(body: bytes | None) -> str | None:
    try:
        return validation.body(body, _Spoken).locale if body else None
    except ApiError:
        return None


def require_json(request: Request) -> None:
    """UnsupportedMediaType when the body says that it is something else."""
    kind = (request.headers.get("content-type") or JSON).partition(";")[0].strip().lower()
    if kind != JSON and not kind.endswith("+json"):
        raise UnsupportedMediaType(expected=JSON)
