"""Labels in files of pictures, put there without decoding them."""

from shared.labels import jpeg, png, riff, xmp
from shared.labels.found import Found

_SIGNATURES = {b"\xff\xd8\xff": jpeg.put, png.SIGNATURE: png.put}


def put(raw: bytes, label: Found) -> bytes:
    """A JPEG, PNG or WebP that says it, in place of the XMP that it may have; of another kind as
    it is. What says nothing is as it was."""
    if not label.aigc and not label.source:
        return raw
    packet = xmp.packet(label)
    for signature, write in _SIGNATURES.items():
        if raw.startswith(signature):
            return write(raw, packet)
    return riff.webp(raw, packet) if is_webp(raw) else raw


def is_webp(raw: bytes) -> bool:
    return raw.startswith(b"RIFF") and raw[8:12] == b"WEBP"


def takes(raw: bytes) -> bool:
    """Whether it is of a kind that bears a label."""
    return raw.startswith(tuple(_SIGNATURES)) or is_webp(raw)
