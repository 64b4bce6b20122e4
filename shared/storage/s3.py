"""Objects in a bucket that speaks S3's protocol: Tencent's COS, MinIO, S3 itself.

As with OSS everything may be repeated, and what nobody completed is aborted by a rule of the
bucket (`make s3-setup`). A form cannot be told to replace nothing: it may be sent again until
it expires; a plain PUT can, where the server takes `If-None-Match`.
"""

import functools
import itertools
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from shared import times
from shared.config.settings import Settings
from shared.errors import ApiError, NotFound
from shared.http.streams import begun
from shared.storage import s3_place, splitting
from shared.storage.backend import SentPart, Stored, Upload, require_key
from shared.storage.patience import patiently, until_ended
from shared.storage.s3_signatures import Signer

if TYPE_CHECKING:
    from shared.storage.s3_client import S3Bucket  # HTTP: at the first byte
    from shared.storage.s3_reader import S3Reader

_ONCE = {"If-None-Match": "*"}  # what was checked is not replaced afterwards


class S3:
    """A bucket. What only needs a signature is answered without a call."""

    def __init__(self, settings: Settings) -> None:
        self._place, self._key = s3_place.of(settings), s3_place.key(settings)

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
        from shared.storage.s3_reader import S3Reader

        return begun(_pieces(S3Reader(self._bucket, require_key(key))))

    def get(self, key: str, limit: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.get(name, limit))

    def beginning(self, key: str, count: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.beginning(name, count))

    def ending(self, key: str, size: int, count: int) -> bytes:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.part(name, max(0, size - count), count))

    def processed(self, key: str, _words: str) -> bytes | None:
        """It makes no pictures of others."""
        require_key(key)
        return None

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

    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload:
        signer = self._signer
        fields = signer.form(require_key(key), content_type, size, seconds)
        url = f"{self._place.url}{self._place.path('')}"
        return Upload("POST", url, {}, fields, signer.at + seconds * 1000)

    def upload_by_put(self, key: str, content_type: str, _size: int, seconds: int) -> Upload:
        headers = {"Content-Type": content_type, **_ONCE}
        return self._put_of(require_key(key), seconds, headers, {})

    def begin_parts(self, key: str, content_type: str) -> str:
        bucket, name = self._bucket, require_key(key)
        return patiently(lambda: bucket.begin(name, content_type))

    def part(self, key: str, upload_id: str, number: int, _size: int, seconds: int) -> Upload:
        """A browser would add a type of its own, which is signed if it comes."""
        query = {"partNumber": str(number), "uploadId": upload_id}
        headers = {"Content-Type": "application/octet-stream"}
        return self._put_of(require_key(key), seconds, headers, query)

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

    def _put_of(
        self, name: str, seconds: int, headers: dict[str, str], query: dict[str, str]
    ) -> Upload:
        signer = self._signer
        url = signer.url("PUT", name, seconds, query=query, headers=headers)
        return Upload("PUT", url, headers, {}, signer.at + seconds * 1000)

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

    @property
    def _signer(self) -> Signer:
        return Signer(self._place, self._key, times.now())

    @functools.cached_property
    def _bucket(self) -> "S3Bucket":
        from shared.storage.s3_client import S3Bucket

        return S3Bucket(self._place, self._key)


def _pieces(reading: "S3Reader") -> Generator[bytes]:
    with closing(reading):
        piece = patiently(reading.piece)
        yield b""
        while piece:
            yield piece
            piece = patiently(reading.piece)
