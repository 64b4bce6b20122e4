"""What granian's requests become, and how threads read their bodies."""

import asyncio
import threading
import tracemalloc
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import InvalidJson
from shared.hosts import answers, asgi, bodies
from shared.hosts.wsgi import REFUSAL, Application, Environ, StartResponse
from tests.waiting import until

SCOPE = {
    "type": "http", "method": "POST", "path": "/a/b", "raw_path": b"/a%2Fb",
    "query_string": b"q=%2F", "http_version": "1.1", "client": ("203.0.113.7", 1),
    "server": ("127.0.0.1", 2),
}  # fmt: skip
LONG = {**SCOPE, "headers": [(b"transfer-encoding", b"chunked")]}
QUICK = {**SCOPE, "path": "/quick", "headers": []}
TOKEN = st.text("ab-_.~AB", min_size=1, max_size=6).map(str.encode)
END: dict[str, Any] = {"type": "http.request", "body": b"", "more_body": False}
GONE = {"type": "http.disconnect"}


def terms(environ: Environ) -> asgi.Terms:
    """As if all but this waited for a model."""
    return asgi.Terms(waits=environ["PATH_INFO"] != "/quick")


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
        asyncio.run(asgi.Server(app, terms, 2)(scope, self.receive, self.send))
        return self


class Patient(Exchange):
    """A client that stays."""

    async def receive(self) -> dict[str, Any]:
        message = await super().receive()
        return await asyncio.Future() if message is GONE else message


def pieces(*sent: bytes) -> list[dict[str, Any]]:
    return [{"type": "http.request", "body": body, "more_body": True} for body in sent]


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
    found = asgi.environ({**SCOPE, "headers": headers})

    read = {
        name[5:].lower().replace("_", "-"): v for name, v in found.items() if name[:5] == "HTTP_"
    }
    sent: dict[str, list[str]] = {}
    for name, value in headers:
        if b"_" not in name:
            sent.setdefault(name.decode().lower(), []).append(value.decode())
    assert read == {name: ",".join(values) for name, values in sent.items()}


def test_path_is_told_as_it_was_sent() -> None:
    found = asgi.environ({**SCOPE, "headers": []})

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


@pytest.mark.parametrize("size", [3, 9_000_000])
def test_a_body_is_there_before_a_thread_is_taken(size: int) -> None:
    exchange = Exchange(*pieces(b"abc", b"x" * (size - 3)), END)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        assert exchange.taken == 3
        return echo(environ, start_response)

    assert exchange.ask(app, declared(size)).body == b"abc" + b"x" * (size - 3)


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=9), st.integers(1, 50))
@settings(deadline=None, max_examples=30)
def test_a_body_that_is_larger_than_is_held_is_read_as_it_comes_and_takes_no_quick_thread(
    sent: list[bytes], size: int
) -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        assert threading.current_thread().name == "stream"
        start_response("200 OK", [])
        return [b"".join(iter(lambda: environ["wsgi.input"].read(size), b""))]

    exchange = Patient(*pieces(*sent), END)
    scope = {**QUICK, "headers": [declared(10_000)]}
    server = asgi.Server(app, lambda _: asgi.Terms(waits=False, largest=10), 1)
    asyncio.run(server(scope, exchange.receive, exchange.send))

    assert exchange.body == b"".join(sent)


async def fetched(body: bodies.Body) -> tuple[bool, bytes]:
    """Whether it came to its end, and what came."""
    await body.fetch()
    try:
        return True, body.read()
    except InvalidJson:
        return False, b""


def test_who_was_fast_has_no_time_saved_up_to_sit_on_the_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bodies, "_PATIENCE", 0.05)  # 20 MB are worth ten minutes at the least rate
    given = Patient(*pieces(b"x" * 20_000_000))

    async def fetch() -> tuple[bool, bytes]:
        async with asyncio.timeout(5):
            return await fetched(bodies.Body(given.receive, 20_000_001, bodies.Room()))

    assert asyncio.run(fetch()) == (False, b"")


def test_pieces_of_two_bytes_cost_about_their_size() -> None:
    given = Exchange(*pieces(*[b"xy"] * 50_000), END)

    async def fetch() -> int:
        tracemalloc.start()
        body = bodies.Body(given.receive, None, bodies.Room())
        await body.fetch()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert body.read() == b"xy" * 50_000
        return held

    assert asyncio.run(fetch()) < 300_000


def refusing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    start_response("413 Too Large", [])
    return [b"no"]


def test_what_nobody_reads_is_taken_after_the_answer_so_that_it_arrives() -> None:
    many = pieces(*[b"x" * 1_000_000] * 40)
    exchange = Exchange(*many, END).ask(refusing, declared(40_000_000))

    assert exchange.body == b"no"
    assert exchange.taken == 41


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
            for number in range(1_000_000):
                said.append(b"%d" % number)
                yield said[-1]

        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Stream()

    Exchange().ask(app)
    until(lambda: closed)

    assert 0 < len(said) < 1_000_000


def test_a_reader_who_takes_nothing_keeps_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_READS_WITHIN", 0.05)
    closed: list[bool] = []

    class Stream:
        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield b"x" * 40_000

        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Stream()

    async def stuck(message: Any) -> None:
        await asyncio.Future()

    given = {**SCOPE, "headers": []}
    answer = asgi.Server(app, terms, 2)(given, Patient(END).receive, stuck)
    asyncio.run(asyncio.wait_for(answer, 20))
    until(lambda: closed)


def test_a_stream_that_ends_says_so() -> None:
    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("A", "b")])
        return iter([b"one ", b"two"])

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
        server = asgi.Server(app, terms, 1)
        busy, quick = Exchange(END), Exchange()
        waiting = asyncio.create_task(server({**SCOPE, "headers": ()}, busy.receive, busy.send))
        await asyncio.sleep(0)
        health = {**SCOPE, "path": "/api/health", "headers": ()}
        await asyncio.wait_for(server(health, quick.receive, quick.send), 2)
        released.set()
        await waiting
        return quick.body

    assert asyncio.run(both()) == b"answered"


def test_bodies_have_so_much_room_together_and_give_it_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def all_of_them() -> list[bytes]:
        server = asgi.Server(refused_or(echo), terms, 9)
        monkeypatch.setattr(server, "_room", bodies.Room(250_000))
        slow = [Patient(*pieces(b"x" * 100_000)) for _ in range(2)]
        waiting = [asyncio.create_task(server(LONG, one.receive, one.send)) for one in slow]
        await asyncio.sleep(0)
        found = [
            await asked(server, pieces(b"y" * 100_000)),
            await asked(server, pieces(b"y" * 60_000)),
        ]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return [*found, await asked(server, pieces(b"y" * 100_000))]

    large, small, later = asyncio.run(all_of_them())

    assert large == b"too_many_bodies"
    assert len(small) == 60_000
    assert len(later) == 100_000


def test_what_turns_out_to_stream_leaves_the_threads_of_what_is_quick() -> None:
    names: list[str] = []

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return spoken()

    def spoken() -> Iterator[bytes]:
        names.append(threading.current_thread().name)
        yield b"one"

    exchange = Patient(END)
    asyncio.run(asgi.Server(app, terms, 1)(QUICK, exchange.receive, exchange.send))

    assert exchange.body == b"one"
    assert names == ["stream"]


def test_what_turns_out_to_stream_is_refused_where_no_more_may() -> None:
    closed: list[bool] = []

    class Stream:
        def __iter__(self) -> Iterator[bytes]:
            yield b"one"

        def close(self) -> None:
            closed.append(True)

    def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Stream()

    exchange = Patient(END)
    asyncio.run(asgi.Server(refused_or(app), terms, 0)(QUICK, exchange.receive, exchange.send))

    assert exchange.body == b"too_many_streams"
    assert closed == [True]


def refused_or(app: Application) -> Application:
    def wrapped(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        refusal = environ.get(REFUSAL)
        if not refusal:
            return app(environ, start_response)
        start_response("503 Service Unavailable", list(refusal.headers.items()))
        return [refusal.reason.encode()]

    return wrapped


async def asked(server: asgi.Server, messages: list[dict[str, Any]]) -> bytes:
    exchange = Patient(*messages, END)
    await server(LONG, exchange.receive, exchange.send)
    return exchange.body
