"""Labels in RIFF: XMP in WebP (RFC 9649), and a tag among those of WAV (Microsoft RIFF, `INFO`)."""

from collections.abc import Iterator
from typing import NamedTuple

_HEAD = 12  # bytes: RIFF, size, form
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10  # flags of VP8X
_LARGEST = 0xFFFFFFFF  # the size that says nothing


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


def wav(head: bytes, label: bytes) -> bytes:
    """The beginning of a WAV file up to its samples, with the label; it says its own size, unless
    that is unknown."""
    chunks = list(_chunks(head))
    data = next((c.begin for c in chunks if c.kind == b"data"), len(head))
    own = _chunk(b"LIST", b"INFO" + _chunk(b"AIGC", label + b"\0"))
    size = int.from_bytes(head[4:8], "little")
    size = size if size > _LARGEST - 65_536 else size + len(own)
    return head[:4] + size.to_bytes(4, "little") + head[8:data] + own + head[data:]


def has_samples(head: bytes) -> bool:
    """Whether a beginning reaches to where they begin."""
    return any(chunk.kind == b"data" for chunk in _chunks(head))


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
