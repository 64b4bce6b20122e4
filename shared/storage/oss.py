"""Objects in a bucket of OSS, through Alibaba Cloud's SDK."""

import functools
from typing import TYPE_CHECKING

from shared import times
from shared.config import environment
from shared.config.settings import Settings
from shared.errors import Unavailable, UpstreamError
from shared.storage import oss_endpoint
from shared.storage.backend import Upload, require_key
from shared.storage.bucket import InBucket
from shared.storage.oss_signatures import Signer
from shared.storage.patience import patiently

if TYPE_CHECKING:
    from shared.storage.oss_client import Bucket  # the SDK: at the first byte
    from shared.storage.oss_reader import ObjectReader

_LARGEST_PICTURE = 64 << 20  # bytes of one that was made of another


class Oss(InBucket):
    """A bucket of OSS."""

    def __init__(self, settings: Settings) -> None:
        self._inner, self._outer = oss_endpoint.inner(settings), oss_endpoint.outer(settings)

    def processed(self, key: str, words: str) -> bytes | None:
        """None of what it refuses to make: not every bucket makes pictures, of every kind."""
        bucket, name = self._bucket, require_key(key)
        try:
            return patiently(lambda: bucket.processed(name, words, _LARGEST_PICTURE))
        except UpstreamError:
            return None

    def upload(self, key: str, content_type: str, size: int, seconds: int) -> Upload:
        return self._signer.form(require_key(key), content_type, size, seconds)

    def upload_by_put(self, key: str, content_type: str, _size: int, seconds: int) -> Upload:
        return self._signer.put(require_key(key), content_type, seconds)

    def part(self, key: str, upload_id: str, number: int, _size: int, seconds: int) -> Upload:
        return self._signer.part(require_key(key), upload_id, number, seconds)

    def _reader(self, name: str) -> "ObjectReader":
        from shared.storage.oss_reader import ObjectReader

        return ObjectReader(self._bucket, name)

    @property
    def _signer(self) -> Signer:
        return Signer(self._outer, _key(), times.now())

    @functools.cached_property
    def _bucket(self) -> "Bucket":
        from shared.storage.oss_client import Bucket  # the SDK, at the first byte that moves

        return Bucket(self._inner, _key)


def _key() -> environment.OssKey:
    """Asked for at every use: FC's are replaced while an instance lives."""
    key = environment.oss_key()
    if not key:
        raise Unavailable("storage_keyless")
    return key
