"""Memory to decode in: for one picture at a time in a process, and given back after it."""

import contextlib
import ctypes
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from shared.errors import Unavailable

_FOREVER = threading.TIMEOUT_MAX
_AGAIN = {"Retry-After": "10"}  # seconds: several of the largest are decoded in that time
_MOST_KEPT = 67_108_864  # bytes; to give back what every photo needs again costs it 6 ms
_M_ARENA_MAX = -8  # of mallopt(3)
_PAGE = os.sysconf("SC_PAGE_SIZE")
_OURS = Path("/proc/self/statm")
_one_at_a_time = threading.RLock()
_libc = ctypes.CDLL(None)
_least = 0  # bytes that were resident when little was kept


@contextlib.contextmanager
def alone(deadline: float = _FOREVER) -> Iterator[None]:
    """Nobody else decodes within the block; who is alone already stays so.

    It is waited for during half of the time until `deadline` (of time.monotonic), because looking
    at the picture takes time too; Unavailable when it does not come to that.
    """
    waiting = max(0.0, (deadline - time.monotonic()) / 2)
    if not _one_at_a_time.acquire(timeout=waiting):
        raise Unavailable("decoder_busy", headers=_AGAIN)
    try:
        yield
        _give_back()
    finally:
        _one_at_a_time.release()


def _give_back() -> None:
    """When much more is resident than before: what of it is free, but glibc keeps it."""
    global _least
    now = _resident()
    if now < _least:
        _least = now
    elif now - _least > _MOST_KEPT:
        with contextlib.suppress(AttributeError):  # of another libc
            _libc.malloc_trim(0)
        _least = _resident()


def _resident() -> int:
    """Bytes; 0 where there is no proc(5)."""
    with contextlib.suppress(OSError):
        return int(_OURS.read_text().split()[1]) * _PAGE
    return 0


def _share() -> None:
    """Have all threads take from one heap, so that they use what others have freed."""
    with contextlib.suppress(AttributeError):
        _libc.mallopt(_M_ARENA_MAX, 1)


_share()
