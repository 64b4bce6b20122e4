"""Connections to models' servers: kept alive, shared by all threads, known to whoever uses one."""

import functools
import select
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import NamedTuple
from urllib.parse import urlsplit

Attach = Callable[[socket.socket | None], None]

_KEPT = 256  # idle lines, to whichever server
_FRESH = 30.0  # seconds; what stands between may have forgotten an older one, and says nothing
_GZIP_OR_ZLIB = 47  # of zlib's `wbits`: it looks itself


class NotSent(OSError):
    """There was no connection in time, or nobody who took the question."""


class _Place(NamedTuple):
    scheme: str
    host: str
    port: int | None


class _Idle(NamedTuple):
    place: _Place
    line: HTTPConnection
    since: float  # of time.time: a frozen instance's monotonic clock stands still


_idle: list[_Idle] = []  # the one used last at the end
_lock = threading.Lock()


def post(
    url: str, headers: dict[str, str], body: bytes, connect: float, read: float, attach: Attach
) -> "Response":
    """The answer whose head has come; `attach` hears of the socket as soon as there is one.

    Time-outs in seconds. TimeoutError when no answer comes in time; OSError, HTTPException or
    ValueError when none can. No proxies of the environment are asked, no redirect is followed,
    nothing is tried again.
    """
    place, path = _parts(url)
    line = _kept(place) or _new(place, connect)
    try:
        connected = _sent(line, path, headers, body, attach)
        connected.settimeout(read)
        return Response(line, place)
    except BaseException:
        line.close()
        raise


def close() -> None:
    """Close the idle lines."""
    with _lock:
        kept, _idle[:] = list(_idle), []
    for one in kept:
        one.line.close()


class Response:
    """An answer whose head has come; its line is used again once it has said all."""

    def __init__(self, line: HTTPConnection, place: _Place) -> None:
        self._line, self._place = line, place
        self._raw: HTTPResponse = line.getresponse()
        self.status, self.headers = self._raw.status, self._raw.headers
        if len(set(self.headers.get_all("Content-Length", ()))) > 1:
            raise HTTPException("an answer of two lengths")
        packed = self.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip", "deflate")
        self._unpacking = zlib.decompressobj(_GZIP_OR_ZLIB) if packed else None
        self._said_all = False

    def read1(self, size: int) -> bytes:
        """At most so much of the body, as it comes; nothing at its end."""
        if not self._unpacking:
            return self._read1(size)
        try:
            return self._unpacked(self._unpacking, size)
        except zlib.error as e:
            raise HTTPException("what is packed cannot be unpacked") from e

    def close(self) -> None:
        """Leave the line to others, or hang up where more would come."""
        self._raw.close()
        if self._said_all:
            _keep(self._place, self._line)
        else:
            self._line.close()

    def _read1(self, size: int) -> bytes:
        piece = self._raw.read1(size)
        if not piece and self._raw.length:
            raise IncompleteRead(b"", self._raw.length)
        self._said_all = not piece and not self._raw.will_close
        return piece

    def _unpacked(self, unpacking: "zlib._Decompress", size: int) -> bytes:
        while True:
            packed = unpacking.unconsumed_tail or self._read1(size)
            piece = unpacking.decompress(packed, size)
            if piece or not packed:
                return piece


def _sent(
    line: HTTPConnection, path: str, headers: dict[str, str], body: bytes, attach: Attach
) -> socket.socket:
    """The socket on which the question went."""
    try:
        if line.sock is None:
            line.connect()
        connected: socket.socket = line.sock
        attach(connected)
        with suppress(BrokenPipeError):  # who does not want to hear all may have answered
            line.request("POST", path, body, {"User-Agent": "yunzhan", **headers})
    except TimeoutError as e:
        raise NotSent(str(e)) from e
    return connected


@functools.lru_cache(_KEPT)
def _parts(url: str) -> tuple[_Place, str]:
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("an address without a host")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return _Place(parts.scheme, parts.hostname, parts.port), path


def _new(place: _Place, connect: float) -> HTTPConnection:
    if place.scheme == "https":
        return HTTPSConnection(place.host, place.port, timeout=connect, context=_authorities())
    return HTTPConnection(place.host, place.port, timeout=connect)


@functools.cache
def _authorities() -> ssl.SSLContext:
    import certifi  # the authorities of the system may be missing, or old

    context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _kept(place: _Place) -> HTTPConnection | None:
    """The line that was used last, unless it has idled long or its other end has hung up."""
    while kept := _last(place):
        if 0 <= time.time() - kept.since < _FRESH and not _says_something(kept.line.sock):
            return kept.line
        kept.line.close()
    return None


def _says_something(idle: socket.socket) -> bool:
    """A server says nothing unasked but its end."""
    poll = select.poll()
    poll.register(idle, select.POLLIN)
    return bool(poll.poll(0))


def _last(place: _Place) -> _Idle | None:
    with _lock:
        for number in range(len(_idle) - 1, -1, -1):
            if _idle[number].place == place:
                return _idle.pop(number)
    return None


def _keep(place: _Place, line: HTTPConnection) -> None:
    """For the next call; the one that waits longest goes where there are too many."""
    with _lock:
        _idle.append(_Idle(place, line, time.time()))
        too_many = _idle.pop(0) if len(_idle) > _KEPT else None
    if too_many:
        too_many.line.close()
