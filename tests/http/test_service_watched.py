"""What the entry of a function tells of every answer, to its limit and to observers."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.errors import RateLimited, Unavailable, UpstreamError
from shared.http.endpoint import endpoint
from shared.http.request import Answered, Request
from shared.http.response import Response
from shared.http.service import Service
from tests.observers import Page, recording


class Noting:
    """A limit that refuses with `error`, if there is one, and notes what it hears."""

    def __init__(self, error: Exception | None = None) -> None:
        self.heard: list[tuple[str, int]] = []
        self._error = error

    def __call__(self, request: Request, caller: Any) -> None:
        if self._error:
            raise self._error

    def answered(self, answer: Answered) -> None:
        assert 0 <= answer.seconds < 10
        self.heard.append((answer.endpoint, answer.status))


def pieces(failure: Exception | None) -> Iterator[bytes]:
    yield b"one"
    if failure:
        raise failure


def served(limit: Noting, body: Any = None, who: Any = None) -> Service:
    @endpoint("GET", "/things/{name}", limit=limit, who=who)
    def read(name: str) -> Any:
        return body

    @endpoint("POST", "/things/{name}")
    def write(name: str) -> None: ...

    return Service(read, write)


def ask(service: Service, path: str = "/things/7", method: str = "GET") -> Response:
    return service.respond(Request(method, path))


def down(_: Request) -> None:
    raise Unavailable()


def test_limit_hears_of_refusals_its_own_and_others() -> None:
    limit = Noting(RateLimited(retry_after=1))
    ask(served(limit))
    ask(served(limit, who=down))

    assert limit.heard == [("GET /things/{name}", 429), ("GET /things/{name}", 503)]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("PUT", "/things/7")])
def test_limit_hears_nothing_of_what_its_endpoint_does_not_serve(method: str, path: str) -> None:
    limit = Noting()
    for asked in (method, "POST", "OPTIONS"):
        ask(served(limit), path, asked)

    assert limit.heard == []


@pytest.mark.parametrize(("failure", "status"), [(None, 200), (UpstreamError(), 502)])
def test_stream_is_told_when_it_ends_as_what_it_came_to(
    failure: Exception | None, status: int
) -> None:
    limit = Noting()
    with recording() as observer:
        body = Response(200, pieces(failure), {}, lambda error: error.code.encode())
        answer = ask(served(limit, body))
        assert (answer.status, limit.heard) == (200, [])
        assert list(answer.body)

    page = Page.of(observer)
    assert limit.heard == [("GET /things/{name}", status)]
    assert page.value("yunzhan_requests_total", endpoint="/things/{name}", status=str(status)) == 1
    assert page.value("yunzhan_requests_in_flight") == 0


def test_head_is_told_as_the_endpoint_that_answers_it() -> None:
    limit = Noting()
    ask(served(limit, {"a": 1}), method="HEAD")

    assert limit.heard == [("GET /things/{name}", 200)]
