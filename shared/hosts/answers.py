"""One request's answer: a thread makes it, the event loop sends it and sees its reader leave."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from shared.errors import ApiError, Unavailable
from shared.hosts import wsgi
from shared.hosts.bodies import Message, Receive
from shared.hosts.outbox import Outbox
from shared.hosts.threads import Threads
from shared.hosts.wsgi import Application, Environ
from shared.http import reader, sse
from shared.http.reader import Reader

Send = Callable[[Message], Awaitable[None]]

EVERY = sse.EVERY
_COME_AGAIN = 2  # seconds
_READS_WITHIN = 60.0  # seconds that a reader has to take a piece, before a thread stops waiting


def unavailable(reason: str) -> Unavailable:
    """Refused for want of room, which is there again in a moment."""
    return Unavailable(reason, headers={"Retry-After": str(_COME_AGAIN)})


class Answer:
    """Made once, delivered once; what breaks in the thread is raised to the loop."""

    def __init__(self, app: Application, given: Environ, loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._given, self._loop = app, given, loop
        self._reader, self._outbox = Reader(), Outbox(loop)
        self._head: Message | None = None
        self._beat: bytes | None = None  # None of an answer that comes whole
        self._said = 0.0  # when something was sent last, by the loop's clock
        self._pulse: asyncio.TimerHandle | None = None
        self._watching: asyncio.Future[None] | None = None

    def make(self, streams: Threads | None = None) -> None:
        """In a thread. Should it turn out to be a stream, it goes on in one of `streams`."""
        try:
            pieces = self._ask(self._app)
            if isinstance(pieces, list):
                self._outbox.end(b"".join(pieces))
            elif not streams:
                self._stream(pieces)
            elif not streams.start_now(partial(self._stream_here, pieces)):
                _close(pieces)
                self.refuse(unavailable("too_many_streams"))
        except BaseException as e:
            self._outbox.end(failure=e)

    def refuse(self, error: ApiError) -> None:
        """In a thread: the answer is an error's."""
        self._given[wsgi.REFUSAL] = error
        self.make()

    def cut(self) -> None:
        """The server ends: what others are waited for is given up."""
        self._reader.cut()

    def leave(self) -> None:
        """Nobody is there any more who would hear it."""
        self._reader.leave()
        self._outbox.abandon()

    async def deliver(self, receive: Receive, send: Send) -> None:
        """In the loop: what the thread makes, as it comes."""
        is_last = False
        try:
            while not is_last:
                piece, is_last = await self._outbox.take()
                if self._reader.has_left:
                    return
                if not is_last and not self._watching:
                    self._watch(receive)
                if piece or is_last:
                    await self._send(send, piece, is_last=is_last)
            self._outbox.raise_failure()
        finally:
            self._unwatch()
            if not is_last:
                self.leave()

    def _ask(self, app: Application) -> Iterable[bytes]:
        reader.serve(self._reader)
        try:
            return app(self._given, self._begin)
        finally:
            reader.serve(None)

    def _begin(self, status: str, headers: list[tuple[str, str]]) -> None:
        sent = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._head = {"type": "http.response.start", "status": int(status[:3]), "headers": sent}

    def _stream_here(self, pieces: Iterable[bytes]) -> None:
        try:
            self._stream(pieces)
        except BaseException as e:
            self._outbox.end(failure=e)

    def _stream(self, pieces: Iterable[bytes]) -> None:
        """Piece by piece; when the reader has left, no further one is asked for."""
        self._beat = getattr(pieces, "beat", b"")
        self._outbox.announce()
        reader.serve(self._reader)
        try:
            for piece in pieces:
                if self._reader.has_left:
                    return
                if piece:
                    self._outbox.put(piece)
        finally:
            _close(pieces)
            reader.serve(None)
        self._outbox.end()

    async def _send(self, send: Send, piece: bytes, *, is_last: bool) -> None:
        head, self._head = self._head, None
        try:
            async with asyncio.timeout(_READS_WITHIN):
                if head:
                    await send(head)
                await send({"type": "http.response.body", "body": piece, "more_body": not is_last})
        except TimeoutError:
            self.leave()
        else:
            self._said = self._loop.time()
            self._outbox.sent(len(piece))

    def _watch(self, receive: Receive) -> None:
        self._said = self._loop.time()
        self._watching = asyncio.ensure_future(_until_gone(receive))
        self._watching.add_done_callback(self._gone)
        if self._beat:
            self._pulse = self._loop.call_later(EVERY, self._fill)

    def _unwatch(self) -> None:
        if self._watching:
            self._watching.cancel()
        if self._pulse:
            self._pulse.cancel()

    def _gone(self, watching: "asyncio.Future[None]") -> None:
        if not watching.cancelled():
            self.leave()

    def _fill(self) -> None:
        due, now = self._said + EVERY, self._loop.time()
        if due <= now and self._beat:
            self._outbox.fill(self._beat)
        self._pulse = self._loop.call_at(due if due > now else now + EVERY, self._fill)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] == "http.request":
        pass


def _close(pieces: Iterable[bytes]) -> None:
    if hasattr(pieces, "close"):
        pieces.close()
