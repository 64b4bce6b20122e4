"""An object of S3, read piece by piece."""

import hashlib
from typing import Any

import urllib3

from shared.storage.errors import Lasting, Passing
from shared.storage.s3_client import DAMAGED, PIECE, S3Bucket, is_of


class S3Reader:
    """Where it breaks off, the next `piece` goes on."""

    def __init__(self, bucket: S3Bucket, name: str) -> None:
        self._bucket, self._name = bucket, name
        self._seen, self._size = 0, -1
        self._checked = hashlib.md5()  # noqa: S324  # what S3 tells of an object
        self._etag = ""
        self._answer: Any = None

    def piece(self) -> bytes:
        """The next bytes, and none at the end; Lasting there when they are not what is kept."""
        self._require_open()
        try:
            piece: bytes = self._answer.read(PIECE)
        except urllib3.exceptions.HTTPError as e:
            self.close()
            raise Passing(f"the answer broke off: {type(e).__name__}") from e
        self._seen += len(piece)
        self._checked.update(piece)
        if not piece and not (self._seen == self._size and is_of(self._etag, self._checked)):
            raise Lasting(DAMAGED)
        return piece

    def close(self) -> None:
        if self._answer:
            self._answer.close()
            self._answer.release_conn()
            self._answer = None

    def _require_open(self) -> None:
        if self._answer:
            return
        self._answer = self._bucket.open(self._name, self._seen, self._etag)
        if self._size < 0:
            self._etag = self._answer.headers.get("ETag", "")
            self._size = int(self._answer.headers["Content-Length"])
