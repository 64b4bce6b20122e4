"""One JSON object per line on standard output, as Simple Log Service and people read it."""

import sys
from typing import Any

import msgspec

from shared import times

LONGEST = 30_000  # bytes; FC cuts a line at 32 KB


def write(level: str, message: str, **facts: Any) -> None:
    """Write one line; never pass bodies, tokens or prompts."""
    line = {"time": times.iso(times.now()), "level": level, "message": message, **facts}
    encoded = msgspec.json.encode(line, enc_hook=str)
    if len(encoded) > LONGEST:
        encoded = msgspec.json.encode({**line, "stack": "(too long)"}, enc_hook=str)
    sys.stdout.write(encoded.decode() + "\n")
    sys.stdout.flush()
