"""What comes in pieces of any size, as parts of an upload."""

from collections.abc import Iterable, Iterator

PART = 5 << 20  # bytes of all parts but the last; OSS and S3 take 10,000 of them


def in_parts(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in parts of `size`, and a last one of what is left."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)
