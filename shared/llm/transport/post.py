"""One POST to a model's server: under a deadline, read whole or as it comes, hung up at will."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPException, HTTPMessage
from typing import Any, Self

import msgspec

from shared.http import reader
from shared.llm import errors
from shared.llm.transport import connections, watchdog

_CONNECT = 5.0  # seconds
_SHORTEST = 0.05  # seconds; a time-out of 0 would mean none
_AT_ONCE = 0.2  # seconds
_PIECE = 65_536  # bytes
_JSON = "application/json"


class Call:
    """A call that any thread may hang up, and that its deadline or its reader's leaving hangs up.

    Time-outs of sockets count from the last byte; a server that drips would never meet one.
    """

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._reader = reader.current()
        watchdog.add(self)

    def __enter__(self) -> Self:
        self._reader.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.remove(self)
        watchdog.remove(self)

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    @property
    def is_unheard(self) -> bool:
        """Whether whoever would hear the answer has left."""
        return self._reader.has_left

    def extend(self, deadline: float) -> None:
        """What has begun to answer has until then."""
        self.deadline = deadline
        self.hurry(max(_SHORTEST, self.left))

    def hang_up(self) -> None:
        """Wake whoever waits for this call; they find it over."""
        self._over.set()
        with self._lock:
            self._shut()

    def wait(self, seconds: float) -> None:
        """Sleep, unless somebody hangs up."""
        self._over.wait(seconds)

    def attach(self, connected: socket.socket | None) -> None:
        """Note what to hang up; a line that was used before has the time-out of that call."""
        with self._lock:
            self._socket = connected
            if self._socket:
                self._socket.settimeout(_CONNECT)
            if self.over:
                self._shut()

    def detach(self) -> None:
        """The line belongs to other calls from here on."""
        with self._lock:
            self._socket = None

    def hurry(self, seconds: float) -> None:
        """Wait no longer than this for each byte to come."""
        with self._lock:
            if self._socket:
                with contextlib.suppress(OSError):  # http.client has closed it at an answer's end
                    self._socket.settimeout(seconds)

    def post(self, url: str, key: str, question: Any, traceparent: str = "") -> "Answer":
        """Send `question` as JSON; ProviderError when no answer begins before the deadline."""
        return self.send_as(url, key, msgspec.json.encode(question), _JSON, traceparent)

    def send_as(
        self, url: str, key: str, body: bytes, kind: str, traceparent: str = ""
    ) -> "Answer":
        """Send a body of any type, as `post` does."""
        headers = {"Content-Type": kind}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        if traceparent:
            headers["Traceparent"] = traceparent
        return self.send(url, headers, body)

    def send(self, url: str, headers: dict[str, str], body: bytes) -> "Answer":
        """Send a body under any headers, as `post` does."""
        if self.over or self.left <= 0:
            raise self._stopped("no time was left to ask")
        left = max(_SHORTEST, self.left)
        try:
            response = connections.post(url, headers, body, min(_CONNECT, left), left, self.attach)
        except TimeoutError as e:
            raise self._stopped("no answer began in time") from e
        except (OSError, HTTPException, ValueError) as e:
            raise self.broken(errors.unreachable(type(e).__name__)) from e
        return Answer(self, response)

    def broken(self, otherwise: errors.ProviderError) -> errors.ProviderError:
        """Why it broke off: our hanging up, or `otherwise`."""
        return self._stopped("the answer was not complete in time") if self.over else otherwise

    def _stopped(self, detail: str) -> errors.ProviderError:
        return errors.ended(detail) if self._reader.is_cut else errors.late(detail)

    def _shut(self) -> None:
        if self._socket:
            with contextlib.suppress(OSError):  # SSLSocket's own would go on in plain text
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Answer:
    """An answer whose head has come."""

    def __init__(self, call: Call, response: connections.Response) -> None:
        self.status = response.status
        self.headers: HTTPMessage = response.headers
        self._call = call
        self._response = response

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._call.detach()
        self._response.close()

    def read(self, limit: int) -> bytes:
        """The whole body; ProviderError beyond `limit` bytes."""
        return b"".join(self.chunks(limit))

    def chunks(self, limit: int) -> Iterator[bytes]:
        """The body as it comes; ProviderError when it breaks off, is over, or too long."""
        raw, size = self._response, 0
        try:
            while piece := raw.read1(_PIECE):
                size += len(piece)
                if size > limit:
                    raise errors.broken(f"an answer of more than {limit} bytes")
                yield piece
        except TimeoutError as e:
            raise errors.late("the answer stalled") from e
        except (OSError, HTTPException) as e:
            raise self._call.broken(errors.cut(type(e).__name__)) from e
        if self._call.over:
            raise self._call.broken(errors.cut("hung up"))

    def finish(self) -> None:
        """Hear the end of a body that has said all, if it comes at once: the line lives on."""
        self._call.hurry(_AT_ONCE)
        with contextlib.suppress(errors.ProviderError):
            next(self.chunks(_PIECE), None)
