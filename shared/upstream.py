"""One POST to a model's server: under a deadline, read whole or as it comes, hung up at will."""

import collections
import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any, Self

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from shared import refusals

_CONNECT = 5.0  # seconds
_SHORTEST = 0.05  # seconds; a time-out of 0 would mean none
_AT_ONCE = 0.2  # seconds
_PIECE = 65_536  # bytes
_threads = threading.local()
_idle: collections.deque[requests.Session] = collections.deque(maxlen=256)


class Call:
    """A call that any thread may hang up, and that the deadline hangs up by itself.

    Time-outs of sockets count from the last byte; a server that drips would never meet one.
    """

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._watch = threading.Timer(max(_SHORTEST, self.left), self.hang_up)
        self._watch.daemon = True
        self._watch.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.cancel()

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def hang_up(self) -> None:
        """Wake whoever waits for this call; they find it over."""
        self._over.set()
        with self._lock:
            self._shut()

    def wait(self, seconds: float) -> None:
        """Sleep, unless somebody hangs up."""
        self._over.wait(seconds)

    def attach(self, connected: socket.socket | None) -> None:
        """Note what to hang up."""
        with self._lock:
            self._socket = connected
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
                self._socket.settimeout(seconds)

    def post(self, url: str, key: str, question: Any) -> "Answer":
        """Send `question` as JSON; Refusal when no answer begins before the deadline."""
        if self.over or self.left <= 0:
            raise refusals.late("no time was left to ask")
        headers = {"Content-Type": "application/json"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        body, session = msgspec.json.encode(question), _take()
        try:
            response = self._send(session, url, headers, body)
        except requests.ReadTimeout as e:
            session.close()
            raise refusals.late("no answer began in time") from e
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as e:
            session.close()
            raise self.broken(refusals.unreachable(type(e).__name__)) from e
        return Answer(self, session, response)

    def broken(self, otherwise: refusals.Refusal) -> refusals.Refusal:
        """Why it broke off: our hanging up, or `otherwise`."""
        return refusals.late("the answer was not complete in time") if self.over else otherwise

    def _send(
        self, session: requests.Session, url: str, headers: dict[str, str], body: bytes
    ) -> requests.Response:
        left = max(_SHORTEST, self.left)
        _threads.call = self
        try:
            return session.post(
                url,
                data=body,
                headers=headers,
                timeout=(min(_CONNECT, left), left),
                stream=True,
                allow_redirects=False,
            )
        finally:
            _threads.call = None

    def _shut(self) -> None:
        if self._socket:
            with contextlib.suppress(OSError):  # SSLSocket's own would go on in plain text
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Answer:
    """An answer whose head has come."""

    def __init__(self, call: Call, session: requests.Session, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._call = call
        self._session = session
        self._response = response

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._response.close()
        self._call.detach()
        _idle.append(self._session)

    def read(self, limit: int) -> bytes:
        """The whole body; Refusal beyond `limit` bytes."""
        return b"".join(self.chunks(limit))

    def chunks(self, limit: int) -> Iterator[bytes]:
        """The body as it comes; Refusal when it breaks off, the call is over, or it is too long."""
        raw, size = self._response.raw, 0
        try:
            while piece := raw.read1(_PIECE, decode_content=True):
                size += len(piece)
                if size > limit:
                    raise refusals.broken(f"an answer of more than {limit} bytes")
                yield piece
        except urllib3.exceptions.ReadTimeoutError as e:
            raise refusals.late("the answer stalled") from e
        except (urllib3.exceptions.HTTPError, OSError) as e:
            raise self._call.broken(refusals.cut(type(e).__name__)) from e
        if self._call.over:
            raise refusals.late("the answer was not complete in time")

    def finish(self) -> None:
        """Hear the end of a body that has said all, if it comes at once: the line lives on."""
        self._call.hurry(_AT_ONCE)
        with contextlib.suppress(refusals.Refusal):
            next(self.chunks(_PIECE), None)


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self)

    def request(self, *args: Any, **options: Any) -> None:
        _note(self)
        super().request(*args, **options)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _note(self)

    def request(self, *args: Any, **options: Any) -> None:
        _note(self)
        super().request(*args, **options)


def _note(connection: HTTPConnection) -> None:
    call: Call | None = getattr(_threads, "call", None)
    if call:
        call.attach(connection.sock)
        call.hurry(_CONNECT)  # a line that was used before has the time-out of that call


class _Adapter(HTTPAdapter):
    """requests' adapter with connections that their call can hang up."""

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        pool.ConnectionCls = _Secure if pool.scheme == "https" else _Plain
        return pool


def _take() -> requests.Session:
    """A session that nobody uses now: requests does not promise that one may be shared."""
    try:
        return _idle.pop()
    except IndexError:
        session = requests.Session()
        session.trust_env = False  # no netrc, and no look-up of proxies for every call
        session.mount("http://", _Adapter())
        session.mount("https://", _Adapter())
        return session
