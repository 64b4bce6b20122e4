"""HTTP/1.1 under the OpenAI simulator: requests in, replies out, and who left before the end."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, cast

JSON = "application/json"
SLICE = 64  # bytes of a plain body that count as one chunk
LAST_FRAME = b"0\r\n\r\n"
PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass
class Call:
    """A request as it arrived; *at* is time.monotonic() at its last byte."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any] | None
    at: float
    closed_by_client: bool = False


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Reply:
    """*parts* become HTTP chunks if *chunked*, else one body with its length in the head."""

    status: int
    parts: tuple[bytes, ...]
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    chunked: bool = False

    @property
    def payload(self) -> bytes:
        return b"".join(self.parts)

    def head(self) -> bytes:
        length = None if self.chunked else sum(map(len, self.parts))
        return head(self.status, self.kind, length, self.headers)

    def frames(self) -> list[bytes]:
        """The body on the wire in pieces; without the last one it is incomplete."""
        if self.chunked:
            return [*map(frame, self.parts), LAST_FRAME]
        payload = self.payload
        return [payload[at : at + SLICE] for at in range(0, len(payload), SLICE)]

    def beginning(self, size: int) -> bytes:
        """The first *size* bytes of the payload on the wire, never a complete body."""
        if self.chunked:
            return b"".join(map(frame, filter(None, [self.payload[:size]])))
        return self.payload[:-1][:size]

    def wire(self) -> bytes:
        return self.head() + b"".join(self.frames() if self.chunked else self.parts)


def head(
    status: int, kind: str, length: int | None, headers: Mapping[str, str] | None = None
) -> bytes:
    """*length* None announces a chunked body."""
    body = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    lines = [f"HTTP/1.1 {status} {PHRASES.get(status, 'Unknown')}", f"Content-Type: {kind}", body]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def frame(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


Play = Callable[["Connection"], Awaitable[None]]
Answering = Callable[[Request], tuple[Call, Reply | Play]]


class Connection(asyncio.Protocol):
    """One client: a reply is written at once, a play runs as a task until the client leaves."""

    def __init__(self, answering: Answering, connections: set["Connection"]) -> None:
        self._answering = answering
        self._connections = connections
        self._received = bytearray()
        self._writable = asyncio.Event()
        self._writable.set()
        self._call: Call | None = None
        self._task: asyncio.Task[None] | None = None
        self._ends_here = False

    # what a play may do

    async def write(self, data: bytes) -> None:
        """Returns when the kernel has taken everything."""
        self._transport.write(data)
        await asyncio.sleep(0)  # the loop learns here that the client has left
        await self._writable.wait()

    async def send(self, reply: Reply) -> None:
        await self.write(reply.wire())

    async def hold(self) -> None:
        """Stay open and silent until the client or the simulator ends it."""
        await asyncio.get_running_loop().create_future()

    def close(self) -> None:
        self._call = None
        self._transport.close()

    def reset(self) -> None:
        self._call = None
        now = struct.pack("ii", 1, 0)  # linger for 0 seconds: the client sees a reset
        connected = self._transport.get_extra_info("socket")
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        self._transport.abort()

    def abort(self) -> None:
        self._call = None
        self._transport.abort()

    # what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=0)
        connected = transport.get_extra_info("socket")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._proceed()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def eof_received(self) -> None:
        self._left()
        self._transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        self._left()
        self._connections.discard(self)

    def _left(self) -> None:
        if self._call is not None:
            self._call.closed_by_client = True
            self._call = None
        if self._task is not None:
            self._task.cancel()

    def _proceed(self) -> None:
        try:
            while self._call is None and (request := self._next_request()):
                self._serve(request)
        except ValueError as error:
            self._transport.write(Reply(400, (str(error).encode(),), kind="text/plain").wire())
            self._transport.close()

    def _next_request(self) -> Request | None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0 or self._transport.is_closing():
            return None
        method, path, headers = _parsed(self._received[:end].decode("latin-1"))
        start, length = end + 4, int(headers.get("content-length", "0"))
        if len(self._received) < start + length:
            return None
        content = bytes(self._received[start : start + length])
        del self._received[: start + length]
        return Request(method, path, headers, content)

    def _serve(self, request: Request) -> None:
        self._ends_here = request.headers.get("connection", "").lower() == "close"
        self._call, reply = self._answering(request)
        if isinstance(reply, Reply):
            self._transport.write(reply.wire())
            if self._writable.is_set():
                self._finish()
                return
        self._task = asyncio.get_running_loop().create_task(self._play(reply))

    async def _play(self, reply: Reply | Play) -> None:
        try:
            if not isinstance(reply, Reply):
                await reply(self)
            await self._writable.wait()
        except Exception:
            self.abort()
            raise
        self._finish()
        self._proceed()

    def _finish(self) -> None:
        self._call = self._task = None
        if self._ends_here:
            self._transport.close()


def _parsed(text: str) -> tuple[str, str, dict[str, str]]:
    first, *lines = text.split("\r\n")
    method, path, _version = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _colon, value in pairs}
    if "transfer-encoding" in headers:
        raise ValueError("the simulator wants requests with a Content-Length")
    return method, path.partition("?")[0], headers
