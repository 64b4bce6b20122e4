"""XMP in JPEG: a segment before the picture (ITU-T T.81, B.1; XMP specification, part 3, 1.1.3)."""

from collections.abc import Iterator

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_APP1 = 0xE1
_METADATA = {*range(0xE0, 0xF0), 0xFE}  # segments of applications, and comments
_FIRST = (b"JFIF\0", b"JFXX\0", b"Exif\0")  # what readers expect in front


def put(raw: bytes, packet: bytes) -> bytes:
    """With this packet, of less than 64 KB, in place of what was there; the coded picture is the
    same."""
    front, behind, rest = [raw[:2]], list[bytes](), 2
    for begin, end in _segments(raw):
        rest = end
        content = raw[begin + 4 : begin + 4 + len(_XMP)]
        if content != _XMP:
            is_first = not behind and content.startswith(_FIRST)
            (front if is_first else behind).append(raw[begin:end])
    length = (2 + len(_XMP) + len(packet)).to_bytes(2)
    own = b"".join((bytes((0xFF, _APP1)), length, _XMP, packet))
    return b"".join((*front, own, *behind, raw[rest:]))


def _segments(raw: bytes) -> Iterator[tuple[int, int]]:
    """Those of metadata, which come before all else: where each begins and ends."""
    place = 2
    while raw[place : place + 1] == b"\xff" and raw[place + 1] in _METADATA:
        end = place + 2 + int.from_bytes(raw[place + 2 : place + 4])
        if end > len(raw):
            return
        yield place, end
        place = end
