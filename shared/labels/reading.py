"""Labels read out of files, of which no more is looked at than where formats have metadata."""

from pathlib import Path

import msgspec

from shared.labels import found, png
from shared.labels.found import NOTHING, Found

WINDOW = 524_288  # bytes at the beginning of a file, and at its end


def read(content: bytes | Path) -> Found:
    """What a file of any kind says of having been generated."""
    if isinstance(content, Path):
        return _of_path(content)
    behind = max(WINDOW, len(content) - WINDOW)
    return of_pieces(content[:WINDOW], content[behind:])


def of_pieces(head: bytes, tail: bytes) -> Found:
    """Of a file's beginning and its end."""
    packed = png.texts(head) if head.startswith(png.SIGNATURE) else b""
    return found.read(head, tail, packed)


def encoded(label: Found) -> str:
    """As a row keeps it."""
    return msgspec.json.encode(label).decode()


def decoded(kept: str | None) -> Found:
    return msgspec.json.decode(kept, type=Found) if kept else NOTHING


def _of_path(path: Path) -> Found:
    with path.open("rb") as file:
        head = file.read(WINDOW)
        file.seek(max(WINDOW, path.stat().st_size - WINDOW))
        return of_pieces(head, file.read(WINDOW))
