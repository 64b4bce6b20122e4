"""The mark that people see on generated pictures: words in a corner, on a dark plate.

GB 45438-2025, 4.3: at an edge or in a corner, letters at least 5 % of the shortest side.
"""

import base64
import functools
import io

from PIL import Image

from shared.i18n.locales import Locale
from shared.labels.shapes import SHAPES

_LETTER = 0.052  # of the shortest side: 5 %, and what rounding takes
_SMALLEST = 8  # pixels of a letter
_PADDING = 0.45  # of a letter
_MARGIN = 0.02  # of the shortest side
_PLATE, _INK = (0, 0, 0, 168), (255, 255, 255)  # on any ground 4.5 : 1 or more (WCAG 2.2, 1.4.3)


def put(image: Image.Image, locale: Locale) -> None:
    """Into the lower right corner of a picture of colours or of grey."""
    plate = of(image.size, locale)
    x, y = place(image.size, plate.size)
    box = (x, y, x + plate.width, y + plate.height)
    patch = image.crop(box).convert("RGBA")
    patch.alpha_composite(plate)
    image.paste(patch.convert(image.mode), box)


def of(size: tuple[int, int], locale: Locale) -> Image.Image:
    """The mark for a picture of this size, which it does not exceed."""
    words, share = _words(locale)
    letter = max(_SMALLEST, -(-min(size) * _LETTER // 1))
    height = round(letter / share)
    width = round(words.width * height / words.height)
    padding = max(2, round(letter * _PADDING))
    drawn = Image.new("RGBA", (width + 2 * padding, height + 2 * padding), _PLATE)
    ink = words.resize((width, height), Image.Resampling.LANCZOS)
    drawn.paste(Image.new("RGBA", ink.size, (*_INK, 255)), (padding, padding), ink)
    return drawn.crop((0, 0, min(drawn.width, size[0]), min(drawn.height, size[1])))


def place(size: tuple[int, int], mark: tuple[int, int]) -> tuple[int, int]:
    left = margin(size)
    return max(0, size[0] - mark[0] - left), max(0, size[1] - mark[1] - left)


def margin(size: tuple[int, int]) -> int:
    """Pixels between a mark and the edges."""
    return round(min(size) * _MARGIN)


@functools.cache
def _words(locale: Locale) -> tuple[Image.Image, float]:
    shape = SHAPES[locale]
    with Image.open(io.BytesIO(base64.b85decode(shape.png))) as opened:
        return opened.convert("L"), shape.letter
