"""Pictures as people send them, made what is kept and what a model sees: small, upright JPEGs."""

import io
import threading

import msgspec
from PIL import Image, ImageFile

from shared.config import environment
from shared.errors import PayloadTooLarge
from shared.images import decoding

_ENOUGH, _LONGEST = 1600, 2048  # pixels of the long side that show the small print of a box
_QUALITY = 85
_one_at_a_time = threading.Lock()  # so that memory does not grow with the callers


class Picture(msgspec.Struct, frozen=True):
    """A picture without metadata, as it is kept and sent to a model."""

    content: bytes
    width: int
    height: int
    content_type: str = "image/jpeg"


def prepare(raw: bytes, *, param: str = "image") -> Picture:
    """The picture in the bytes of a JPEG, PNG, WebP, GIF (its first frame) or HEIC file.

    Type, bytes, pixels and proportions are checked before anything is decoded; refusals name
    the field `param`.
    """
    limit = environment.settings().max_file_size
    if len(raw) > limit:
        raise PayloadTooLarge("picture_bytes", param=param, limit=limit)
    with _one_at_a_time, decoding.opened(raw, param) as opened:
        return _encoded(decoding.upright(_reduced(opened), opened))


def _reduced(opened: ImageFile.ImageFile) -> Image.Image:
    """All of it in plain colours, its long side at most `_LONGEST`."""
    wide = opened.width >= opened.height
    opened.draft("RGB", (_ENOUGH, 1) if wide else (1, _ENOUGH))  # of a JPEG, 1/2, 1/4 or 1/8
    opened.load()
    image = decoding.opaque(opened)
    long = max(image.size)
    if long <= _LONGEST:
        return image
    width, height = (-(-side * _LONGEST // long) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _encoded(image: Image.Image) -> Picture:
    """Whatever else the file held is left behind: Pillow writes only what it is given."""
    written = io.BytesIO()
    image.info.clear()
    image.save(written, "JPEG", quality=_QUALITY)
    return Picture(written.getvalue(), image.width, image.height)
