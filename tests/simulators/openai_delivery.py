"""How a good answer can arrive badly: late, slowly, in odd pieces, not completely, not at all."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle

from tests.simulators.openai_answers import Chat
from tests.simulators.openai_wire import Connection, Reply


@dataclass(frozen=True)
class SlowFirstByte:
    """A good answer after a silence; with 0 seconds simply a good answer."""

    seconds: float

    async def play(self, connection: Connection, chat: Chat) -> None:
        await asyncio.sleep(self.seconds)
        await connection.send(chat.reply())


@dataclass(frozen=True)
class Pace:
    """A stream whose chunks come one by one, or a body in one piece, after *first* seconds."""

    seconds: float
    first: float = 0.0

    async def play(self, connection: Connection, chat: Chat) -> None:
        await asyncio.sleep(self.first)
        reply = chat.reply()
        if not chat.streams:
            await connection.send(reply)
            return
        first, *between, done, last = reply.frames()
        await connection.write(reply.head() + first)
        for piece in [*between, done + last]:
            await asyncio.sleep(self.seconds)
            await connection.write(piece)


@dataclass(frozen=True)
class Stall:
    """The request is accepted and nothing comes back, no status and no header."""

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.hold()


@dataclass(frozen=True)
class StallAfter:
    """Silence after n chunks (a JSON body counts 64 bytes as one and is never completed)."""

    n_chunks: int

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.write(_unfinished(chat.reply(), self.n_chunks))
        await connection.hold()


@dataclass(frozen=True)
class Drip:
    """The headers at once, then the body byte by byte, HTTP framing included."""

    seconds_per_byte: float

    async def play(self, connection: Connection, chat: Chat) -> None:
        reply = chat.reply()
        await connection.write(reply.head())
        for byte in b"".join(reply.frames()):
            await asyncio.sleep(self.seconds_per_byte)
            await connection.write(bytes([byte]))


@dataclass(frozen=True)
class Cut:
    """The connection ends in the middle of the body, or before any byte if no place is given.

    Bytes are those of the body without HTTP framing; chunks as in StallAfter. *clean* closes the
    connection in good order instead of resetting it.
    """

    after_bytes: int | None = None
    after_chunks: int | None = None
    clean: bool = False

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.write(self._beginning(chat))
        if self.clean:
            connection.close()
        else:
            connection.reset()

    def _beginning(self, chat: Chat) -> bytes:
        if self.after_chunks is not None:
            return _unfinished(chat.reply(), self.after_chunks)
        if self.after_bytes is not None:
            reply = chat.reply()
            return reply.head() + reply.beginning(self.after_bytes)
        return b""


@dataclass(frozen=True)
class Chunking:
    """A good answer split at arbitrary bytes: *sizes* are repeated until all is sent.

    *crlf* ends the lines of a stream as HTTP does; *comments* puts comment lines between them.
    """

    sizes: tuple[int, ...]
    crlf: bool = False
    comments: bool = False

    async def play(self, connection: Connection, chat: Chat) -> None:
        reply = chat.reply()
        parts = tuple(self._split(self._dressed(reply)))
        reply = replace(reply, parts=parts, chunked=True)
        await connection.write(reply.head())
        for piece in reply.frames():
            await connection.write(piece)

    def _dressed(self, reply: Reply) -> bytes:
        if not reply.chunked:
            return reply.payload
        comment = b": keep-alive\n\n: and again\n" if self.comments else b""
        text = b"".join(comment + part for part in reply.parts)
        return text.replace(b"\n", b"\r\n") if self.crlf else text

    def _split(self, data: bytes) -> Iterator[bytes]:
        at = 0
        for size in cycle(self.sizes):
            if at >= len(data):
                return
            yield data[at : at + size]
            at += size


def _unfinished(reply: Reply, chunks: int) -> bytes:
    return reply.head() + b"".join(reply.frames()[:-1][:chunks])
