"""An object of OSS on its way, in pieces."""

from collections.abc import Iterator
from typing import Any

from shared.storage.errors import Lasting, Passing
from shared.storage.oss_client import DAMAGED, PIECE, Bucket, checksum, translated


class ObjectReader:
    """Where it breaks off, the next `piece` goes on."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket, self._name = bucket, name
        self._seen, self._checked = 0, checksum()
        self._etag: str | None = None
        self._kept_crc: str | None = None
        self._answer: Any = None
        self._pieces: Iterator[bytes] = iter(())

    def piece(self) -> bytes:
        """The next bytes, and none at the end; Lasting there when they are not what is kept."""
        try:
            with translated():
                self._require_open()
                piece = next(self._pieces, b"")
        except Passing:
            self.close()
            raise
        self._seen += len(piece)
        self._checked.update(piece)
        if not piece and self._kept_crc not in (None, str(self._checked.sum64())):
            raise Lasting(DAMAGED)
        return piece

    def close(self) -> None:
        if self._answer:
            self._answer.body.close()
            self._answer = None

    def _require_open(self) -> None:
        if self._answer:
            return
        self._answer = self._bucket.open(self._name, self._seen, self._etag)
        self._pieces = self._answer.body.iter_bytes(block_size=PIECE)
        if not self._etag:
            self._etag, self._kept_crc = self._answer.etag, self._answer.hash_crc64
