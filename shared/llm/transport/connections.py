"""Connections to models' servers: kept alive, shared by all threads, known to whoever uses one."""

import functools
import socket
import threading
from collections.abc import Callable
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

Attach = Callable[[socket.socket | None], None]

_KEPT = 256  # idle lines to one server
_threads = threading.local()


def post(
    url: str, headers: dict[str, str], body: bytes, connect: float, read: float, attach: Attach
) -> urllib3.BaseHTTPResponse:
    """The answer whose head has come; `attach` hears of the socket as soon as there is one.

    Time-outs in seconds. Raises what urllib3 raises. No proxies of the environment are asked, no
    redirect is followed, nothing is tried again.
    """
    _threads.attach = attach
    try:
        return _pools().urlopen(
            "POST",
            url,
            headers={"User-Agent": "yunzhan", **headers},
            body=body,
            timeout=urllib3.Timeout(connect=connect, read=read),
            preload_content=False,
            redirect=False,
            retries=False,
        )
    finally:
        _threads.attach = None


class _Telling:
    """Tells of its socket when it is made, and when it is used again."""

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        _tell(self)

    def request(self, *args: Any, **options: Any) -> None:
        _tell(self)
        super().request(*args, **options)  # type: ignore[misc]


class _Plain(_Telling, HTTPConnection):
    pass


class _Secure(_Telling, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


def _tell(connection: Any) -> None:
    attach: Attach | None = getattr(_threads, "attach", None)
    if attach:
        attach(connection.sock)


@functools.cache
def _pools() -> urllib3.PoolManager:
    import certifi  # the authorities of the system may be missing, or old

    pools = urllib3.PoolManager(maxsize=_KEPT, ca_certs=certifi.where())
    pools.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
    return pools


def close() -> None:
    """Close the idle lines."""
    _pools().clear()
