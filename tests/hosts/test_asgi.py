"""What granian's requests become, and how threads read their bodies."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import InvalidJson
from shared.hosts import asgi
from shared.hosts.wsgi import Environ, StartResponse

SCOPE = {
    "type": "http", "method": "POST", "path": "/a/b", "raw_path": b"/a%2Fb",
    "query_string": b"q=%2F", "http_version": "1.1", "client": ("203.0.113.7", 1),
    "server": ("127.0.0.1", 2),
}  # fmt: skip
TOKEN = st.text("ab-_.~AB", min_size=1, max_size=6).map(str.encode)
END: dict[str, Any] = {"type": "http.request", "body": b"", "more_body": False}
GONE = {"type": "http.disconnect"}


class Exchange:
    """A client that sends messages, and hears others."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self._messages = iter(messages)
        self.heard: list[Any] = []
        self.taken = 0

    async def receive(self) -> dict[str, Any]:
        self.taken += 1
        return next(self._messages, GONE)

    async def send(self, message: Any) -> None:
        self.heard.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.heard)

    def ask(self, app: Any, *headers: tuple[bytes, bytes]) -> "Exchange":
        scope = {**SCOPE, "headers": headers}
        asyncio.run(asgi.Server(app, 2)(scope, self.receive, self.send))
        return self


def pieces(*bodies: bytes) -> list[dict[str, Any]]:
    return [{"type": "http.request", "body": body, "more_body": True} for body in bodies]


def declared(size: int) -> tuple[bytes, bytes]:
    return b"content-length", b"%d" % size


def echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The body, or that it was cut off."""
    try:
        read = environ["wsgi.input"].read()
    except InvalidJson as e:
        start_response("400 Bad Request", [])
        return [e.reason.encode()]
    start_response("200 OK", [("X-Length", str(len(read)))])
    return [read]


@given(st.lists(st.tuples(TOKEN, st.text("xy,", max_size=4).map(str.encode))))
def test_each_header_is_read_by_its_own_name_and_by_no_other(
    headers: list[tuple[bytes, bytes]],
) -> None:
    found = asgi.environ({**SCOPE, "headers": headers}, None)  # type: ignore[arg-type]

    read = {
        name[5:].lower().replace("_", "-"): v for name, v in found.items() if name[:5] == "HTTP_"
    }
    sent: dict[str, list[str]] = {}
    for name, value in headers:
        if b"_" not in name:
            sent.setdefault(name.decode().lower(), []).append(value.decode())
    assert read == {name: ",".join(values) for name, values in sent.items()}


def test_path_is_told_as_it_was_sent() -> None:
    found = asgi.environ({**SCOPE, "headers": []}, None)  # type: ignore[arg-type]

    assert (found["REQUEST_URI"], found["QUERY_STRING"]) == ("/a%2Fb", "q=%2F")


@given(st.lists(st.binary(max_size=9), max_size=6), st.lists(st.integers(0, 12), max_size=9))
@settings(deadline=None, max_examples=30)
def test_a_body_is_read_in_any_pieces_as_it_was_sent(bodies: list[bytes], sizes: list[int]) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        source = environ["wsgi.input"]
        read = [source.read(size) for size in sizes]
        assert all(len(piece) <= size for piece, size in zip(read, sizes, strict=True))
        start_response("200 OK", [])
        return [b"".join(read) + source.read()]

    exchange = Exchange(*pieces(*bodies), END).ask(app, (b"transfer-encoding", b"chunked"))

    assert exchange.body == b"".join(bodies)


@pytest.mark.parametrize(
    "header", [declared(10), declared(100_000), (b"transfer-encoding", b"chunked")]
)
def test_a_body_that_breaks_off_is_not_whole(header: tuple[bytes, bytes]) -> None:
    assert Exchange(*pieces(b"abc"), GONE).ask(echo, header).body == b"body_incomplete"


def test_a_small_body_is_there_before_a_thread_is_taken() -> None:
    exchange = Exchange(*pieces(b"abc"), END)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        assert exchange.taken == 2
        return echo(environ, start_response)

    assert exchange.ask(app, declared(3)).body == b"abc"


def refusing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("413 Too Large", [])
    return [b"no"]


def test_what_nobody_reads_is_taken_after_the_answer_so_that_it_arrives() -> None:
    exchange = Exchange(*pieces(*[b"x" * 1_000_000] * 10), END).ask(refusing, declared(10_000_000))

    assert exchange.body == b"no"
    assert exchange.taken == 11


def test_no_more_is_taken_than_anybody_may_send() -> None:
    exchange = Exchange(*pieces(*[b"x" * 1_000_000] * 999), END).ask(
        refusing, declared(999_000_000)
    )

    assert exchange.taken == 68


def test_a_stream_is_closed_when_its_reader_has_gone() -> None:
    said: list[bytes] = []
    closed: list[bool] = []

    class Stream:
        def __iter__(self) -> Iterator[bytes]:
            for number in range(10_000):
                said.append(b"%d" % number)
                yield said[-1]

        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Stream()

    Exchange().ask(app)

    assert 0 < len(said) < 10_000
    assert closed == [True]


def test_a_stream_that_ends_says_so() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("A", "b")])
        return iter([b"one ", b"two"])

    class Patient(Exchange):
        async def receive(self) -> dict[str, Any]:
            return await asyncio.Future()

    start, *bodies = Patient().ask(app).heard

    assert (start["status"], start["headers"]) == (200, [(b"A", b"b")])
    assert b"".join(said["body"] for said in bodies) == b"one two"
    *before, last = [said["more_body"] for said in bodies]
    assert all(before)
    assert last is False


def test_health_waits_for_no_thread() -> None:
    released = threading.Event()

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        if environ["PATH_INFO"] != "/api/health":
            released.wait(5)
        return [b"answered"]

    async def both() -> bytes:
        server = asgi.Server(app, 1)
        busy, quick = Exchange(END), Exchange()
        waiting = asyncio.create_task(server({**SCOPE, "headers": ()}, busy.receive, busy.send))
        await asyncio.sleep(0)
        health = {**SCOPE, "path": "/api/health", "headers": ()}
        await asyncio.wait_for(server(health, quick.receive, quick.send), 2)
        released.set()
        await waiting
        return quick.body

    assert asyncio.run(both()) == b"answered"
