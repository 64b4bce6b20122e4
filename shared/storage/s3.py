"""Objects in a bucket that speaks S3's protocol: Tencent's COS, MinIO, S3 itself.

A form cannot be told to replace nothing: it may be sent again until it expires; a plain PUT can,
where the server takes `If-None-Match`.
"""

import functools
from typing import TYPE_CHECKING

from shared import times
from shared.config.settings import Settings
from shared.storage import s3_place
from shared.storage.backend import Upload, require_key
from shared.storage.bucket import InBucket
from shared.storage.s3_signatures import Signer

if TYPE_CHECKING:
    from shared.storage.s3_client import S3Bucket  # HTTP: at the first byte
    from shared.storage.s3_reader import S3Reader

_ONCE = {"If-None-Match": "*"}  # what was checked is not replaced afterwards


class S3(InBucket):
    """A bucket of S3's protocol."""

    def __init__(self, settings: Settings) -> None:
        self._place, self._key = s3_place.of(settings), s3_place.key(settings)

    def processed(self, key: str, _words: str) -> bytes | None:
        """It makes no pictures of others."""
        require_key(key)
        return None

    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload:
        signer = self._signer
        fields = signer.form(require_key(key), content_type, size, seconds)
        url = f"{self._place.url}{self._place.path('')}"
        return Upload("POST", url, {}, fields, signer.at + seconds * 1000)

    def upload_by_put(self, key: str, content_type: str, _size: int, seconds: int) -> Upload:
        headers = {"Content-Type": content_type, **_ONCE}
        return self._put_of(require_key(key), seconds, headers, {})

    def part(self, key: str, upload_id: str, number: int, _size: int, seconds: int) -> Upload:
        """A browser would add a type of its own, which is signed if it comes."""
        query = {"partNumber": str(number), "uploadId": upload_id}
        headers = {"Content-Type": "application/octet-stream"}
        return self._put_of(require_key(key), seconds, headers, query)

    def _put_of(
        self, name: str, seconds: int, headers: dict[str, str], query: dict[str, str]
    ) -> Upload:
        signer = self._signer
        url = signer.url("PUT", name, seconds, query=query, headers=headers)
        return Upload("PUT", url, headers, {}, signer.at + seconds * 1000)

    def _reader(self, name: str) -> "S3Reader":
        from shared.storage.s3_reader import S3Reader

        return S3Reader(self._bucket, name)

    @property
    def _signer(self) -> Signer:
        return Signer(self._place, self._key, times.now())

    @functools.cached_property
    def _bucket(self) -> "S3Bucket":
        from shared.storage.s3_client import S3Bucket

        return S3Bucket(self._place, self._key)
