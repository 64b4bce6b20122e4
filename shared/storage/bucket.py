"""Objects in a bucket, of OSS or of S3's protocol: what is the same whoever is asked.

Everything here may be repeated: an object is put, read or removed as a whole, or in parts each of
which is. What nobody completed is aborted by a rule of the bucket (`make oss-setup`, `s3-setup`).
"""

import functools
import itertools
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Protocol
from urllib.parse import quote

from shared.errors import ApiError, NotFound
from shared.http.streams import begun
from shared.storage import splitting
from shared.storage.backend import SentPart, Stored, require_key
from shared.storage.patience import patiently, until_ended


class Calls(Protocol):
    """Single calls to a bucket; the errors of `shared.storage.errors`."""

    def put(self, name: str, data: bytes, content_type: str) -> None: ...
    def get(self, name: str, limit: int) -> bytes: ...
    def part(self, name: str, part: range) -> bytes: ...
    def size(self, name: str) -> int: ...
    def remove(self, name: str) -> None: ...
    def list_page(self, prefix: str, token: str) -> tuple[list[Stored], str]: ...
    def begin(self, name: str, content_type: str) -> str: ...
    def send(self, name: str, upload_id: str, number: int, data: bytes) -> SentPart: ...
    def sent(self, name: str, upload_id: str) -> list[SentPart]: ...
    def complete(self, name: str, upload_id: str, parts: Sequence[SentPart]) -> None: ...
    def abort(self, name: str, upload_id: str) -> None: ...


class Reader(Protocol):
    """An object on its way: where it breaks off, the next `piece` goes on."""

    def piece(self) -> bytes: ...
    def close(self) -> None: ...


class Links(Protocol):
    """Who signs addresses."""

    def url(self, method: str, name: str, seconds: int, *, query: dict[str, str]) -> str: ...


class InBucket(ABC):
    """What only needs a signature is answered without a call."""

    @property
    @abstractmethod
    def _bucket(self) -> Calls:
        """Made at the first byte that moves: what calls needs is heavy."""

    @property
    @abstractmethod
    def _signer(self) -> Links: ...

    @abstractmethod
    def _reader(self, name: str) -> Reader: ...

    def put(self, key: str, data: bytes, content_type: str) -> None:
        bucket, name = self._bucket, require_key(key)
        patiently(lambda: bucket.put(name, data, content_type))

    def put_stream(self, key: str, pieces: Iterable[bytes], content_type: str) -> int:
        name, parts = require_key(key), splitting.in_parts(pieces, splitting.PART)
        first = next(parts, b"")
        if len(first) < splitting.PART:
            self.put(key, first, content_type)
            return len(first)
        return self._put_parts(name, itertools.chain((first,), parts), content_type)

    def stream(self, key: str) -> Iterator[bytes]:
        return begun(_pieces(self._reader(require_key(key))))

    def get(self, key: str, limit: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.get(name, limit))

    def beginning(self, key: str, count: int) -> bytes:
        return self._part(key, range(count))

    def ending(self, key: str, size: int, count: int) -> bytes:
        return self._part(key, range(max(0, size - count), size))

    def size(self, key: str) -> int | None:
        bucket, name = self._bucket, require_key(key)
        try:
            return patiently(lambda: bucket.size(name))
        except NotFound:
            return None

    def remove(self, key: str) -> None:
        bucket, name = self._bucket, require_key(key)
        with suppress(NotFound):
            patiently(lambda: bucket.remove(name))

    def list_older(self, prefix: str, than: int) -> Iterator[Stored]:
        bucket, token = self._bucket, ""
        while True:
            found, token = patiently(functools.partial(bucket.list_page, prefix, token))
            yield from (stored for stored in found if stored.changed_at < than)
            if not token:
                return

    def url(self, key: str, seconds: int, content_type: str, filename: str) -> str:
        query = {"response-content-type": content_type} if content_type else {}
        if filename:
            saved = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
            query["response-content-disposition"] = saved
        return self._signer.url("GET", require_key(key), seconds, query=query)

    def begin_parts(self, key: str, content_type: str) -> str:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.begin(name, content_type))

    def parts(self, key: str, upload_id: str) -> list[SentPart]:
        bucket, name = self._bucket, require_key(key)
        return until_ended(lambda: bucket.sent(name, upload_id))

    def join(self, key: str, upload_id: str, parts: Sequence[SentPart]) -> None:
        bucket, name = self._bucket, require_key(key)
        until_ended(lambda: bucket.complete(name, upload_id, parts))

    def abort(self, key: str, upload_id: str) -> None:
        bucket, name = self._bucket, require_key(key)
        with suppress(NotFound):
            until_ended(lambda: bucket.abort(name, upload_id))

    def _part(self, key: str, part: range) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.part(name, part))

    def _put_parts(self, name: str, parts: Iterable[bytes], content_type: str) -> int:
        bucket = self._bucket
        upload_id = patiently(lambda: bucket.begin(name, content_type))
        try:
            sent = [
                patiently(functools.partial(bucket.send, name, upload_id, number, part))
                for number, part in enumerate(parts, 1)
            ]
            patiently(lambda: bucket.complete(name, upload_id, sent))
        except BaseException:
            with suppress(ApiError):  # the first error is the one to tell
                patiently(lambda: bucket.abort(name, upload_id))
            raise
        return sum(part.size for part in sent)


def _pieces(reading: Reader) -> Generator[bytes]:
    with closing(reading):
        piece = patiently(reading.piece)
        yield b""
        while piece:
            yield piece
            piece = patiently(reading.piece)
