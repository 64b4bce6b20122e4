"""CRC-64 of ECMA-182 as OSS counts it, byte by byte from a table."""

POLYNOMIAL = 0xC96C5795D7870F42  # reflected
ALL = 0xFFFFFFFFFFFFFFFF


def _entry(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


TABLE = [_entry(byte) for byte in range(256)]


def crc64(data: bytes) -> int:
    crc = ALL
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ ALL
