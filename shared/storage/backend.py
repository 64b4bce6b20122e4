"""What differs between OSS and a local folder."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

_KEY = re.compile(r"[a-z0-9]+(/\w[\w-]*)*/\w[\w-]*\.[a-z0-9]+", re.ASCII)
_LONGEST = 200  # characters


class Upload(msgspec.Struct, frozen=True):
    """The request by which a client sends a file itself, before `expires_at`.

    With `fields`, the body is a form of them and, at the end, of the file as the field `file`;
    without, the body is the file.
    """

    method: str
    url: str
    headers: dict[str, str]
    fields: dict[str, str]
    expires_at: int  # milliseconds since 1970


class Stored(msgspec.Struct, frozen=True):
    """An object that is there."""

    key: str
    size: int
    changed_at: int  # milliseconds since 1970


class SentPart(msgspec.Struct, frozen=True):
    """A part of an upload, as it came."""

    number: int  # from 1
    size: int
    etag: str = ""
    crc: int = 0


class Backend(Protocol):
    """A place for objects: bytes by a key. Refusals are Unavailable and UpstreamError."""

    def put(self, key: str, data: bytes, content_type: str) -> None: ...
    def put_stream(self, key: str, pieces: Iterable[bytes], content_type: str) -> int: ...
    def stream(self, key: str) -> Iterator[bytes]: ...
    def get(self, key: str, limit: int) -> bytes: ...
    def beginning(self, key: str, count: int) -> bytes: ...
    def ending(self, key: str, size: int, count: int) -> bytes: ...
    def processed(self, key: str, words: str) -> bytes | None: ...
    def size(self, key: str) -> int | None: ...
    def remove(self, key: str) -> None: ...
    def list_older(self, prefix: str, than: int) -> Iterator[Stored]: ...
    def url(self, key: str, seconds: int, content_type: str, filename: str) -> str: ...
    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload: ...
    def upload_by_put(self, key: str, content_type: str, size: int, seconds: int) -> Upload: ...
    def begin_parts(self, key: str, content_type: str) -> str: ...
    def part(self, key: str, upload_id: str, number: int, size: int, seconds: int) -> Upload: ...
    def parts(self, key: str, upload_id: str) -> list[SentPart]: ...
    def join(self, key: str, upload_id: str, parts: Sequence[SentPart]) -> None: ...
    def abort(self, key: str, upload_id: str) -> None: ...


def require_key(key: str) -> str:
    """The key itself, when it is one of ours: it names a file below a folder, and nothing else."""
    if len(key) > _LONGEST or not _KEY.fullmatch(key):
        raise ValueError(f"not a key of ours: {key!r}")
    return key
