"""One thread that hangs up every open call whose deadline has passed."""

import threading
import time
from typing import Protocol

_EVERY = 0.1  # seconds; a deadline is met with this precision


class Watched(Protocol):
    """A call: `left` are the seconds until its deadline."""

    @property
    def left(self) -> float: ...
    def hang_up(self) -> None: ...


_open: set[Watched] = set()
_some = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def add(call: Watched) -> None:
    """Watch a call; a thread of its own for each would cost a tenth of a chat's work."""
    _open.add(call)
    _some.set()
    if _thread is None or not _thread.is_alive():
        _start()


def remove(call: Watched) -> None:
    _open.discard(call)


def _start() -> None:
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():  # a forked process has not its parent's
            _thread = threading.Thread(target=_watch, name="watchdog", daemon=True)
            _thread.start()


def _watch() -> None:
    while True:
        _some.wait()
        time.sleep(_EVERY)
        _some.clear()
        for call in tuple(_open):
            _some.set()
            if call.left <= 0:
                call.hang_up()
