"""A server whose every byte and silence a test decides."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

PATIENCE = 5.0  # seconds

Play = Callable[["Line"], None]


class Line:
    """One connection, seen from the server."""

    def __init__(self, connected: socket.socket, port: int) -> None:
        self.port = port  # of the client
        self._socket = connected
        self._received = b""

    def hear(self) -> bytes:
        """The next request, or nothing when the client has left."""
        while b"\r\n\r\n" not in self._received:
            if not self._hear_more():
                return b""
        head, _, rest = self._received.partition(b"\r\n\r\n")
        names = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
        length = next((int(v) for name, _, v in names if name == b"content-length"), 0)
        while len(rest) < length:
            if not self._hear_more():
                return b""
            rest = self._received.partition(b"\r\n\r\n")[2]
        self._received = rest[length:]
        return head + b"\r\n\r\n" + rest[:length]

    def say(self, *pieces: bytes, pause: float = 0.0) -> None:
        """Send the pieces; a client that has left is not our trouble."""
        with suppress(OSError):
            for number, piece in enumerate(pieces):
                if number:
                    time.sleep(pause)
                self._socket.sendall(piece)

    def left(self) -> bool:
        """Whether the client leaves within our patience."""
        try:
            return self._socket.recv(1) == b""
        except TimeoutError:
            return False
        except OSError:
            return True

    def cut(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _hear_more(self) -> bool:
        try:
            more = self._socket.recv(65_536)
        except OSError:
            return False
        self._received += more
        return bool(more)


def once(*pieces: bytes, pause: float = 0.0) -> Play:
    """One answer, and then the connection is closed."""

    def play(line: Line) -> None:
        line.hear()
        line.say(*pieces, pause=pause)

    return play


class Wire:
    """Plays one script per connection, the last one for all further ones."""

    def __init__(self, *plays: Play, tls: ssl.SSLContext | None = None) -> None:
        self.lines: list[Line] = []
        self._plays = plays
        self._tls = tls
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Wire":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in self.lines:
            line.cut()
        for thread in (self._accepting, *self._threads):
            thread.join()

    @property
    def url(self) -> str:
        kind = "https" if self._tls else "http"
        return f"{kind}://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def _accept(self) -> None:
        while True:
            try:
                connected, address = self._listener.accept()
            except OSError:
                return
            play = self._plays[min(len(self._threads), len(self._plays) - 1)]
            thread = threading.Thread(target=self._serve, args=(connected, address[1], play))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connected: socket.socket, port: int, play: Play) -> None:
        connected.settimeout(PATIENCE)
        with connected, suppress(OSError):
            if self._tls:
                connected = self._tls.wrap_socket(connected, server_side=True)
            line = Line(connected, port)
            self.lines.append(line)
            with connected:
                play(line)


def head(status: int = 200, **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Said", *lines, "", ""]).encode()


def whole(body: bytes, status: int = 200, **headers: str) -> bytes:
    return head(status, content_length=str(len(body)), **headers) + body


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


CHUNKED = head(transfer_encoding="chunked")
LAST = chunk(b"")
