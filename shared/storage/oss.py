"""Objects in a bucket of OSS, through Alibaba Cloud's SDK; tried again when that may help.

Everything here may be repeated: an object is put, read or removed as a whole, or in parts each of
which is; what nobody completed is aborted by a rule of the bucket (`make oss-setup`).
"""

import functools
import itertools
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from shared import times
from shared.config import environment
from shared.config.settings import Settings
from shared.errors import ApiError, NotFound, Unavailable, UpstreamError
from shared.http.streams import begun
from shared.storage import oss_endpoint, splitting
from shared.storage.backend import SentPart, Stored, Upload, require_key
from shared.storage.oss_signatures import Signer
from shared.storage.patience import patiently, until_ended

if TYPE_CHECKING:
    from shared.storage.oss_client import Bucket, UploadInParts  # the SDK: at the first byte
    from shared.storage.oss_reader import ObjectReader

_LARGEST_PICTURE = 64 << 20  # bytes of one that was made of another


class Oss:
    """A bucket. What only needs a signature is answered without the SDK, and without a call."""

    def __init__(self, settings: Settings) -> None:
        self._inner, self._outer = oss_endpoint.inner(settings), oss_endpoint.outer(settings)

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
        from shared.storage.oss_reader import ObjectReader

        return begun(_pieces(ObjectReader(self._bucket, require_key(key))))

    def get(self, key: str, limit: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.get(name, limit))

    def beginning(self, key: str, count: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.part(name, range(count)))

    def ending(self, key: str, size: int, count: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        part = range(max(0, size - count), size)
        return patiently(lambda: bucket.part(name, part))

    def processed(self, key: str, words: str) -> bytes | None:
        """None of what it refuses to make: not every bucket makes pictures, of every kind."""
        bucket, name = self._bucket, require_key(key)
        try:
            return patiently(lambda: bucket.processed(name, words, _LARGEST_PICTURE))
        except UpstreamError:
            return None

    def size(self, key: str) -> int | None:
        bucket, name = self._bucket, require_key(key)
        try:
            return patiently(lambda: bucket.size(name))
        except NotFound:
            return None

    def remove(self, key: str) -> None:
        bucket, name = self._bucket, require_key(key)
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

    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload:
        return self._signer.form(require_key(key), content_type, size, seconds)

    def upload_by_put(self, key: str, content_type: str, _size: int, seconds: int) -> Upload:
        return self._signer.put(require_key(key), content_type, seconds)

    def begin_parts(self, key: str, content_type: str) -> str:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.begin(name, content_type)).id

    def part(self, key: str, upload_id: str, number: int, _size: int, seconds: int) -> Upload:
        return self._signer.part(require_key(key), upload_id, number, seconds)

    def parts(self, key: str, upload_id: str) -> list[SentPart]:
        bucket, upload = self._of(key, upload_id)
        sent = until_ended(lambda: bucket.sent(upload))
        return [SentPart(part.number, part.size, part.etag, part.crc) for part in sent]

    def join(self, key: str, upload_id: str, parts: Sequence[SentPart]) -> None:
        bucket, upload = self._of(key, upload_id)
        until_ended(lambda: bucket.join(upload, parts))

    def abort(self, key: str, upload_id: str) -> None:
        bucket, upload = self._of(key, upload_id)
        with suppress(NotFound):
            until_ended(lambda: bucket.abort(upload))

    def _of(self, key: str, upload_id: str) -> "tuple[Bucket, UploadInParts]":
        from shared.storage.oss_client import UploadInParts

        return self._bucket, UploadInParts(require_key(key), upload_id)

    def _put_parts(self, name: str, parts: Iterable[bytes], content_type: str) -> int:
        bucket = self._bucket
        upload = patiently(lambda: bucket.begin(name, content_type))
        try:
            sent = [
                patiently(functools.partial(bucket.send, upload, number, part))
                for number, part in enumerate(parts, 1)
            ]
            patiently(lambda: bucket.complete(upload, sent))
        except BaseException:
            with suppress(ApiError):  # the first error is the one to tell
                patiently(lambda: bucket.abort(upload))
            raise
        return sum(part.size for part in sent)

    @property
    def _signer(self) -> Signer:
        return Signer(self._outer, _key(), times.now())

    @functools.cached_property
    def _bucket(self) -> "Bucket":
        from shared.storage.oss_client import Bucket  # the SDK, at the first byte that moves

        return Bucket(self._inner, _key)


def _pieces(reading: "ObjectReader") -> Generator[bytes]:
    with closing(reading):
        piece = patiently(reading.piece)
        yield b""
        while piece:
            yield piece
            piece = patiently(reading.piece)


def _key() -> environment.OssKey:
    """Asked for at every use: FC's are replaced while an instance lives."""
    key = environment.oss_key()
    if not key:
        raise Unavailable("storage_keyless")
    return key
