"""Pictures that OSS makes where they lie, so that nobody fetches and decodes them: OSS IMG.

Its operations are words of `x-oss-process`, which is signed with the rest of the request. What it
makes is looked at: metadata or colours that it left in the picture make us do it ourselves.
"""

import base64
import io
from typing import Any

from PIL import Image, ImageCms

from shared.images import decoding
from shared.media.kind import Order, Source
from shared.media.orders import Asked, Compress, Convert, Thumbnail, Watermark, WatermarkOptions
from shared.media.pictures import FORMATS, QUALITY, Made
from shared.storage import objects

_LARGEST = 20_000_000  # bytes of a source
_TYPES = ("image/jpeg", "image/png", "image/webp")
_NAMES = {"jpeg": "jpg", "png": "png", "webp": "webp"}
_PLACES = {
    "northwest": "nw", "north": "north", "northeast": "ne", "west": "west", "center": "center",
    "east": "east", "southwest": "sw", "south": "south", "southeast": "se",
}  # fmt: skip
_LARGEST_LETTER = 1000  # pixels
_ORIENTATION = 0x0112


def make(order: Order) -> Made | None:
    """None where pictures do not lie on OSS, or it cannot do what was asked for."""
    words = _words(order)
    content = objects.processed(order.source.object_key, words) if words else None
    return _looked_at(content) if content else None


def _words(order: Order) -> str:
    """Empty for what OSS does in another way than we."""
    if order.source.size > _LARGEST or order.source.content_type not in _TYPES or order.mark:
        return ""
    operation = _operation(order.asked, order.source)
    return f"image/auto-orient,1{operation}" if operation else ""


def _operation(asked: Asked, source: Source) -> str:
    is_png = source.content_type == "image/png"
    match asked:
        case Compress(options=o) if not is_png:
            return f"{_resized(o.width, o.height)}/quality,Q_{o.quality or QUALITY}"
        case Convert(options=o):
            return f"/format,{_NAMES[o.format]}/quality,Q_{o.quality}"
        case Thumbnail(options=o):
            return f"{_resized(o.width, o.height)}/format,{_NAMES[o.format]}/quality,Q_{QUALITY}"
        case Watermark(options=o) if o.text:
            return f"{_text(o.text, o, source)}/quality,Q_90"
    return ""


def _resized(width: int | None, height: int | None) -> str:
    sides = {"w": width, "h": height}
    told = "".join(f",{name}_{side}" for name, side in sides.items() if side)
    return f"/resize,m_lfit{told},limit_1" if told else ""


def _text(text: str, options: WatermarkOptions, source: Source) -> str:
    """A text as wide as was asked for, of letters that are as wide as they are high."""
    wide = _width(source) * options.size // 100
    size = max(8, min(_LARGEST_LETTER, wide // len(text)))
    encoded = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    place = f"g_{_PLACES[options.position]},t_{options.opacity},size_{size},color_FFFFFF,shadow_50"
    return f"/watermark,text_{encoded},{place}"


def _width(source: Source) -> int:
    """Of the picture as it is seen: its beginning says it."""
    with Image.open(io.BytesIO(objects.beginning(source.object_key, 262_144))) as opened:
        turned = opened.getexif().get(_ORIENTATION, 1) >= 5
        return opened.height if turned else opened.width


def _looked_at(content: bytes) -> Made | None:
    with decoding.opened(content, "file_id") as opened:
        kind = FORMATS.get(str(opened.format))
        if not kind or len(opened.getexif()) or not _is_srgb(opened.info.get("icc_profile")):
            return None
        return Made(content, kind, *opened.size)


def _is_srgb(profile: Any) -> bool:
    if not profile:
        return True
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "sRGB" in ImageCms.getProfileDescription(given)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
