"""XMP in PNG: a chunk of text before the picture (PNG 3, 11.3.3; XMP, part 3, 1.1.5)."""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

_KEYWORD = b"XML:com.adobe.xmp\0"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LONGEST, _MOST = 262_144, 1_048_576  # bytes of a text when it is unpacked, and of all together
_PLAIN = b"\0\0\0\0"  # not compressed, in no language, with no other keyword


class Chunk(NamedTuple):
    kind: bytes
    begin: int
    end: int  # with its sum

    def content(self, raw: bytes) -> bytes:
        return raw[self.begin + 8 : self.end - 4]


def put(raw: bytes, packet: bytes) -> bytes:
    """With this packet in place of what was there; all else is the same."""
    kept, place = list[bytes](), 0
    for chunk in _chunks(raw):
        if chunk.kind == b"iTXt" and chunk.content(raw).startswith(_KEYWORD):
            kept.append(raw[place : chunk.begin])
            place = chunk.end
        elif chunk.kind == b"IHDR":
            kept += [raw[place : chunk.end], _chunk(b"iTXt", _KEYWORD + _PLAIN + packet)]
            place = chunk.end
    return b"".join((*kept, raw[place:]))


def texts(raw: bytes) -> bytes:
    """What stands in chunks of text that are compressed, as far as it is looked at."""
    found = bytearray()
    for chunk in _chunks(raw):
        if len(found) >= _MOST:
            break
        found += _unpacked(chunk, raw)
    return bytes(found)


def _unpacked(chunk: Chunk, raw: bytes) -> bytes:
    if chunk.kind == b"zTXt":
        _, _, packed = chunk.content(raw).partition(b"\0")
        packed = packed[1:]
    elif chunk.kind == b"iTXt":
        _, _, rest = chunk.content(raw).partition(b"\0")
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2] if rest[:1] == b"\1" else b""
    else:
        return b""
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST)
    except zlib.error:
        return b""


def _chunks(raw: bytes) -> Iterator[Chunk]:
    place = len(SIGNATURE)
    while place + 12 <= len(raw):
        end = place + 12 + int.from_bytes(raw[place : place + 4])
        if end > len(raw):
            return
        yield Chunk(raw[place + 4 : place + 8], place, end)
        place = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    total = zlib.crc32(kind + content).to_bytes(4)
    return len(content).to_bytes(4) + kind + content + total
