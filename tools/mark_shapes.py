"""Draw the words of the mark on generated pictures once, so that no function carries a font of
8 MB: `python -m tools.mark_shapes` writes shared/labels/shapes.py. It is Noto Sans SC (SIL OFL)."""

import base64
import importlib.util
import io
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_WORDS = {"zh": "AI生成", "en": "AI GENERATED"}
_FONT = "NotoSansSC-Regular.otf"
_SIZE = 96  # pixels of an em
_LEVELS = 16
_TARGET = Path(__file__).resolve().parent.parent / "shared" / "labels" / "shapes.py"
_HEAD = '''"""The words of the mark on pictures, as `python -m tools.mark_shapes` has drawn them."""

from typing import NamedTuple

from shared.i18n.locales import Locale


class Shape(NamedTuple):
    """A PNG of grey in base85, and how high its smallest letter is, of the height of the whole."""

    png: str
    letter: float


SHAPES: dict[Locale, Shape] = {
'''


def main() -> None:
    shapes = [_written(locale, *_drawn(words)) for locale, words in _WORDS.items()]
    _TARGET.write_text(_HEAD + "".join(shapes) + "}\n")


def _drawn(words: str) -> tuple[bytes, float]:
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    folders = list((spec and spec.submodule_search_locations) or ())
    font = ImageFont.truetype(str(Path(folders[0], _FONT)), _SIZE)
    left, top, right, bottom = map(int, font.getbbox(words))
    image = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), words, fill=255, font=font, stroke_width=1)
    reduced = image.point(lambda level: level * _LEVELS // 256 * 255 // (_LEVELS - 1))
    written = io.BytesIO()
    reduced.quantize(_LEVELS).save(written, "PNG", optimize=True)
    low = [font.getbbox(letter) for letter in words if not letter.isspace()]
    return written.getvalue(), min(box[3] - box[1] for box in low) / image.height


def _written(locale: str, png: bytes, letter: float) -> str:
    lines = textwrap.wrap(base64.b85encode(png).decode(), 88, break_on_hyphens=False)
    told = "".join(f"        {line!r}\n" for line in lines)
    return f'    "{locale}": Shape(\n{told}        "",\n        {letter:.3f},\n    ),\n'


if __name__ == "__main__":
    main()
