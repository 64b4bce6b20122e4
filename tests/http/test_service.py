"""The entry of a function: it never raises, and writes one line per request."""

import io
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from shared.errors import ApiError, UpstreamError
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.http.service import Service


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    name: str


def _pieces(failure: Exception | None) -> Iterator[bytes]:
    yield b"one"
    if failure:
        raise failure
    yield b"two"


def streaming(failure: Exception | None = None, *, speaks: bool = False) -> Response:
    def last_words(error: ApiError) -> bytes:
        return error.code.encode()

    return Response(200, _pieces(failure), {}, last_words if speaks else None)


@endpoint("GET", "/thing")
def read() -> Thing:
    return Thing("云")


@endpoint("POST", "/thing", status=201)
def make(body: Thing) -> Thing:
    return body


@endpoint("DELETE", "/thing")
def remove() -> None: ...


@endpoint("GET", "/broken")
def broken() -> None:
    raise RuntimeError("SELECT a secret")


@endpoint("GET", "/whole")
def whole() -> Response:
    return streaming()


@endpoint("GET", "/cut")
def cut() -> Response:
    return streaming(RuntimeError("a secret"))


@endpoint("GET", "/cut-and-said")
def cut_and_said() -> Response:
    return streaming(RuntimeError("a secret"), speaks=True)


@endpoint("GET", "/refused-and-said")
def refused_and_said() -> Response:
    return streaming(UpstreamError(), speaks=True)


service = Service(read, make, remove, broken, whole, cut, cut_and_said, refused_and_said)


def ask(method: str, path: str, raw: bytes = b"", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(
        method, path, named, ip="203.0.113.7", stream=io.BytesIO(raw), length=len(raw)
    )
    return service.respond(request)


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Any:
    """What was logged since the last look."""

    def look() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return look


def error_of(response: Response) -> dict[str, Any]:
    assert isinstance(response.body, bytes)
    error: dict[str, Any] = json.loads(response.body)["error"]
    return error


@pytest.mark.parametrize("path", ["/", "", "/thin", "/thing/", "/thing/1", "/THING", "//thing"])
def test_path_that_is_not_served_is_not_found(path: str) -> None:
    response = ask("GET", path)

    assert response.status == 404
    assert error_of(response)["code"] == "not_found"


def test_method_that_is_not_served_is_refused_with_those_that_are() -> None:
    response = ask("PATCH", "/thing")

    assert response.status == 405
    assert response.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, POST"
    assert "PATCH" in error_of(response)["message"]


def test_answer_carries_the_standing_headers() -> None:
    headers = ask("GET", "/thing").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "application/json"
    assert len(headers["X-Request-Id"]) == 26


def test_status_of_success_is_the_endpoints() -> None:
    assert ask("POST", "/thing", b'{"name": "x"}').status == 201
    assert ask("DELETE", "/thing").status == 204


def test_head_is_the_get_without_its_body() -> None:
    get, head = ask("GET", "/thing"), ask("HEAD", "/thing")

    assert isinstance(get.body, bytes)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.body))
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_head_of_a_stream_ends_it_unread(logged: Any) -> None:
    response = ask("HEAD", "/whole")

    assert not isinstance(response.body, bytes)
    assert list(response.body) == []
    (line,) = logged()
    assert (line["method"], line["status"]) == ("HEAD", 200)


def test_head_of_an_error_has_no_body_either() -> None:
    response = ask("HEAD", "/broken")

    assert (response.status, response.body) == (500, b"")


def test_request_id_of_the_client_wins_over_the_platforms() -> None:
    request = Request(path="/thing", headers={"x-request-id": "mine"}, id="platforms")

    assert service.respond(request).headers["X-Request-Id"] == "mine"


@pytest.mark.parametrize("bad", ["", "x" * 65, "a b", "a\nb", "云", "a.b", "<script>"])
def test_bad_request_id_gives_way_to_the_platforms(bad: str) -> None:
    request = Request(path="/thing", headers={"x-request-id": bad}, id="1-platforms")

    assert service.respond(request).headers["X-Request-Id"] == "1-platforms"


def test_one_line_is_logged_for_a_request(logged: Any) -> None:
    ask("POST", "/thing", b'{"name": "x"}', x_request_id="the-id")

    (line,) = logged()
    assert line.pop("time").endswith("Z")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "message": "request",
        "request_id": "the-id",
        "method": "POST",
        "path": "/thing",
        "endpoint": "POST /thing",
        "status": 201,
        "ip": "203.0.113.7",
        "user": None,
    }


def test_line_of_a_refusal_says_why(logged: Any) -> None:
    ask("POST", "/thing", b"{}")

    (line,) = logged()
    assert line["level"] == "info"
    assert (line["status"], line["error"]) == (422, "invalid_request")
    assert line["reason"] == "field_missing"


def test_log_has_neither_body_nor_query_nor_headers(capsys: pytest.CaptureFixture[str]) -> None:
    request = Request(
        "POST",
        "/thing",
        headers={"authorization": "Bearer a-secret", "cookie": "a-secret"},
        query={"token": "a-secret"},
        stream=io.BytesIO(b'{"a-secret": "a-secret"}'),
        length=24,
    )
    service.respond(request)

    assert "a-secret" not in capsys.readouterr().out


def test_fault_shows_only_its_request_id_and_the_log_shows_the_rest(logged: Any) -> None:
    response = ask("GET", "/broken", accept_language="en")

    error = error_of(response)
    assert (response.status, error["code"]) == (500, "internal_error")
    assert b"secret" not in bytes(response.body)  # type: ignore[arg-type]
    (line,) = logged()
    assert line["level"] == "error"
    assert line["error"] == "RuntimeError"
    assert "SELECT a secret" in line["stack"]
    assert line["request_id"] == error["request_id"] == response.headers["X-Request-Id"]


def test_line_of_a_very_long_path_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    ask("GET", "/" + "x" * 400_000)

    assert len(capsys.readouterr().out) < 32_768


def test_stream_is_logged_when_it_ends(logged: Any) -> None:
    response = ask("GET", "/whole")
    assert not isinstance(response.body, bytes)
    assert logged() == []

    assert list(response.body) == [b"one", b"two"]

    (line,) = logged()
    assert line["status"] == 200


def test_stream_that_breaks_raises_so_that_the_host_cuts_it_off(logged: Any) -> None:
    response = ask("GET", "/cut")

    with pytest.raises(RuntimeError):
        list(response.body)

    (line,) = logged()
    assert line["level"] == "error"
    assert "a secret" in line["stack"]


@pytest.mark.parametrize(
    ("path", "said"),
    [("/cut-and-said", b"internal_error"), ("/refused-and-said", b"upstream_error")],
)
def test_stream_that_can_say_why_it_breaks_ends_with_that(
    logged: Any, path: str, said: bytes
) -> None:
    response = ask("GET", path)

    assert list(response.body) == [b"one", said]
    (line,) = logged()
    assert line["level"] == "error"


def test_stream_whose_reader_leaves_is_closed_and_logged_once(logged: Any) -> None:
    response = ask("GET", "/whole")
    assert next(iter(response.body)) == b"one"

    for _ in range(2):
        response.body.close()  # type: ignore[union-attr]

    assert len(logged()) == 1
    assert list(response.body) == []
