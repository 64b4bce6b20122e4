"""Pictures that a model has made, with the mark that says so to whoever sees them."""

import io

from PIL import Image, ImageFile

from shared.i18n.locales import Locale
from shared.images import decoding
from shared.images.pictures import Picture
from shared.labels import marks

_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_QUALITY = 95  # of a WebP, which does not say with which it was made


def mark(raw: bytes, locale: Locale | None, *, param: str = "image") -> Picture:
    """With the mark in this language; without one as it is, unless it is of a kind that bears no
    label: then, as a PNG. Fails as `pictures.look` does."""
    with decoding.opened(raw, param) as opened:
        kind = str(opened.format)
        if not locale and kind in _TYPES:
            return Picture(raw, opened.width, opened.height, _TYPES[kind])
        opened.load()
        image = _in_colours(opened)
        if locale:
            marks.put(image, locale)
        return _encoded(image, kind, opened.info.get("icc_profile"))


def _in_colours(opened: ImageFile.ImageFile) -> Image.Image:
    """As it is, where it can be drawn upon: a JPEG then keeps its own tables."""
    if opened.mode in ("RGB", "RGBA", "L"):
        return opened
    if opened.mode in ("P", "PA", "LA") and opened.has_transparency_data:
        return opened.convert("RGBA")
    return decoding.opaque(opened)


def _encoded(image: Image.Image, kind: str, profile: bytes | None) -> Picture:
    written = io.BytesIO()
    if kind == "JPEG":
        quality = "keep" if isinstance(image, ImageFile.ImageFile) else _QUALITY
        image.save(written, "JPEG", quality=quality, icc_profile=profile)
    elif kind == "WEBP":
        image.save(written, "WEBP", quality=_QUALITY, icc_profile=profile or b"")
    else:
        image.save(written, "PNG", icc_profile=profile)
    return Picture(written.getvalue(), *image.size, _TYPES.get(kind, "image/png"))
