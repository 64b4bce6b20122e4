"""Texts that were cleared lately, by their hash: a conversation that goes on is not paid for
again."""

import hashlib
import threading
from collections import OrderedDict

from shared import times

_MOST = 20_000
_LASTS = 3_600_000  # milliseconds

_known: OrderedDict[bytes, int] = OrderedDict()
_lock = threading.Lock()


def key(rule: str, text: str) -> bytes:
    """Of a text that was checked by a `rule`."""
    return hashlib.sha256(f"{rule}\n{text}".encode("utf-8", "replace")).digest()


def has(found: bytes) -> bool:
    with _lock:
        at = _known.get(found)
    return at is not None and 0 <= times.now() - at < _LASTS


def add(found: bytes) -> None:
    with _lock:
        _known[found] = times.now()
        _known.move_to_end(found)
        if len(_known) > _MOST:
            _known.popitem(last=False)


def forget() -> None:
    with _lock:
        _known.clear()
