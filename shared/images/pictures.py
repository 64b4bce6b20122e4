"""Pictures as people send them, made what is kept and what a model sees: small, upright JPEGs."""

import io

import msgspec
from PIL import Image, ImageFile

from shared.config import environment
from shared.errors import PayloadTooLarge
from shared.images import decoding
from shared.labels import making, reading
from shared.labels import pictures as labels

_ENOUGH, _LONGEST = 1600, 2048  # pixels of the long side that show the small print of a box
_QUALITY = 85
_STRIP = 1_000_000  # pixels that are worked on together


class Picture(msgspec.Struct, frozen=True):
    """A picture without metadata but labels, as it is kept and sent to a model."""

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
    with decoding.opened(raw, param) as opened:
        made = _encoded(decoding.upright(_reduced(opened), opened))
    said = making.carried(reading.read(raw), "")
    return msgspec.structs.replace(made, content=labels.put(made.content, said))


def look(raw: bytes, *, param: str = "image") -> Picture:
    """A picture as it is, with its type and size by its content; fails as `prepare` does.

    Of what was made for us: nothing is left out.
    """
    with decoding.opened(raw, param) as opened:
        kind = Image.MIME.get(str(opened.format), "image/heic")
        return Picture(raw, opened.width, opened.height, kind)


def _reduced(opened: ImageFile.ImageFile) -> Image.Image:
    """All of it in plain colours, its long side at most `_LONGEST`."""
    wide = opened.width >= opened.height
    opened.draft("RGB", (_ENOUGH, 1) if wide else (1, _ENOUGH))  # of a JPEG, 1/2, 1/4 or 1/8
    opened.load()
    long = max(opened.size)
    if long <= _LONGEST:
        return decoding.opaque(opened)
    width, height = (-(-side * _LONGEST // long) for side in opened.size)
    return _narrowed(opened, width).resize((width, height), Image.Resampling.BICUBIC)


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    """In plain colours with another width: strip by strip, so that no second whole one is made."""
    narrow, rows = Image.new("RGB", (width, image.height)), max(1, _STRIP // image.width)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        strip = decoding.opaque(image.crop((0, top, image.width, bottom)))
        narrow.paste(strip.resize((width, strip.height), Image.Resampling.BICUBIC), (0, top))
    return narrow


def _encoded(image: Image.Image) -> Picture:
    """Whatever else the file held is left behind: Pillow writes only what it is given."""
    written = io.BytesIO()
    image.info.clear()
    image.save(written, "JPEG", quality=_QUALITY)
    return Picture(written.getvalue(), image.width, image.height)
