"""What granian serves: a WSGI application, on threads, given each request exactly as it came.

Granian's own WSGI cannot tell `X_Forwarded_For` from `X-Forwarded-For`, `%2F` from `/`, nor a body
that was cut off from a whole one. Its ASGI tells all three.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from shared.errors import InvalidJson
from shared.hosts.outbox import Outbox
from shared.hosts.wsgi import Application, Environ

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]

_AT_ONCE = 65_536  # bytes of a body that is read before a thread is taken
_WITHOUT_A_THREAD = frozenset({"/api/health"})  # waits for nothing, and must not wait for one
_LARGEST_REST = 67_108_864  # bytes of a refused body that are read so that its answer arrives
_REST = 30.0  # seconds
_PATIENCE = 0.5  # seconds until a thread looks whether there is still a loop
_PLAIN = ("CONTENT_TYPE", "CONTENT_LENGTH")


class Server:
    """The application as ASGI 3, for HTTP alone."""

    def __init__(self, app: Application, threads: int) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(threads, "request")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        body = Body(loop, receive)
        given = environ(scope, body)
        body.is_over = (length := _length(given)) == 0
        if length <= _AT_ONCE:
            await body.fetch()
        answering = _Answering(loop, body, send)
        if scope["path"] in _WITHOUT_A_THREAD and body.is_over:
            whole = answering.answer(self._app, given)
        else:
            whole = await loop.run_in_executor(self._threads, answering.answer, self._app, given)
        if whole is not None:
            await answering.say(whole, last=True)
        if not body.is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(body.drain(), _REST)


def environ(scope: Message, body: "Body") -> Environ:
    """PEP 3333's, without the headers that its names would confuse with others."""
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
        "wsgi.input": body,
    }


def _headers(given: Iterable[Header]) -> Environ:
    found: Environ = {}
    for name, value in given:
        if b"_" not in name:
            key, text = name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1")
            key = key if key in _PLAIN else f"HTTP_{key}"
            found[key] = f"{found[key]},{text}" if key in found else text
    return found


def _length(given: Environ) -> int:
    """Bytes that the body declares; of one without a length, more than any."""
    if "HTTP_TRANSFER_ENCODING" in given:
        return _LARGEST_REST
    declared = given.get("CONTENT_LENGTH", "0")
    return int(declared[:19]) if declared.isascii() and declared.isdigit() else 0


class Body:
    """A request's body, fetched by the loop and read by a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receive) -> None:
        self._loop = loop
        self._receive = receive
        self._held = bytearray()
        self._is_broken = False
        self.is_over = False

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end; InvalidJson when the end never came."""
        if not self.is_over and not 0 <= size <= len(self._held):
            _done(self.fetch(size), self._loop)
        if self._is_broken:
            raise InvalidJson("body_incomplete")
        end = len(self._held) if size < 0 else size
        read = bytes(memoryview(self._held)[:end])
        del self._held[:end]
        return read

    async def fetch(self, size: int = -1) -> None:
        """Up to `size` bytes, or all."""
        while not self.is_over and not 0 <= size <= len(self._held):
            await self._fetch()

    async def drain(self) -> None:
        """Take what nobody has read: a client that still sends would not hear its answer."""
        taken = 0
        while not self.is_over and taken < _LARGEST_REST:
            await self._fetch()
            taken += len(self._held)
            self._held.clear()

    async def until_gone(self) -> None:
        """Return when the client has gone, or its answer has ended."""
        while (await self._receive())["type"] == "http.request":
            pass

    async def _fetch(self) -> None:
        message = await self._receive()
        self._is_broken = message["type"] != "http.request"
        self._held += message.get("body", b"")
        self.is_over = self._is_broken or not message.get("more_body", False)


class _Answering:
    """One request, answered by a thread; what is sent goes through the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, body: Body, send: Send) -> None:
        self._loop = loop
        self._body = body
        self._send = send
        self._start: Message = {}

    def answer(self, app: Application, given: Environ) -> bytes | None:
        """The body that is left to be said; None of a stream, which says all itself."""
        pieces = app(given, self._begin)
        if isinstance(pieces, list):
            return b"".join(pieces)
        try:
            self._stream(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        return None

    def _begin(self, status: str, headers: list[tuple[str, str]]) -> None:
        sent = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._start = {"type": "http.response.start", "status": int(status[:3]), "headers": sent}

    def _stream(self, pieces: Iterable[bytes]) -> None:
        """Piece by piece; when the client has gone, no further one is asked for."""
        gone = asyncio.run_coroutine_threadsafe(self._body.until_gone(), self._loop)
        outbox = Outbox(self._loop, self.say)
        gone.add_done_callback(lambda _: outbox.abandon())
        try:
            for piece in pieces:
                outbox.put(piece)
                if gone.done():
                    return
            outbox.finish()
        except BaseException:
            outbox.flush()  # what was said before it broke off, its last words among it
            raise
        finally:
            gone.cancel()
            outbox.close()

    async def say(self, piece: bytes, *, last: bool) -> None:
        if self._start:
            start, self._start = self._start, {}
            await self._send(start)
        await self._send({"type": "http.response.body", "body": piece, "more_body": not last})


def _done(work: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop do something, and wait; ConnectionAbortedError when the server has ended."""
    doing = asyncio.run_coroutine_threadsafe(work, loop)
    while loop.is_running():
        with suppress(TimeoutError):
            return doing.result(_PATIENCE)
    raise ConnectionAbortedError("the server has ended")
