"""One HTTP request, wherever it came from."""

import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any, BinaryIO, NamedTuple, Protocol

import msgspec

from shared import instrumentation
from shared.errors import ApiError, InvalidJson, PayloadTooLarge
from shared.http import openai_errors
from shared.http.inputs import fields, validation
from shared.i18n import locales

JSON_LIMIT = 1_048_576  # bytes of a JSON body, unless an endpoint says otherwise
_PIECE = 65_536  # bytes of a body that is not read whole
_BLANK = 1000  # bytes: white space before an object, which is as good as none


class Answered(NamedTuple):
    """How a request was answered: `status` is what it would have been, of a stream that broke;
    `code` is the error's, or empty."""

    endpoint: str
    status: int
    seconds: float
    code: str
    request_id: str


class Limit(Protocol):
    """Counts a call or refuses it, and hears how it was answered."""

    def __call__(self, request: "Request", caller: Any, /) -> None: ...

    def answered(self, answer: "Answered", /) -> None: ...


class Served(Protocol):
    """The endpoint that answers a request, as far as its log line tells of it."""

    @property
    def name(self) -> str: ...
    @property
    def limit(self) -> Limit | None: ...
    @property
    def after(self) -> Callable[[], None] | None: ...


Tag = Annotated[str, msgspec.Meta(max_length=35)]  # of a language (RFC 5646)


class Body(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What every JSON body may hold: the caller's language. Its texts are read as lines."""

    locale: Tag | None = None

    def __post_init__(self) -> None:
        fields.tidy(self)


class Request(msgspec.Struct):
    """One HTTP request, wherever it came from. Header names are lower-case."""

    method: str = "GET"
    path: str = "/"  # as `paths.routed` writes it
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
    said: locales.Locale | None = None  # the language that a body asked for which was taken
    route: str = instrumentation.NO_ROUTE  # the path as its endpoints declare it
    endpoint: Served | None = None  # that answers it

    def read(self, limit: int) -> bytes:
        """The body, whole.

        PayloadTooLarge beyond `limit` bytes, before reading where it is declared; InvalidJson when
        it was cut off.
        """
        if self.body is None:
            if self.length is not None and self.length > limit:
                self.body = b""  # left unread, also by those who look for the caller's language
                raise PayloadTooLarge(limit=limit)
            self.body = self._read(limit)
        if len(self.body) > limit:
            raise PayloadTooLarge(limit=limit)
        return self.body

    def take(self) -> bytes:
        """The body that was read, which nobody but its taker holds from here on: what is large is
        free again when they have done with it."""
        self.said = self.said or _spoken(self.body)
        taken, self.body = self.body or b"", b""
        return taken

    def _read(self, limit: int) -> bytes:
        if self.length is None:
            return self.stream.read(limit + 1)
        read = self.stream.read(self.length)
        if len(read) < self.length:
            raise InvalidJson("body_incomplete")
        return read

    def pieces(self, limit: int) -> Iterator[bytes]:
        """The body as it comes, for what is kept elsewhere than in memory; refused as by `read`."""
        self.body, taken = b"", 0  # nobody else reads it, to look for the caller's language
        if self.length is not None and self.length > limit:
            raise PayloadTooLarge(limit=limit)
        while piece := self.stream.read(_PIECE if self.length is None else self._next(taken)):
            taken += len(piece)
            if taken > limit:
                raise PayloadTooLarge(limit=limit)
            yield piece
        if self.length is not None and taken < self.length:
            raise InvalidJson("body_incomplete")

    def _next(self, taken: int) -> int:
        return min(_PIECE, (self.length or 0) - taken)

    @property
    def locale(self) -> locales.Locale:
        """The caller's language: the body's `locale`, else Accept-Language, else Chinese; on `/v1`
        English, by which clients of other APIs tell errors apart."""
        if self.body is None and self.at_hand and self.length and self.length <= JSON_LIMIT:
            with suppress(ApiError):
                self.read(JSON_LIMIT)
        return (
            self.said
            or _spoken(self.body)
            or locales.read(self.headers.get("accept-language"))
            or ("en" if self.path.startswith(openai_errors.PREFIX) else locales.DEFAULT)
        )


class _Spoken(msgspec.Struct):
    locale: Tag | None = None


def _spoken(body: bytes | None) -> locales.Locale | None:
    """What a body of JSON says; others, which may be large, are not looked through."""
    if not body or body[:_BLANK].lstrip()[:1] != b"{":
        return None
    with suppress(ApiError):
        return locales.read(validation.body(body, _Spoken).locale)
    return None
