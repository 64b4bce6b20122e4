"""What comes to the OSS simulator and what goes back, over HTTP/1.1."""

import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from threading import Event
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

XML = "application/xml"


@dataclass(frozen=True)
class Call:
    """A request as it arrived; names of headers are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def wire(self, *, without_body: bool = False) -> bytes:
        phrase = HTTPStatus(self.status).phrase
        length = self.headers.get("Content-Length", str(len(self.body)))
        headers = {**self.headers, "Content-Length": length, "Server": "AliyunOSS"}
        lines = [f"HTTP/1.1 {self.status} {phrase}", *(f"{k}: {v}" for k, v in headers.items())]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head if without_body else head + self.body


class ProviderError(Exception):
    """An error of OSS: a status, and XML that says why."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code

    def reply(self) -> Reply:
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<Error>'
            f"<Code>{self.code}</Code><Message>{escape(self.message)}</Message>"
            "<RequestId>5C3D9175B6FC201293AD4EA1</RequestId><HostId>files.oss</HostId>"
            "<EC>0026-00000001</EC></Error>"
        )
        return Reply(self.status, body.encode(), {"Content-Type": XML})


class Line:
    """One connection, as a fault may use it."""

    def __init__(self, connected: socket.socket, over: Event) -> None:
        self._socket = connected
        self._over = over

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def wait(self, seconds: float) -> None:
        """Silence, until the simulator stops."""
        self._over.wait(seconds)

    def reset(self) -> None:
        now = struct.pack("ii", 1, 0)  # linger for 0 seconds: the client sees a reset
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        self._socket.close()


def heard(handler: BaseHTTPRequestHandler) -> Call:
    headers = {name.lower(): value for name, value in handler.headers.items()}
    return Call(handler.command, handler.path, headers, _body(handler, headers))


def _body(handler: BaseHTTPRequestHandler, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return handler.rfile.read(int(headers.get("content-length", "0")))
    pieces = []
    while size := int(handler.rfile.readline(), 16):
        pieces.append(handler.rfile.read(size))
        handler.rfile.readline()
    handler.rfile.readline()
    return b"".join(pieces)
