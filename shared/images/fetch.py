"""What lies at addresses that people name, fetched without reaching what is inside (SSRF)."""

import contextlib
import functools
import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any
from urllib.parse import urljoin

import certifi
import msgspec

from shared.config import environment
from shared.errors import ApiError, InvalidRequest, PayloadTooLarge, UpstreamError, UpstreamTimeout
from shared.images import urls
from shared.images.addresses import is_public
from shared.images.urls import Url

PICTURES = "image/jpeg,image/png,image/webp,image/gif"
_REDIRECTS, _MOST_REDIRECTS = {301, 302, 303, 307, 308}, 3
_CONNECT = 5.0  # seconds for one of the addresses
_MOST_ADDRESSES = 4
_PIECE = 65_536  # bytes
_HEADERS = {"User-Agent": "Yunzhan", "Accept-Encoding": "identity"}


@functools.cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _resolve(host: str) -> list[str]:
    """All addresses of a host, those of IPv4 first: not every deployment has IPv6."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)
    return [str(entry[4][0]) for entry in found]


class Network(msgspec.Struct, frozen=True):
    """What lies between us and a server; tests bring their own."""

    resolve: Callable[[str], list[str]] = _resolve
    connect: Callable[[tuple[str, int], float], socket.socket] = socket.create_connection
    trust: Callable[[], ssl.SSLContext] = _trust


INTERNET = Network()


def get(url: str, *, limit: int, seconds: float, network: Network | None = None) -> bytes:
    """A picture of at most `limit` bytes, whole; fails as `pieces` does."""
    return b"".join(pieces(url, limit=limit, seconds=seconds, network=network))


def pieces(
    url: str,
    *,
    limit: int,
    seconds: float,
    accept: str = PICTURES,
    param: str = "image",
    network: Network | None = None,
) -> Generator[bytes]:
    """At most `limit` bytes from a public https address (http outside production), in time.

    A host is resolved once for each request, all its addresses are checked, and the connection
    goes to one of these; so does that of each redirect. InvalidRequest, PayloadTooLarge,
    UpstreamError and UpstreamTimeout are about `param`.
    """
    deadline = time.monotonic() + seconds
    try:
        yield from _pieces(url, accept, limit, deadline, network or INTERNET)
    except ApiError as e:
        e.param = param
        raise


def require_allowed(url: str, param: str) -> None:
    """InvalidRequest about `param` for an address that is refused by the look of it."""
    if not _read(url):
        raise InvalidRequest("url_refused", param=param)


def _pieces(
    url: str, accept: str, limit: int, deadline: float, network: Network
) -> Generator[bytes]:
    try:
        for _ in range(1 + _MOST_REDIRECTS):
            with _answered(_allowed(url), accept, deadline, network) as response:
                if response.status not in _REDIRECTS:
                    yield from _body(response, limit)
                    return
                url = urljoin(url, _location(response))
    except TimeoutError as e:
        raise UpstreamTimeout("url_late") from e
    except (OSError, ValueError, http.client.HTTPException) as e:
        raise UpstreamError("url_failed") from e
    raise UpstreamError("url_failed")


def _allowed(url: str) -> Url:
    found = _read(url)
    if not found:
        raise InvalidRequest("url_refused")
    return found


def _read(url: str) -> Url | None:
    found = urls.read(url)
    if not found or (found.is_numeric and not is_public(found.host)):
        return None
    plain = found.scheme == "http" and environment.settings().mode == "production"
    return None if plain else found


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _addresses(url: Url, deadline: float, network: Network) -> list[str]:
    """The addresses of a host; refused when a single one of them is not public."""
    found = [url.host] if url.is_numeric else _looked_up(url.host, deadline, network)
    if not all(is_public(address) for address in found):
        raise InvalidRequest("url_refused")
    return list(dict.fromkeys(found))[:_MOST_ADDRESSES]


def _looked_up(host: str, deadline: float, network: Network) -> list[str]:
    """In a thread of its own, because no time-out ends a look-up."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answer.put(network.resolve(host))
        except OSError as e:
            answer.put(e)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=_left(deadline))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def _connected(url: Url, deadline: float, network: Network) -> socket.socket:
    last: OSError = OSError("no address")
    for address in _addresses(url, deadline, network):
        try:
            timeout = min(_CONNECT, _left(deadline))
            return network.connect((address, urls.PORTS[url.scheme]), timeout)
        except OSError as e:
            last = e
    raise last


@contextlib.contextmanager
def _answered(
    url: Url, accept: str, deadline: float, network: Network
) -> Iterator[http.client.HTTPResponse]:
    """The head of the server's answer, its body to be read."""
    with contextlib.ExitStack() as closing:
        line = closing.enter_context(_connected(url, deadline, network))
        line.settimeout(_left(deadline))
        if url.scheme == "https":
            secure = network.trust().wrap_socket(line, server_hostname=url.host)
            line = closing.enter_context(secure)
            line.settimeout(_left(deadline))
        connection = http.client.HTTPConnection(url.authority)
        connection.sock = line
        headers = {"Host": url.authority, "Accept": accept, **_HEADERS}
        connection.request("GET", url.rest, headers=headers)
        incoming: Any = _Incoming(line, deadline)
        response = closing.enter_context(http.client.HTTPResponse(incoming, method="GET"))
        response.begin()
        yield response


class _Incoming(io.RawIOBase):
    """What comes over a line before the deadline, also of a server that drips."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._deadline = deadline

    def makefile(self, _: str) -> io.BufferedReader:
        """What http.client asks of a socket."""
        return io.BufferedReader(self, _PIECE)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)


def _location(response: http.client.HTTPResponse) -> str:
    said = response.getheader("Location")
    if not said:
        raise http.client.HTTPException(f"{response.status} without Location")
    return said.encode("latin-1").decode(errors="replace")


def _body(response: http.client.HTTPResponse, limit: int) -> Generator[bytes]:
    encoding = response.getheader("Content-Encoding", "identity").lower()
    if response.status != http.client.OK or encoding != "identity":
        raise http.client.HTTPException(f"status {response.status}, encoding {encoding}")
    declared, size = response.length, 0
    if declared is not None and declared > limit:
        raise PayloadTooLarge("file_too_large", limit=limit)
    while piece := response.read1(_PIECE):
        size += len(piece)
        if size > limit:
            raise PayloadTooLarge("file_too_large", limit=limit)
        yield piece
    if declared not in (None, size):
        raise http.client.IncompleteRead(b"", declared)
