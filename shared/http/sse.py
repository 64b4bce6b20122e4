"""Server-sent events (WHATWG HTML, 9.2): reading a provider's, writing ours."""

import codecs
from collections.abc import Iterable, Iterator

PING = b": ping\n\n"
EVERY = 8.0  # seconds; a sign of life is promised every 10
KIND = "text/event-stream"
HEADERS = {
    "Content-Type": f"{KIND}; charset=utf-8",
    "Cache-Control": "no-cache, no-store",
    "X-Accel-Buffering": "no",  # nginx passes each event on at once
}
_LONGEST_LINE = 4_194_304  # bytes


class LineTooLong(ValueError):
    """A line that no honest provider sends."""


def event(name: str, json: bytes) -> bytes:
    """One event whose data is one line of JSON."""
    return b"event: " + name.encode() + b"\ndata: " + json + b"\n\n"


def data(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each event in a stream of bytes, however it was cut into chunks."""
    held: list[bytes] = []
    for line in _lines(_without_mark(chunks)):
        if not line and held:
            yield b"\n".join(held).decode("utf-8", "replace")
            held = []
        elif line.startswith(b"data:"):
            held.append(line[5:].removeprefix(b" "))
    if held:
        yield b"\n".join(held).decode("utf-8", "replace")


def _without_mark(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Without a byte-order mark in front, which may come in pieces."""
    rest, begun = iter(chunks), b""
    while len(begun) < len(codecs.BOM_UTF8) and codecs.BOM_UTF8.startswith(begun):
        piece = next(rest, None)
        if piece is None:
            break
        begun += piece
    yield begun.removeprefix(codecs.BOM_UTF8)
    yield from rest


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines that end in LF, CR LF or CR, as soon as they are whole."""
    held: list[bytes] = []
    size, after_cr = 0, False
    for chunk in filter(None, chunks):
        if after_cr:
            chunk = chunk.removeprefix(b"\n")
        after_cr = chunk.endswith(b"\r")
        first, *others = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        held.append(first)
        if others:
            yield b"".join(held)
            yield from others[:-1]
            held, size = [others[-1]], 0
        size += len(held[-1])
        if size > _LONGEST_LINE:
            raise LineTooLong(f"a line of more than {_LONGEST_LINE} bytes")
    if size:
        yield b"".join(held)
