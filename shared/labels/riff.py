"""Labels in RIFF: XMP in WebP (RFC 9649), and a tag among those of WAV (Microsoft RIFF, `INFO`)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from shared.labels.rhythm import RATE

_HEAD = 12  # bytes: RIFF, size, form
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10  # flags of VP8X
_LARGEST = 0xFFFFFFFF
_PLAIN = struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)  # samples as those of the rhythm


class Chunk(NamedTuple):
    kind: bytes
    begin: int
    end: int  # with its padding


def webp(raw: bytes, packet: bytes) -> bytes:
    """With this packet in place of what was there; the coded picture is the same."""
    chunks = list(_chunks(raw))
    kept = [raw[c.begin : c.end] for c in chunks if c.kind not in (b"VP8X", b"XMP ")]
    first = next((c for c in chunks if c.kind == b"VP8X"), None)
    head = raw[first.begin + 8 : first.end] if first else _canvas(raw)
    head = bytes((head[0] | _HAS_XMP,)) + head[1:]
    return _riff(b"WEBP", _chunk(b"VP8X", head), *kept, _chunk(b"XMP ", packet))


def wav(head: bytes, label: bytes, front: bytes) -> bytes:
    """The beginning of a WAV file up to its samples, with the label, and these samples in front of
    others where they are alike."""
    chunks = list(_chunks(head))
    data = next((chunk for chunk in chunks if chunk.kind == b"data"), None)
    if not data:
        return head
    own = _chunk(b"LIST", b"INFO" + _chunk(b"AIGC", label + b"\0"))
    if not any(head[c.begin + 8 : c.begin + 24] == _PLAIN for c in chunks if c.kind == b"fmt "):
        front = b""
    begun = data.begin + 8
    said = b"data" + _more(head[data.begin + 4 : begun], len(front))
    whole = b"RIFF" + _more(head[4:8], len(own) + len(front))
    return b"".join((whole, head[8 : data.begin], own, said, front, head[begun:]))


def has_samples(head: bytes) -> bool:
    """Whether a beginning reaches to where they begin."""
    return any(chunk.kind == b"data" for chunk in _chunks(head))


def _more(size: bytes, by: int) -> bytes:
    """Of a file whose size was not known when it began, as much as can be said."""
    return min(int.from_bytes(size, "little") + by, _LARGEST).to_bytes(4, "little")


def _canvas(raw: bytes) -> bytes:
    """What VP8X says of a file that has none: its sides, and whether it is transparent."""
    kind, data = raw[12:16], raw[20:30]
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        width, height, alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        width = (int.from_bytes(data[6:8], "little") & 0x3FFF) - 1
        height = (int.from_bytes(data[8:10], "little") & 0x3FFF) - 1
        alpha = 0
    flags = bytes((_HAS_ALPHA if alpha else 0, 0, 0, 0))
    return flags + width.to_bytes(3, "little") + height.to_bytes(3, "little")


def _chunks(raw: bytes) -> Iterator[Chunk]:
    place = _HEAD
    while place + 8 <= len(raw):
        size = int.from_bytes(raw[place + 4 : place + 8], "little")
        end = place + 8 + size + (size & 1)
        yield Chunk(raw[place : place + 4], place, end)
        place = end


def _riff(form: bytes, *chunks: bytes) -> bytes:
    whole = b"".join((form, *chunks))
    return b"".join((b"RIFF", len(whole).to_bytes(4, "little"), whole))


def _chunk(kind: bytes, content: bytes) -> bytes:
    padding = b"\0" if len(content) & 1 else b""
    return b"".join((kind, len(content).to_bytes(4, "little"), content, padding))
