"""Standard outputs that nothing can be written to."""

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO


def _on_a_full_disk() -> TextIO:
    return Path("/dev/full").open("w", encoding="utf-8")


def _without_a_reader() -> TextIO:
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


def _closed() -> TextIO:
    stream = io.StringIO()
    stream.close()
    return stream


def _in_ascii() -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii")


def _missing() -> None:
    """As pythonw and some supervisors have it."""


OUTPUTS: dict[str, Callable[[], TextIO | None]] = {
    "on a full disk": _on_a_full_disk,
    "without a reader": _without_a_reader,
    "closed": _closed,
    "in ASCII": _in_ascii,
    "missing": _missing,
}


@contextlib.contextmanager
def standard_output(name: str) -> Iterator[None]:
    """Within the block nothing that is written arrives."""
    output = OUTPUTS[name]()
    try:
        with contextlib.redirect_stdout(output):
            yield
    finally:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            output.close()  # type: ignore[union-attr]
