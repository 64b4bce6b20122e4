"""One method on one path: who may, how often, with what, and what comes back."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypedDict, Unpack

import msgspec

from shared import plain_text
from shared.errors import ApiError, NotFound, Unavailable, UnsupportedMediaType
from shared.http import paths
from shared.http.inputs import validation
from shared.http.request import JSON_LIMIT, Limit, Request
from shared.http.response import JSON, Response, render

Who = Callable[[Request], Any]
Raw = Callable[[], bytes]
Once = Callable[[Request, Any, Callable[[], Response]], Response]
After = Callable[[], None]
Media = Mapping[str, Any]  # by content type: the type of what is sent


class Rules(TypedDict, total=False):
    """What an endpoint demands of its callers. The last three are for `make reference` alone: what
    the annotations cannot say, and the errors of the rule."""

    who: Who | None  # says who is calling, or refuses
    limit: Limit | None  # counts the call, or refuses
    once: Once | None  # answers a repeated call with the first answer
    after: After | None  # what is done when the answer has gone
    status: int
    max_body: int  # bytes
    takes: Media | None
    answers: Mapping[int, Media] | None  # by status
    fails: tuple[type[ApiError], ...]


class Endpoint(msgspec.Struct, frozen=True):
    """One method on one path: its arguments are read from the request by their names.

    `caller` is what `who` says of the request, `body` and `query` are read as their annotation,
    `raw` gives a body of any type as it came, once, and keeps nothing of it; `request` is the
    request itself, and other names are the path's. The rest is said at `Rules`.
    """

    method: str
    path: str
    call: Callable[..., Any]
    pattern: re.Pattern[str]
    who: Who | None = None
    limit: Limit | None = None
    once: Once | None = None
    after: After | None = None
    status: int = 200
    max_body: int = JSON_LIMIT
    takes: Media | None = None
    answers: Mapping[int, Media] | None = None
    fails: tuple[type[ApiError], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def match(self, path: str) -> dict[str, str] | None:
        """What a routed path says in the places of its names; None for another path."""
        found = self.pattern.fullmatch(path)
        return (
            {name: paths.part(said) for name, said in found.groupdict().items()} if found else None
        )

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
        given = {"request": request, "caller": caller, "raw": request.take}
        named = {name: _named(part) for name, part in parts.items()}
        arguments = named | {name: value for name, value in given.items() if name in shapes}
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


def _named(part: str) -> str:
    """A part of a path as what it names is kept; NotFound where nothing can have that name."""
    name = plain_text.line(part)
    if name is None:
        raise NotFound()
    return name


def _pattern(path: str) -> re.Pattern[str]:
    whole = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.+)", path)
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", whole))


def require_json(request: Request) -> None:
    """UnsupportedMediaType when the body says that it is something else."""
    kind = (request.headers.get("content-type") or JSON).partition(";")[0].strip().lower()
    if kind != JSON and not kind.endswith("+json"):
        raise UnsupportedMediaType(expected=JSON)
