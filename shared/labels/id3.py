"""A label at the beginning of MP3: a text of one's own among the tags (ID3 2.3 and 2.4, `TXXX`)."""

_HEAD = 10  # bytes
_EXTENDED, _UNSYNCHRONISED = 0x40, 0x80
_ASCII = b"\0"


def put(head: bytes, label: bytes) -> bytes:
    """The beginning of a file with the label: in its own tag, where it has one that can be added
    to, else in one before it."""
    told = _ASCII + b"AIGC\0" + label
    if not _takes(head):
        own = _frame(told, 4)
        return b"ID3\4\0\0" + _size(len(own)) + own + head
    own = _frame(told, head[3])
    return head[:6] + _size(_read(head[6:10]) + len(own)) + own + head[_HEAD:]


def length(head: bytes) -> int:
    """The bytes of the tag in front of the sound, of which the beginning may have less."""
    return _HEAD + _read(head[6:_HEAD]) if head.startswith(b"ID3") and len(head) >= _HEAD else 0


def _takes(head: bytes) -> bool:
    if len(head) < _HEAD or not head.startswith(b"ID3"):
        return False
    return head[3] in (3, 4) and not head[5] & (_EXTENDED | _UNSYNCHRONISED)


def _frame(told: bytes, version: int) -> bytes:
    length = _size(len(told)) if version == 4 else len(told).to_bytes(4)
    return b"TXXX" + length + b"\0\0" + told


def _size(number: int) -> bytes:
    """Of seven bits in each byte."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _read(written: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(written, (21, 14, 7, 0), strict=True))
