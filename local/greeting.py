"""What `make run` says when its port answers: what to open, and how to log in."""

import os
import socket
import threading
import time

_EVERY = 0.1  # seconds
_PATIENCE = 5.0  # seconds for one answer
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
_WORDS = """\
Yunzhan serves at {address} (Ctrl-C stops it): open that page to chat.
Read and try its API at {address}/docs. Register with POST /api/auth/register, or log in with
POST /api/auth/login; the access token that comes back is what "Authorize" asks for.
"""


def begin(host: str, port: int) -> None:
    """Say it in a while, from a thread: this one becomes the server."""
    threading.Thread(target=_greet, args=(reached(host), port), daemon=True).start()


def reached(host: str) -> str:
    """Where a server that listens on `host` is found from its own machine."""
    return _ANYWHERE.get(host, host)


def _greet(host: str, port: int) -> None:
    while not _answers(host, port):
        time.sleep(_EVERY)
    name = f"[{host}]" if ":" in host else host
    # Past sys.stdout, whose lock a worker that is forked meanwhile would inherit.
    os.write(1, _WORDS.format(address=f"http://{name}:{port}").encode())


def _answers(host: str, port: int) -> bool:
    """Whether a worker does: by a question that is none, which no log or trace tells of."""
    try:
        with socket.create_connection((host, port), _PATIENCE) as connection:
            connection.sendall(b"?\r\n\r\n")
            return connection.recv(16).startswith(b"HTTP/1.1 400")
    except OSError:
        return False
