"""A service is one function: its endpoints behind one entry that never raises."""

from collections.abc import Iterator

from shared import ids, instrumentation, log
from shared.config import environment
from shared.errors import ApiError, MethodNotAllowed, NotFound
from shared.http import cors
from shared.http.endpoint import Endpoint
from shared.http.openai_errors import PREFIX
from shared.http.report import Facts, Report, facts_of, understood
from shared.http.request import Request
from shared.http.response import Response, refuse

_ID_LENGTH = 64
_ID_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


class Service:
    """Endpoints; `respond` turns every request into an answer of the contract.

    `offered` are the paths that are named to who asks for one that there is not.
    """

    def __init__(self, *endpoints: Endpoint, offered: tuple[str, ...] = ()) -> None:
        self.endpoints = endpoints
        self.offered = offered

    @property
    def largest_body(self) -> int:
        """Bytes that one of its endpoints takes."""
        return max((endpoint.max_body for endpoint in self.endpoints), default=0)

    def respond(self, request: Request, unreadable: ApiError | None = None) -> Response:
        """The answer, with its CORS, security and request-id headers, and one log line.

        `unreadable` says why the host could make no more than an empty request of it.
        """
        answering = instrumentation.Answering(request.method, request.path, request.headers)
        request.id = _request_id(request)
        with answering.under_way():
            response, facts = self._attempt(request, unreadable)
        response.headers = {
            **_standing_headers(request),
            **request.answer_headers,
            **response.headers,
        }
        report = Report(request, response.status, answering, facts)
        if not isinstance(response.body, bytes):
            response.body = stream = _Stream(response.body, response, request, report)
            if request.method == "HEAD":
                stream.close()
                response.body = iter(())
            return response
        _ended(request, report)
        if request.method == "HEAD":
            return _without_body(response, len(response.body))
        return response

    def _attempt(self, request: Request, unreadable: ApiError | None) -> tuple[Response, Facts]:
        if unreadable:
            return refuse(unreadable, request), facts_of(unreadable)
        try:
            return _joined(self._route(request), request), {}
        except Exception as e:
            error, facts = understood(e)
            return refuse(error, request), facts

    def _route(self, request: Request) -> Response:
        path = _without_slash(request.path)
        found = [(e, parts) for e in self.endpoints if (parts := e.match(path)) is not None]
        if not found and request.method == "OPTIONS":
            return _options(request, "OPTIONS")  # so that the page may read the 404 of the call
        if not found:
            raise self._unknown()
        request.route = found[0][0].path
        if request.method == "OPTIONS":
            return _options(request, _allow(e.method for e, _ in found))
        wanted = "GET" if request.method == "HEAD" else request.method
        for candidate, parts in found:
            if candidate.method == wanted:
                request.endpoint, request.route = candidate, candidate.path
                return candidate.answer(request, parts)
        allow = _allow(candidate.method for candidate, _ in found)
        raise MethodNotAllowed(headers={"Allow": allow}, method=request.method)

    def _unknown(self) -> NotFound:
        if not self.offered:
            return NotFound()
        return NotFound("path_not_offered", offered=", ".join(self.offered))


def _without_slash(path: str) -> str:
    """SDKs of the OpenAI protocol end paths with a slash, or do not."""
    return path.rstrip("/") if path.startswith(PREFIX) else path


def _ended(request: Request, report: Report) -> None:
    """The answer has gone: tell of it, then do what its endpoint wants done behind it.

    Each for itself, and what fails is told to the log alone: the answer is as good as it was.
    """
    after = request.endpoint.after if request.endpoint else None
    for step in filter(None, (report.tell, after)):
        try:
            step()
        except Exception as e:
            log.write("error", "not done after an answer", **understood(e)[1])


def _joined(response: Response, request: Request) -> Response:
    """Whole where the host joins streams: what cuts one is the answer then, as if it came first."""
    whole = request.answer_limit is not None and (response.cut or not response.last_words)
    if whole and not isinstance(response.body, bytes):
        response.body = b"".join(response.body)
    return response


def _allow(methods: Iterator[str]) -> str:
    known = {*methods, "OPTIONS"}
    return ", ".join(sorted(known | ({"HEAD"} if "GET" in known else set())))


def _options(request: Request, allow: str) -> Response:
    origin = request.headers.get("origin")
    if not origin or "access-control-request-method" not in request.headers:
        return Response(204, headers={"Allow": allow})
    asked = request.headers.get("access-control-request-headers", "")
    allowed = environment.settings().allowed_origins
    return Response(204, headers=cors.preflight(origin, allowed, asked))


def _standing_headers(request: Request) -> dict[str, str]:
    try:
        allowed = environment.settings().allowed_origins
    except environment.ConfigError:
        allowed = ()
    return {
        "X-Request-Id": request.id,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        **cors.headers(request.headers.get("origin"), allowed),
    }


def _request_id(request: Request) -> str:
    for candidate in (request.headers.get("x-request-id", ""), request.id):
        if 0 < len(candidate) <= _ID_LENGTH and _ID_ALPHABET.issuperset(candidate):
            return candidate
    return ids.make()


def _without_body(response: Response, length: int) -> Response:
    """What HEAD gets: the length of the answer without the answer (RFC 9110, 9.3.2)."""
    return Response(response.status, b"", {**response.headers, "Content-Length": str(length)})


class _Stream:
    """Pass a stream on; report once, when it ends, breaks, or its reader goes away."""

    def __init__(
        self, body: Iterator[bytes], response: Response, request: Request, report: Report
    ) -> None:
        self._body = body
        self._request = request
        self._last_words, self._cut = response.last_words, response.cut
        self.beat = response.beat
        self._report = report
        self._over = False
        self._failure: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._failure:
            raise self._failure
        try:
            return next(self._body)
        except StopIteration:
            self.close()
            raise
        except Exception as e:
            error = self._report.broke(e)
            self.close()
            if not self._last_words:
                raise
            self._failure = e if self._cut else None
            return self._last_words(error)

    def close(self) -> None:
        if not self._over:
            self._over = True
            self._close_body()
            _ended(self._request, self._report)

    def _close_body(self) -> None:
        """What goes wrong now can be told to nobody but the log."""
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        except Exception as e:
            self._report.broke(e)
