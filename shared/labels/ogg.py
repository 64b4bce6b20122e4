"""A label in Ogg Opus: a comment in its second page (RFC 3533; RFC 7845, 5.2)."""

_HEAD, _MAGIC = 27, b"OpusTags"
_MOST = 65_025 - 1  # bytes of a packet that fits a page
_POLYNOMIAL = 0x04C11DB7


def has_tags(head: bytes) -> bool:
    """Whether a beginning has both pages that come before the sound, whole."""
    first = _page(head, 0)
    return bool(first and _page(head, first))


def put(head: bytes, label: bytes) -> bytes:
    """The beginning of a file with the label, or as it is where no page of comments is."""
    begin = _page(head, 0)
    end = _page(head, begin) if begin else 0
    page = head[begin:end]
    packet = page[_HEAD + page[26] :] if end else b""
    if not packet.startswith(_MAGIC) or len(packet) + len(label) + 9 > _MOST:
        return head
    return head[:begin] + _with(page, _commented(packet, b"AIGC=" + label)) + head[end:]


def _commented(packet: bytes, comment: bytes) -> bytes:
    """The new one first: what stands behind the list stays where it is."""
    vendor_end = 12 + int.from_bytes(packet[8:12], "little")
    count = int.from_bytes(packet[vendor_end : vendor_end + 4], "little") + 1
    own = len(comment).to_bytes(4, "little") + comment
    return b"".join(
        (packet[:vendor_end], count.to_bytes(4, "little"), own, packet[vendor_end + 4 :])
    )


def _page(raw: bytes, begin: int) -> int:
    """Where the page that begins there ends; 0 where none is, or it is not whole."""
    head = raw[begin : begin + _HEAD]
    if len(head) < _HEAD or not head.startswith(b"OggS"):
        return 0
    lacing = raw[begin + _HEAD : begin + _HEAD + head[26]]
    end = begin + _HEAD + head[26] + sum(lacing)
    return end if len(lacing) == head[26] and end <= len(raw) else 0


def _with(page: bytes, packet: bytes) -> bytes:
    lacing = bytes((255,)) * (len(packet) // 255) + bytes((len(packet) % 255,))
    head = page[:22] + bytes(4) + bytes((len(lacing),)) + lacing
    total = _sum(head + packet).to_bytes(4, "little")
    return b"".join((head[:22], total, head[26:], packet))


def _sum(raw: bytes) -> int:
    total = 0
    for byte in raw:
        total = (total << 8 & 0xFFFFFFFF) ^ _TABLE[total >> 24 ^ byte]
    return total


def _entry(byte: int) -> int:
    entry = byte << 24
    for _ in range(8):
        entry = (entry << 1 ^ (_POLYNOMIAL if entry & 0x80000000 else 0)) & 0xFFFFFFFF
    return entry


_TABLE = [_entry(byte) for byte in range(256)]
