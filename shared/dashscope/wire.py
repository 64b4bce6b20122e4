"""One HTTPS call: within a time, of an answer that is not too long, never repeated by itself."""

import functools
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import urllib3

from shared.dashscope.errors import DashScopeError
from shared.errors import UpstreamError, UpstreamTimeout

_CONNECT = 5.0  # seconds
_SHORTEST = 0.05  # seconds; a time-out of 0 would mean none
_PIECE = 65_536  # bytes
_UNSENT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NameResolutionError,
)


class Reply(msgspec.Struct, frozen=True):
    """An answer as it came; names of headers in any case."""

    status: int
    headers: urllib3.HTTPHeaderDict
    body: bytes


def call(
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes | None,
    *,
    seconds: float,
    limit: int,
) -> Reply:
    """The whole answer within `seconds`, at most `limit` bytes; DashScopeError.

    A failure is ambiguous where the call may have arrived.
    """
    with opened(method, url, headers, body, seconds=seconds) as answer:
        raw = b"".join(answer.pieces(limit))
        return Reply(answer.status, answer.headers, raw)


class Opened:
    """An answer whose head has come; its body until `deadline`, of time.monotonic."""

    def __init__(self, response: urllib3.BaseHTTPResponse, deadline: float) -> None:
        self.status = response.status
        self.headers = response.headers
        self._response = response
        self._deadline = deadline

    def pieces(self, limit: int) -> Iterator[bytes]:
        """The body as it comes; DashScopeError beyond `limit` bytes, or when time is up."""
        size = 0
        while piece := self._response.read1(_PIECE, decode_content=True):
            size += len(piece)
            if size > limit:
                raise _broken(f"an answer of more than {limit} bytes")
            if time.monotonic() > self._deadline:
                raise late("the answer was not complete in time")
            yield piece


@contextmanager
def opened(
    method: str, url: str, headers: dict[str, str], body: bytes | None, *, seconds: float
) -> Iterator[Opened]:
    """The answer whose head has come within `seconds`. No redirect is followed, no proxy of the
    environment asked; what breaks off within the block is translated too."""
    deadline, left = time.monotonic() + seconds, max(_SHORTEST, seconds)
    try:
        with _lines() as lines, _begun(lines, method, url, headers, body, left) as response:
            yield Opened(response, deadline)
    except _UNSENT as e:
        raise DashScopeError(UpstreamError(), type(e).__name__, retryable=True) from e
    except urllib3.exceptions.TimeoutError as e:
        raise late("no answer in time") from e
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as e:
        raise _broken(type(e).__name__) from e


def late(detail: str) -> DashScopeError:
    return DashScopeError(UpstreamTimeout(), detail, retryable=True, ambiguous=True)


def _broken(detail: str) -> DashScopeError:
    return DashScopeError(UpstreamError(), detail, retryable=True, ambiguous=True)


def _begun(
    lines: urllib3.PoolManager,
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes | None,
    seconds: float,
) -> urllib3.BaseHTTPResponse:
    return lines.urlopen(
        method,
        url,
        headers={"User-Agent": "yunzhan", "Connection": "close", **headers},
        body=body,
        timeout=urllib3.Timeout(connect=min(_CONNECT, seconds), read=seconds),
        preload_content=False,
        redirect=False,
        retries=False,
    )


def _lines() -> urllib3.PoolManager:
    """For one call: a line that was kept may be closed just when it is used again, and then nobody
    knows whether the call arrived."""
    return urllib3.PoolManager(ssl_context=_trust())


@functools.cache
def _trust() -> ssl.SSLContext:
    import certifi  # the authorities of the system may be missing, or old

    return ssl.create_default_context(cafile=certifi.where())
