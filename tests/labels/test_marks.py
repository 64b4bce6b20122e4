"""The mark that people see: as large as the standard asks for, and legible on any ground."""

import io
import random
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from shared.i18n.locales import Locale
from shared.images import marked
from shared.labels import marks
from tests.drawings import encoded

SIZES = [(1024, 1024), (1920, 1080), (720, 1280), (512, 512), (3000, 400), (256, 256)]
LOCALES: tuple[Locale, ...] = ("zh", "en")
_BRIGHT = 200  # of 255: what is ink, and not its edge
_LEAST = 4.5  # WCAG 2.2, 1.4.3
_CHARACTERS = {"zh": 4, "en": 11}  # "AI生成", "AI GENERATED" without its blank


def noisy(size: tuple[int, int]) -> Image.Image:
    drawn = random.Random(18).randbytes(size[0] * size[1] * 3)
    return Image.frombytes("RGB", size, drawn)


def flat(colour: tuple[int, int, int]) -> Any:
    return lambda size: Image.new("RGB", size, colour)


GROUNDS = {
    "black": flat((0, 0, 0)), "white": flat((255, 255, 255)), "grey": flat((119, 119, 119)),
    "yellow": flat((255, 255, 0)), "noise": noisy,
}  # fmt: skip


def luminance(colour: Sequence[float]) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    parts: list[float] = [c / 255 for c in colour[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else pow((c + 0.055) / 1.055, 2.4) for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def plate_of(image: Image.Image, locale: Locale) -> Image.Image:
    plate = marks.of(image.size, locale)
    x, y = marks.place(image.size, plate.size)
    return image.crop((x, y, x + plate.width, y + plate.height))


def ink_of(size: tuple[int, int], locale: Locale) -> Image.Image:
    """White where the letters are, as they are seen on black."""
    shown = Image.new("RGB", size)
    marks.put(shown, locale)
    return plate_of(shown, locale).convert("L").point(lambda value: 255 * (value >= _BRIGHT))


def heights(ink: Image.Image) -> list[int]:
    """Of what stands apart from left to right: letters, and parts of letters."""
    columns = [ink.crop((x, 0, x + 1, ink.height)).getbbox() for x in range(ink.width)]
    found, tops = list[int](), list[tuple[int, int]]()
    for box in (*columns, None):
        if box:
            tops.append((box[1], box[3]))
        elif tops:
            found.append(max(low for _, low in tops) - min(top for top, _ in tops))
            tops = []
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", LOCALES)
def test_each_letter_has_a_twentieth_of_the_shortest_side(
    size: tuple[int, int], locale: Locale
) -> None:
    found = heights(ink_of(size, locale))

    assert len(found) >= _CHARACTERS[locale] - 1  # some touch each other
    assert min(found) >= min(size) * 0.05


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_its_letters_stand_out_from_any_ground(ground: str, locale: Locale) -> None:
    image = GROUNDS[ground](size := (640, 480))
    ink = ink_of(size, locale)

    marks.put(image, locale)

    shown = plate_of(image, locale)
    around = ImageChops.invert(ink.filter(ImageFilter.MaxFilter(5)))  # without their soft edges
    letters, plate = (ImageStat.Stat(shown, mask).mean for mask in (ink, around))
    assert contrast(letters, plate) >= _LEAST
    brightest = [high for _, high in ImageStat.Stat(shown, around).extrema]
    assert contrast(letters, brightest) >= _LEAST  # also beside the lightest point of it


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_legible_in_the_file_too(kind: str, locale: Locale) -> None:
    made = marked.mark(encoded(noisy(size := (640, 480)), kind, quality=90), locale)

    ink = ink_of(size, locale)
    around = ImageChops.invert(ink.filter(ImageFilter.MaxFilter(9)))
    with Image.open(io.BytesIO(made.content)) as opened:
        shown = plate_of(opened.convert("RGB"), locale)
    letters, plate = (ImageStat.Stat(shown, mask).mean for mask in (ink, around))
    assert contrast(letters, plate) >= _LEAST


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (40, 40)])
def test_the_smallest_pictures_bear_what_fits(size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, (255, 255, 255))

    marks.put(image, "zh")

    assert image.size == size
    assert image.getextrema() != ((255, 255),) * 3


def test_in_grey_and_with_transparency_it_is_the_same() -> None:
    for mode in ("L", "RGBA"):
        image = Image.new(mode, (320, 240))
        marks.put(image, "en")
        assert plate_of(image, "en").convert("L").getextrema()[1] == 255
