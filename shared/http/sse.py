"""Server-sent events (WHATWG HTML, 9.2): reading a provider's, writing ours."""

from collections.abc import Iterable, Iterator

PING = b": ping\n\n"
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
    for line in _lines(chunks):
        if not line and held:
            yield b"\n".join(held).decode("utf-8", "replace")
            held = []
        elif line.startswith(b"data:"):
            held.append(line[5:].removeprefix(b" "))
    if held:
        yield b"\n".join(held).decode("utf-8", "replace")


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
