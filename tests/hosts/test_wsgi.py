"""The host that streams, for Web functions and the gateway."""

import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.hosts import wsgi
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.http.service import Service


class Unreadable(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        assert size == 0, f"{size} bytes of the body were read"
        return b""


def environ(method: str = "GET", path: str = "/", **more: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "203.0.113.7",
        "wsgi.input": io.BytesIO(),
        **more,
    }


class Started:
    """Notes what start_response is given."""

    status = ""
    headers: dict[str, str]

    def __call__(self, status: str, headers: list[tuple[str, str]]) -> None:
        assert not self.status, "start_response was called twice"
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}


class Pieces:
    """A streamed body that notes how far it was read, and whether it was closed."""

    def __init__(self) -> None:
        self.read: list[bytes] = []
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if len(self.read) == 3:
            raise StopIteration
        self.read.append(b"%d" % len(self.read))
        return self.read[-1]

    def close(self) -> None:
        self.closed = True


@endpoint("GET", "/echo")
def echo(request: Request) -> dict[str, Any]:
    return {"query": request.query, "headers": request.headers, "ip": request.ip}


@endpoint("POST", "/take", max_body=10)
def take(body: dict[str, Any]) -> dict[str, Any]:
    return body


@endpoint("GET", "/path/{name}")
def path(name: str) -> dict[str, str]:
    return {"name": name}


def app(given: dict[str, Any], started: Started | None = None) -> tuple[Started, bytes]:
    """Ask a service of the three endpoints above."""
    started = started or Started()
    body = wsgi.application(Service(echo, take, path).respond)(given, started)
    return started, b"".join(body)


def stream(pieces: Pieces) -> tuple[Started, Iterable[bytes]]:
    @endpoint("GET", "/")
    def call() -> Response:
        return Response(200, pieces, {"Content-Type": "text/plain"})

    started = Started()
    return started, wsgi.application(Service(call).respond)(environ(), started)


def test_stream_is_passed_on_chunk_by_chunk() -> None:
    pieces = Pieces()
    started, body = stream(pieces)

    assert started.status == "200 OK"
    assert "content-length" not in started.headers
    assert pieces.read == []
    assert next(iter(body)) == b"0"
    assert pieces.read == [b"0"]
    assert b"".join(body) == b"12"


def test_closing_the_answer_closes_the_stream(capsys: pytest.CaptureFixture[str]) -> None:
    pieces = Pieces()
    _, body = stream(pieces)
    next(iter(body))

    with closing(body):  # type: ignore[type-var]
        assert not capsys.readouterr().out

    assert pieces.closed
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_whole_answer_says_how_long_it_is() -> None:
    started, body = app(environ(path="/path/x"))

    assert started.status == "200 OK"
    assert started.headers["content-length"] == str(len(body))


def test_answer_to_head_has_the_length_and_no_body() -> None:
    _, whole = app(environ(path="/path/x"))
    started, body = app(environ("HEAD", "/path/x"))

    assert body == b""
    assert started.headers["content-length"] == str(len(whole))


def test_answer_without_content_says_no_length() -> None:
    started, body = app(environ("OPTIONS", "/take"))

    assert started.status == "204 No Content"
    assert "content-length" not in started.headers
    assert body == b""


def test_body_that_declares_too_much_is_refused_unread() -> None:
    given = environ("POST", "/take", CONTENT_LENGTH="11")

    started, _ = app(given | {"wsgi.input": Unreadable()})

    assert started.status.startswith("413")


def test_body_that_nobody_asked_for_is_not_read() -> None:
    given = environ("GET", "/path/x", CONTENT_LENGTH="1000000000")

    started, _ = app(given | {"wsgi.input": Unreadable()})

    assert started.status == "200 OK"


def test_no_more_than_the_declared_length_is_read() -> None:
    given = environ("POST", "/take", CONTENT_LENGTH="7")
    given["wsgi.input"] = io.BytesIO(b'{"a":1}next request')

    assert app(given)[1] == b'{"a":1}\n'


def test_chunked_body_without_a_length_is_read() -> None:
    given = environ("POST", "/take", HTTP_TRANSFER_ENCODING="Chunked")
    given["wsgi.input"] = io.BytesIO(b'{"a":1}')

    assert app(given)[1] == b'{"a":1}\n'


def test_chunked_body_is_read_no_further_than_its_limit() -> None:
    source = io.BytesIO(b'{"a":"' + b"x" * 1_000_000)
    given = environ("POST", "/take", HTTP_TRANSFER_ENCODING="chunked")

    started, _ = app(given | {"wsgi.input": source})

    assert started.status.startswith("413")
    assert source.tell() == 11


@pytest.mark.parametrize("length", ["", "abc", "-1", "+7", "7.0", "7, 7", "٧", " 7"])
def test_bad_content_length_is_no_body(length: str) -> None:
    given = environ("POST", "/take", CONTENT_LENGTH=length)

    started, body = app(given | {"wsgi.input": Unreadable()})

    assert started.status.startswith("200")
    assert body == b"{}\n"


def test_absurd_content_length_is_too_large() -> None:
    given = environ("POST", "/take", CONTENT_LENGTH="9" * 5000)

    started, _ = app(given | {"wsgi.input": Unreadable()})

    assert started.status.startswith("413")


def test_body_shorter_than_declared_is_bad_json() -> None:
    given = environ("POST", "/take", CONTENT_LENGTH="9")
    given["wsgi.input"] = io.BytesIO(b'{"a":')

    assert app(given)[0].status.startswith("400")


def test_path_is_read_as_utf_8() -> None:
    given = environ(path="/path/云".encode().decode("latin-1"))

    assert app(given)[1] == '{"name":"云"}\n'.encode()


def test_path_that_is_not_utf_8_is_answered() -> None:
    assert app(environ(path="/path/\xff\xfe"))[0].status == "200 OK"


def test_missing_path_and_query_are_the_root() -> None:
    given = environ()
    del given["PATH_INFO"], given["QUERY_STRING"]

    assert app(given)[0].status.startswith("404")


def test_repeated_query_keys_are_joined_as_fc_joins_them() -> None:
    given = environ(path="/echo", QUERY_STRING="a=1&b=%E4%BA%91&a=2&c=&d")

    assert b'"query":{"a":"1,2","b":"\xe4\xba\x91","c":"","d":""}' in app(given)[1]


@pytest.mark.parametrize("query", ["%", "%zz=%E4", "&&&", "=", "a=%00", "\xff=\xfe", "a;b=1"])
def test_malformed_queries_are_answered(query: str) -> None:
    assert app(environ(path="/echo", QUERY_STRING=query))[0].status == "200 OK"


def test_methods_are_read_in_any_case() -> None:
    assert app(environ("get", "/path/x"))[0].status == "200 OK"


def test_address_behind_a_trusted_proxy_is_the_one_it_wrote(configure: Any) -> None:
    configure(TRUSTED_PROXIES="1")
    given = environ(path="/echo", HTTP_X_FORWARDED_FOR="made up, 198.51.100.1")

    assert b'"ip":"198.51.100.1"' in app(given)[1]


@settings(deadline=None)
@given(
    st.text(st.characters(max_codepoint=255)),
    st.text(st.characters(max_codepoint=255)),
    st.dictionaries(
        st.sampled_from(
            ["CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_ORIGIN", "HTTP_X_REQUEST_ID", "HTTP_ACCEPT"]
        ),
        st.text(st.characters(max_codepoint=255)),
    ),
)
def test_any_path_query_and_headers_are_answered(
    path: str, query: str, headers: dict[str, str]
) -> None:
    for method in ("GET", "POST", "OPTIONS", "BREW"):
        started, _ = app(environ(method, path, QUERY_STRING=query, **headers))
        assert started.status[:3] != "500"
        for name, value in started.headers.items():
            assert f"{name}{value}".isascii()
            assert f"{name}{value}".isprintable()
