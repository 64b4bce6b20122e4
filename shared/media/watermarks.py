"""Watermarks: a text, or a picture, laid over another by Pillow."""

import functools
import importlib.util
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from shared.errors import InvalidRequest
from shared.images import decoding
from shared.media.orders import Position, WatermarkOptions

_MARGIN = 0.02  # of the short side
_FONT = "NotoSansSC-Regular.otf"  # of the package pylopdf-fonts-zh-cn (SIL Open Font License)
_MEASURE = 100  # pixels, at which a text is measured
_SMALLEST = 8  # pixels
_EDGE = (0, 0, 0, 255)
_INK = (255, 255, 255, 255)


def put(image: Image.Image, options: WatermarkOptions, mark: bytes) -> Image.Image:
    """InvalidRequest for a text that no font here can write, or a mark that is no picture."""
    width = max(1, image.width * options.size // 100)
    layer = _picture(mark, width, image) if mark else _text(options.text or "", width, image)
    layer.putalpha(layer.getchannel("A").point(lambda level: level * options.opacity // 100))
    x, y = _place(image, layer, options.position)
    box = (x, y, x + layer.width, y + layer.height)
    patch = image.crop(box).convert("RGBA")
    patch.alpha_composite(layer)
    image.paste(patch if image.mode == "RGBA" else patch.convert("RGB"), box)
    return image


def require_writable(text: str) -> None:
    """InvalidRequest when a character is not in the font that is here."""
    font = _font(_MEASURE)
    missing = bytes(font.getmask("\uffff"))
    for letter in text:
        if not letter.isspace() and bytes(font.getmask(letter)) == missing:
            raise InvalidRequest("watermark_letter", param="options.text", letter=letter)


def _text(text: str, width: int, image: Image.Image) -> Image.Image:
    require_writable(text)
    left, top, right, bottom = _font(_MEASURE).getbbox(text)
    size = min(_MEASURE * width / max(1, right - left), image.height / 4)
    font = _font(max(_SMALLEST, int(size)))
    edge = max(1, int(font.size) // 20)
    box = font.getbbox(text, stroke_width=edge)
    left, top, right, bottom = (int(side) for side in box)
    sides = (min(image.width, right - left), min(image.height, bottom - top))
    layer = Image.new("RGBA", sides, (0, 0, 0, 0))
    ImageDraw.Draw(layer).text(
        (-left, -top), text, fill=_INK, font=font, stroke_width=edge, stroke_fill=_EDGE
    )
    return layer


def _picture(mark: bytes, width: int, image: Image.Image) -> Image.Image:
    with decoding.opened(mark, "options.image") as opened:
        opened.load()
        layer = decoding.upright(opened, opened).convert("RGBA")
    scale = min(width / layer.width, image.height / layer.height)
    sides = (max(1, int(layer.width * scale)), max(1, int(layer.height * scale)))
    return layer.resize(sides, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _place(image: Image.Image, layer: Image.Image, position: Position) -> tuple[int, int]:
    margin = round(min(image.size) * _MARGIN)
    free_x, free_y = image.width - layer.width, image.height - layer.height
    x = margin if "west" in position else free_x - margin if "east" in position else free_x // 2
    y = margin if "north" in position else free_y - margin if "south" in position else free_y // 2
    return max(0, min(x, free_x)), max(0, min(y, free_y))


@functools.lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = _path()
    if path:
        return ImageFont.truetype(path, size)
    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)  # noqa: S101
    return found


@functools.cache
def _path() -> str | None:
    """The font with Chinese letters, where `make run` has brought it."""
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder, _FONT)
        if path.is_file():
            return str(path)
    return None
