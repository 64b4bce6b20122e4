"""Pictures made into others by Pillow: upright, in sRGB, and without metadata."""

import io

import msgspec
from PIL import Image, ImageCms, ImageFile

from shared.images import decoding
from shared.media import watermarks
from shared.media.orders import (
    Compress,
    Convert,
    Format,
    Thumbnail,
    Watermark,
)

PARAM = "file_id"
QUALITY = 80
_WEBP_EFFORT = 2  # of 6: 12 MP take half a second; 4 takes twice that for 3 % less
_COLOURS = 256  # of a PNG that is compressed
FORMATS: dict[str, Format] = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}
_SRGB = ImageCms.createProfile("sRGB")

Asked = Compress | Convert | Thumbnail | Watermark


class Made(msgspec.Struct, frozen=True):
    content: bytes
    format: Format
    width: int
    height: int


def make(raw: bytes, asked: Asked, mark: bytes = b"") -> Made:
    """InvalidRequest, UnsupportedMediaType, as `decoding.opened`; `mark` is a watermark's file."""
    with decoding.opened(raw, PARAM) as opened:
        own = FORMATS.get(str(opened.format), "jpeg")
        image = decoding.upright(_decoded(opened, asked), opened)
        match asked:
            case Compress(options=o):
                image = _within(image, o.width, o.height)
                return _encoded(image, own, o.quality or QUALITY, few_colours=True)
            case Convert(options=o):
                return _encoded(image, o.format, o.quality)
            case Thumbnail(options=o):
                return _encoded(_within(image, o.width, o.height), o.format, QUALITY)
            case Watermark(options=o):
                return _encoded(watermarks.put(image, o, mark), own, 90)


def _decoded(opened: ImageFile.ImageFile, asked: Asked) -> Image.Image:
    """All of its first frame, of a JPEG that is to be small no more than is needed."""
    if isinstance(asked, Compress | Thumbnail):
        long = max(asked.options.width or 0, asked.options.height or 0)
        if long:
            opened.draft("RGB", (2 * long, 2 * long))  # of either side: it may yet be turned
    opened.load()
    return _plain(_in_srgb(opened))


def _in_srgb(image: Image.Image) -> Image.Image:
    """What a profile says of the colours is applied; one that is broken counts for nothing."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(given):
            return image
        made = ImageCms.profileToProfile(image, given, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return made or image


def _plain(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent."""
    if image.mode in ("RGB", "RGBA"):
        return image
    if image.has_transparency_data and not image.mode.startswith("I"):
        return image.convert("RGBA")
    return decoding.opaque(image)


def _within(image: Image.Image, width: int | None, height: int | None) -> Image.Image:
    """As large as fits; never larger than it is."""
    scale = min(1.0, (width or image.width) / image.width, (height or image.height) / image.height)
    if scale == 1:
        return image
    sides = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(sides, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _encoded(image: Image.Image, kind: Format, quality: int, *, few_colours: bool = False) -> Made:
    """Whatever else the file held is left behind: Pillow writes only what it is given."""
    written, sides = io.BytesIO(), image.size
    image.info.clear()
    match kind:
        case "jpeg":
            decoding.opaque(image).save(written, "JPEG", quality=quality)
        case "webp":
            image.save(written, "WEBP", quality=quality, method=_WEBP_EFFORT, exact=False)
        case "png":
            (_few(image) if few_colours else image).save(written, "PNG")
    return Made(written.getvalue(), kind, *sides)


def _few(image: Image.Image) -> Image.Image:
    method = Image.Quantize.FASTOCTREE  # the one that knows transparency, and the quickest
    return image.quantize(_COLOURS, method=method)
