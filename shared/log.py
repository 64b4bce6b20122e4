"""One JSON object per line on standard output, as Simple Log Service and people read it."""

import contextlib
import sys
from typing import Any

import msgspec

from shared import times

# Characters of one fact: all together stay below 32 KB, where FC cuts a line.
_LONGEST, _LONGEST_STACK = 1_000, 5_000


def write(level: str, message: str, **facts: Any) -> None:
    """Write one line; never pass bodies, tokens or prompts."""
    line = {"time": times.iso(times.now()), "level": level, "message": message}
    line |= {name: _short(name, fact) for name, fact in facts.items()}
    write_line(msgspec.json.encode(line, enc_hook=str).decode())


def write_line(line: str) -> None:
    """Write it, or lose it: a reader that is gone or a full disk is nobody's who asked."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # gone, closed, none at all
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _short(name: str, fact: Any) -> Any:
    """What of a fact fits into a line; of a stack that is its end, where the reason stands."""
    if not isinstance(fact, str):
        return fact
    whole = fact.encode("utf-8", "replace").decode()
    return whole[-_LONGEST_STACK:] if name == "stack" else whole[:_LONGEST]
