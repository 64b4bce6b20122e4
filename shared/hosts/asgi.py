"""What granian serves: a WSGI application, on threads, given each request exactly as it came.

Granian's own WSGI cannot tell `X_Forwarded_For` from `X-Forwarded-For`, `%2F` from `/`, nor a body
that was cut off from a whole one. Its ASGI tells all three, and its event loop reads and writes for
everybody, so that a thread is taken only by what has something to do.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from shared.hosts.answers import Answer, Send, unavailable
from shared.hosts.bodies import LARGEST, Body, Message, Receive, Room
from shared.hosts.threads import Threads
from shared.hosts.wsgi import Application, Environ

Header = tuple[bytes, bytes]

_QUICK = 64  # threads of what waits for nobody but the database
_WITHOUT_A_THREAD = frozenset({"/api/health"})  # waits for nothing, and must not wait for one
_PLAIN = ("CONTENT_TYPE", "CONTENT_LENGTH")


class Terms(NamedTuple):
    """On which a request is taken."""

    waits: bool  # for a model, or streams
    largest: int = LARGEST  # bytes of a body; more of it is read by whoever answers, as it comes


class Server:
    """The application as ASGI 3, for HTTP alone; `terms` says on which a request is taken.

    What waits for others has threads of its own, `most` of them: one more is refused at once. All
    else has others, which such answers do not use up.
    """

    def __init__(self, app: Application, terms: Callable[[Environ], Terms], most: int) -> None:
        self._app, self._terms = app, terms
        self._quick, self._streams = Threads(_QUICK, "quick"), Threads(most, "stream")
        self._room = Room()
        self.open: dict[Answer, asyncio.Task[None] | None] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        given = environ(scope)
        body = given["wsgi.input"] = Body(receive, _length(given), self._room)
        answer = Answer(self._app, given, asyncio.get_running_loop())
        self.open[answer] = asyncio.current_task()
        try:
            terms = self._terms(given)
            await body.fetch(terms.largest)
            self._start(answer, given, body, terms)
            await answer.deliver(receive, send)
            await body.drain()
        finally:
            body.forget()
            del self.open[answer]

    @property
    def is_busy(self) -> bool:
        """Whether a thread has still something to do, also behind an answer."""
        return self._quick.unfinished + self._streams.unfinished > 0

    def _start(self, answer: Answer, given: Environ, body: Body, terms: Terms) -> None:
        if not body.has_room:
            self._quick.start(partial(answer.refuse, unavailable("too_many_bodies")))
        elif given["PATH_INFO"] in _WITHOUT_A_THREAD and body.is_empty:
            answer.make()
        elif body.is_over and not terms.waits:
            self._quick.start(partial(answer.make, self._streams))
        elif not self._streams.start_now(answer.make):
            self._quick.start(partial(answer.refuse, unavailable("too_many_streams")))


def environ(scope: Message) -> Environ:
    """PEP 3333's, without the headers that its names would confuse with others, and the body."""
    host, port = scope.get("server") or ("", 0)
    return {
        **_headers(scope["headers"]),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "REQUEST_URI": scope["raw_path"].decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
    }


def _headers(given: Iterable[Header]) -> Environ:
    found: Environ = {}
    for name, value in given:
        if b"_" not in name:
            key, text = name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
            key = key if key in _PLAIN else f"HTTP_{key}"
            found[key] = f"{found[key]},{text}" if key in found else text
    return found


def _length(given: Environ) -> int | None:
    """Bytes that the body declares; None of one without a length."""
    if "HTTP_TRANSFER_ENCODING" in given:
        return None
    declared = given.get("CONTENT_LENGTH", "0")
    return int(declared[:19]) if declared.isascii() and declared.isdigit() else 0
