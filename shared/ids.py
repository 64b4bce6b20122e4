"""ULIDs: ids that sort by the time they were made (https://github.com/ulid/spec)."""

import secrets
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_RANDOM_BITS = 80
_LAST_INSTANT = (1 << 48) - 1
_lock = threading.Lock()
_last = 0


def make() -> str:
    """A new ULID; within one process each is greater than the one before."""
    global _last
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS - 1)
        same_millisecond = fresh >> _RANDOM_BITS <= _last >> _RANDOM_BITS
        _last = _last + 1 if same_millisecond else fresh
        return _encode(_last)


def lowest(milliseconds: int) -> str:
    """What no id made at this instant or later is below, and none made before is above."""
    return _encode(min(max(milliseconds, 0), _LAST_INSTANT) << _RANDOM_BITS)


def made_at(id: str) -> int:
    """When an id of ours was made, in milliseconds since 1970."""
    number = 0
    for letter in id[:10]:
        number = number << 5 | _ALPHABET.index(letter)
    return number


def _encode(number: int) -> str:
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])
