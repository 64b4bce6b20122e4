"""A database that is a network away: a relay on loopback that is late by a set time each way."""

import select
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Self

_PIECE = 262_144
_LOOK_UP = 0.1  # seconds until it is noticed that the relay is over
_AHEAD = 0.00006  # seconds that waiting takes too long: Linux rounds up (timer slack)
_ECHOES = 300
_QUIT = 1


@dataclass
class Requests:
    """Counts what a client of MySQL asks, each of which takes a round trip.

    A packet is three bytes of length, its number within the exchange, and what it carries: number 0
    begins an exchange (MySQL Internals, "Client/Server Protocol"). The hand-shake is none of them,
    and nobody waits for an answer to a goodbye.
    """

    count: int = 0
    _rest: bytes = b""

    def hear(self, sent: bytes) -> None:
        self._rest += sent
        while len(self._rest) > 4:
            size = 4 + int.from_bytes(self._rest[:3], "little")
            if len(self._rest) < size:
                return
            self.count += self._rest[3] == 0 and self._rest[4] != _QUIT
            self._rest = self._rest[size:]


@dataclass(frozen=True)
class _Late:
    at: float  # of time.perf_counter
    to: socket.socket
    data: bytes  # nothing: the end


@dataclass
class Relay:
    """Between clients of its `port` and a server's; started on entering, stopped on leaving."""

    server_port: int
    one_way: float  # seconds
    _peers: dict[socket.socket, socket.socket] = field(default_factory=dict)
    _asked: dict[socket.socket, Requests] = field(default_factory=dict)  # by the client's end
    _ends: list[socket.socket] = field(default_factory=list)  # also those that said all
    _under_way: deque[_Late] = field(default_factory=deque)
    _over: bool = False

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()
        for end in (self._listener, *self._ends):
            end.close()

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def requests(self) -> int:
        """How many its clients have made of MySQL so far."""
        return sum(asked.count for asked in list(self._asked.values()))

    def _run(self) -> None:
        while not self._over:
            for end in self._readable():
                if end is self._listener:
                    self._accept()
                else:
                    self._receive(end)
            while self._under_way and self._under_way[0].at <= time.perf_counter():
                self._deliver(self._under_way.popleft())

    def _readable(self) -> list[socket.socket]:
        """What has come until something is due; select waits for microseconds, epoll does not."""
        wait = _LOOK_UP
        if self._under_way:
            wait = max(0.0, self._under_way[0].at - time.perf_counter() - _AHEAD)
        return select.select([self._listener, *self._peers], [], [], wait)[0]

    def _accept(self) -> None:
        client = self._listener.accept()[0]
        server = socket.create_connection(("127.0.0.1", self.server_port))
        for end, other in ((client, server), (server, client)):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._peers[end] = other
            self._ends.append(end)
        self._asked[client] = Requests()

    def _receive(self, end: socket.socket) -> None:
        data = b""
        with suppress(OSError):
            data = end.recv(_PIECE)
        self._under_way.append(_Late(time.perf_counter() + self.one_way, self._peers[end], data))
        if end in self._asked:
            self._asked[end].hear(data)
        if not data:
            del self._peers[end]

    def _deliver(self, late: _Late) -> None:
        with suppress(OSError):
            if late.data:
                late.to.sendall(late.data)
            else:
                late.to.shutdown(socket.SHUT_WR)


def own_round_trip(one_way: float) -> float:
    """The median seconds that a byte takes to a server at this distance, and back."""
    with (
        _Echo() as echo,
        Relay(echo.port, one_way) as relay,
        socket.create_connection(("127.0.0.1", relay.port)) as line,
    ):
        return median(_echoed(line) for _ in range(_ECHOES))


def _echoed(line: socket.socket) -> float:
    begun = time.perf_counter()
    line.sendall(b"?")
    line.recv(1)
    return time.perf_counter() - begun


class _Echo:
    """Says what it hears to its first caller."""

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _answer(self) -> None:
        with self._listener.accept()[0] as line:
            while heard := line.recv(_PIECE):
                line.sendall(heard)
