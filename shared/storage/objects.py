"""Where files are: in a bucket of OSS or of S3's protocol when one is configured, else in a folder.

Keys are ours: `users/<user>/<year>/<month>/<file>.jpg`, `backups/<moment>-<backup>.gz`, or below
`tmp/` for what lives a day.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence

from shared.config import environment
from shared.config.settings import Settings
from shared.storage import place
from shared.storage.backend import Backend, SentPart, Stored, Upload

TEMPORARY = "tmp/"
USERS = "users/"
BACKUPS = "backups/"


def put(key: str, data: bytes, content_type: str) -> None:
    """Keep `data`, in the place of what may be there; it is there when this returns."""
    _backend().put(key, data, content_type)


def put_stream(key: str, pieces: Iterable[bytes], content_type: str) -> int:
    """Keep what comes, of any length, in little memory; returns its bytes.

    The object appears as a whole when this returns, and not at all when `pieces` raises.
    """
    return _backend().put_stream(key, pieces, content_type)


def stream(key: str) -> Iterator[bytes]:
    """The object in pieces; NotFound at once, UpstreamError at the end when it came damaged."""
    return _backend().stream(key)


def get(key: str, limit: int) -> bytes:
    """The whole object, checked; NotFound, or PayloadTooLarge beyond `limit` bytes."""
    return _backend().get(key, limit)


def beginning(key: str, count: int) -> bytes:
    """At most the first `count` bytes; NotFound."""
    return _backend().beginning(key, count)


def ending(key: str, size: int, count: int) -> bytes:
    """The last `count` bytes of an object of `size` bytes; NotFound."""
    return _backend().ending(key, size, count)


def processed(key: str, words: str) -> bytes | None:
    """What the storage itself makes of a picture, by words of OSS IMG (`image/resize,w_480/…`);
    None where it makes nothing."""
    return _backend().processed(key, words)


def size(key: str) -> int | None:
    """The object's bytes; None when there is none."""
    return _backend().size(key)


def remove(key: str) -> None:
    """Remove what may be there."""
    _backend().remove(key)


def list_older(prefix: str, than: int) -> Iterator[Stored]:
    """The objects below `prefix` (which ends in `/`) that were last changed before `than`."""
    return _backend().list_older(prefix, than)


def url(key: str, seconds: int, content_type: str = "", filename: str = "") -> str:
    """An address that shows the object for a while, or saves it as `filename`, to anybody."""
    return _backend().url(key, seconds, content_type, filename)


def upload(key: str, content_type: str, size: int, seconds: int) -> Upload:
    """How a client may send this object, once, of this type and at most `size` bytes."""
    return _backend().upload(key, content_type, size, seconds)


def upload_by_put(key: str, content_type: str, size: int, seconds: int) -> Upload:
    """As `upload`, by a plain PUT; OSS does not limit the size of one."""
    return _backend().upload_by_put(key, content_type, size, seconds)


def begin_parts(key: str, content_type: str) -> str:
    """Begin an upload in parts; returns its id. No object is there before they are joined."""
    return _backend().begin_parts(key, content_type)


def part(key: str, upload_id: str, number: int, size: int, seconds: int) -> Upload:
    """How a client may send one part (from 1), any number of times: the last one counts."""
    return _backend().part(key, upload_id, number, size, seconds)


def parts(key: str, upload_id: str) -> list[SentPart]:
    """Those that came, in their order; NotFound when the upload has ended."""
    return _backend().parts(key, upload_id)


def join(key: str, upload_id: str, parts: Sequence[SentPart]) -> None:
    """Make the parts the object, which appears as a whole; NotFound when the upload has ended."""
    _backend().join(key, upload_id, parts)


def abort(key: str, upload_id: str) -> None:
    """End an upload, and remove its parts; also one that has ended."""
    _backend().abort(key, upload_id)


def _backend() -> Backend:
    return _made(environment.settings())


@functools.lru_cache(maxsize=1)
def _made(settings: Settings) -> Backend:
    place.require(settings)
    if settings.oss_bucket:
        from shared.storage.oss import Oss  # who keeps files in a folder does not pay for OSS

        return Oss(settings)
    if settings.s3_bucket:
        from shared.storage.s3 import S3

        return S3(settings)
    from shared.storage.folder import Folder

    return Folder(settings)
