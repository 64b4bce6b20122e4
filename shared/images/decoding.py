"""Files of pictures, opened: known by how they begin, and checked before anything is decoded."""

import io
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from shared.errors import InvalidRequest, UnsupportedMediaType
from shared.images import jpeg, memory

Opener = type[ImageFile.ImageFile]

MOST_PIXELS = {  # so that none needs more than 300 MB: a JPEG is decoded at a part of its size
    **dict.fromkeys(("PNG", "GIF", "HEIF"), 25_000_000),
    "JPEG": 50_000_000,
    "WEBP": 16_000_000,
}
_SHORTEST, _RATIO = 10, 200  # pixels of a side, long side to short side: what Qwen-VL takes
_SIGNATURES: tuple[tuple[re.Pattern[bytes], Opener], ...] = (
    (re.compile(rb"\xff\xd8\xff"), JpegImageFile),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile),
    (re.compile(rb"GIF8[79]a"), GifImageFile),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WebPImageFile),
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_BROKEN = (  # what Pillow raises on hostile bytes
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, RuntimeError),
    struct.error,
)
_TURNS = {  # by EXIF's orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112

Image.MAX_IMAGE_PIXELS = MOST_PIXELS["GIF"]  # whose canvas is made while it is opened
warnings.filterwarnings("ignore", module=r"PIL\.")  # of broken EXIF: not for our log


@contextmanager
def opened(raw: bytes, param: str) -> Iterator[ImageFile.ImageFile]:
    """The picture in a JPEG, PNG, WebP, GIF (its first frame) or HEIC file, to be decoded within,
    where nobody else decodes.

    Type, pixels and proportions are checked; refusals, also of what is found to be broken while
    it is decoded, name the field `param`.
    """
    opener = _opener(raw, param)
    try:
        with memory.alone(), opener(io.BytesIO(raw)) as picture:
            _require_decodable(picture, raw, param)
            yield picture
    except Image.DecompressionBombError as e:
        raise _too_large(opener, param) from e
    except _BROKEN as e:
        raise InvalidRequest("picture_broken", param=param) from e


def upright(image: Image.Image, picture: ImageFile.ImageFile) -> Image.Image:
    """What was decoded of a picture, turned as it says that it is to be seen."""
    turn = _TURNS.get(_orientation(picture))
    return image if turn is None else image.transpose(turn)


def opaque(image: Image.Image) -> Image.Image:
    """RGB of 8 bits, on white where it is transparent."""
    if image.mode.startswith("I"):  # 16 bits of grey; convert() would cut them off at 255
        image.info.pop("transparency", None)
        return image.point(lambda level: level / 256).convert("RGB")
    if not image.has_transparency_data:
        return image if image.mode == "RGB" else image.convert("RGB")
    layer = image if image.mode == "RGBA" else image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer)
    return paper


def _opener(raw: bytes, param: str) -> Opener:
    """What reads a file that begins like this; its name and declared type say nothing."""
    for signature, opener in _SIGNATURES:
        if signature.match(raw):
            return opener
    heif = _heif_opener() if _is_heif(raw) else None
    if not heif:
        raise UnsupportedMediaType("picture_type", param=param)
    return heif


def _is_heif(raw: bytes) -> bool:
    """Whether the file's first box says so; an AVIF begins in the same way."""
    box = raw[: min(int.from_bytes(raw[:4]), 256)]
    return box[4:8] == b"ftyp" and any(box[i : i + 4] in _HEIF_BRANDS for i in range(8, 256, 4))


def _heif_opener() -> Opener | None:
    try:
        import pillow_heif  # 16 ms, and 26 MB that a function may leave out
    except ImportError:
        return None
    opener: Opener = pillow_heif.HeifImageFile
    return opener


def _require_decodable(opened: ImageFile.ImageFile, raw: bytes, param: str) -> None:
    if opened.width * opened.height > MOST_PIXELS[str(opened.format)]:
        raise _too_large(type(opened), param)
    short, long = sorted(opened.size)
    if short < _SHORTEST or long > short * _RATIO:
        raise InvalidRequest("picture_shape", param=param, shortest=_SHORTEST, ratio=_RATIO)
    if opened.format == "JPEG" and not jpeg.is_decoded_soon(raw):
        raise InvalidRequest("picture_broken", param=param)


def _too_large(opener: Opener, param: str) -> InvalidRequest:
    limit = MOST_PIXELS[str(opener.format)] // 1_000_000
    return InvalidRequest("picture_pixels", param=param, limit=limit)


def _orientation(opened: ImageFile.ImageFile) -> int:
    try:
        found = opened.getexif().get(_ORIENTATION)
    except _BROKEN:
        return 0
    return found if isinstance(found, int) else 0
