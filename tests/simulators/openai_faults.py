"""What a simulated model can say wrongly."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from tests.simulators.openai_answers import DONE, EVENTS, Chat, compact, data_line
from tests.simulators.openai_statuses import Status
from tests.simulators.openai_wire import JSON, LAST_FRAME, Connection, Reply, frame, head

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
BLOCK = 64 * 1024  # bytes of a huge body made and written at a time


class Fault(Protocol):
    async def play(self, connection: Connection, chat: Chat) -> None: ...


@dataclass(frozen=True)
class WrongJson:
    """A 200 that is no answer: a proxy's page, or JSON that ends too early in a complete body."""

    kind: Literal["html", "truncated"] = "html"

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.send(self._reply(chat))

    def _reply(self, chat: Chat) -> Reply:
        if self.kind == "html":
            return Reply(200, (PAGE,), "text/html")
        if chat.streams:
            half = chat.event({"content": "半"}).rstrip()[:-20]
            return Reply(200, (half + b"\n\n", DONE), EVENTS, chunked=True)
        return Reply(200, (chat.reply().payload[:-20],))


@dataclass(frozen=True)
class HugeBody:
    """A valid answer with megabytes of text; *one_line* puts a whole stream into one event."""

    megabytes: int
    one_line: bool = False

    async def play(self, connection: Connection, chat: Chat) -> None:
        for block in self._blocks(chat):
            await connection.write(block)

    def _blocks(self, chat: Chat) -> Iterator[bytes]:
        if not chat.streams:
            body = compact(chat.whole({"role": "assistant", "content": ""}, "stop"))
            yield from self._filled(body, body.index(b'"content":"') + 11)
            return
        yield head(200, EVENTS, None)
        if self.one_line:
            event = chat.event({"content": ""})
            yield from map(frame, self._text_in(event, event.index(b'"content":"') + 11))
        else:
            yield from self._count() * [frame(chat.event({"content": "x" * BLOCK}))]
        yield frame(chat.event({"content": ""}, "stop")) + frame(DONE) + LAST_FRAME

    def _filled(self, body: bytes, at: int) -> Iterator[bytes]:
        yield head(200, JSON, len(body) + self._count() * BLOCK)
        yield from self._text_in(body, at)

    def _text_in(self, body: bytes, at: int) -> Iterator[bytes]:
        yield body[:at]
        yield from self._count() * [b"x" * BLOCK]
        yield body[at:]

    def _count(self) -> int:
        return self.megabytes * 1024 * 1024 // BLOCK


@dataclass(frozen=True)
class NoUsage:
    """A good answer that does not say what it cost."""

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.send(chat.reply(usage=False))


@dataclass(frozen=True)
class Truncated:
    """Half of the answer, with finish_reason length."""

    async def play(self, connection: Connection, chat: Chat) -> None:
        half = max(1, len(chat.answer.text) // 2)
        await connection.send(chat.reply(limit=half))


@dataclass(frozen=True)
class ErrorInStream:
    """An error event after some good ones; without a stream, the same error with status *http*."""

    code: str
    after_chunks: int
    message: str = "Output data may contain inappropriate content."
    http: int = 400

    async def play(self, connection: Connection, chat: Chat) -> None:
        status = Status(self.http, self.code, self.message)
        if not chat.streams:
            await status.play(connection, chat)
            return
        reply = chat.reply()
        error = data_line(compact(status.qwen(chat.id)))
        await connection.send(replace(reply, parts=(*reply.parts[: self.after_chunks], error)))


@dataclass(frozen=True)
class DataPrefixed400:
    """HTTP 400 whose body is one event of a stream rather than JSON."""

    code: str = "data_inspection_failed"
    message: str = "Input data may contain inappropriate content."

    async def play(self, connection: Connection, chat: Chat) -> None:
        error = Status(400, self.code, self.message).qwen(chat.id)
        kind = EVENTS if chat.streams else JSON
        await connection.send(Reply(400, (data_line(compact(error)),), kind))
