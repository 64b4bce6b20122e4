"""Pictures made into others: what is kept of them, and what is not."""

import io
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from shared.errors import InvalidRequest, UnsupportedMediaType
from shared.media import pictures
from shared.media.orders import (
    Compress,
    CompressOptions,
    Convert,
    ConvertOptions,
    Position,
    Thumbnail,
    ThumbnailOptions,
    Watermark,
    WatermarkOptions,
)
from shared.media.pictures import Made
from tests.drawings import close, drawn, encoded, has_corners, pixel

ID = "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A"
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


def compress(**options: Any) -> Compress:
    return Compress(file_id=ID, options=CompressOptions(**options))


def convert(kind: Any, **options: Any) -> Convert:
    return Convert(file_id=ID, options=ConvertOptions(format=kind, **options))


def thumbnail(**options: Any) -> Thumbnail:
    return Thumbnail(file_id=ID, options=ThumbnailOptions(**options))


def watermark(**options: Any) -> Watermark:
    return Watermark(file_id=ID, options=WatermarkOptions(**options))


def seen(made: Made) -> Image.Image:
    image = Image.open(io.BytesIO(made.content))
    image.load()
    assert str(image.format).lower() == made.format
    assert image.size == (made.width, made.height)
    return image


@pytest.mark.parametrize(
    "raw", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises((UnsupportedMediaType, InvalidRequest)):
        pictures.make(raw, compress())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wanted", ["jpeg", "png", "webp"])
def test_any_becomes_any(kind: str, wanted: str) -> None:
    image = seen(pictures.make(encoded(drawn(), kind), convert(wanted)))

    assert has_corners(image.convert("RGB"))


@pytest.mark.parametrize("asked", [compress(), convert("png"), thumbnail(), watermark(text="a")])
def test_pictures_are_upright_and_say_nothing_of_who_made_them(asked: Any) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Camera", {1: "N", 2: (1.0, 2.0, 3.0)}
    turned = drawn().transpose(Image.Transpose.ROTATE_90)
    raw = encoded(turned, "JPEG", exif=exif, comment=b"secret", quality=95)

    made = pictures.make(raw, asked)

    image = seen(made).convert("RGB")
    assert image.width > image.height
    assert close(pixel(image, 0.25, 0.25), (255, 0, 0), 40)
    assert b"Camera" not in made.content
    assert b"secret" not in made.content
    assert b"Exif" not in made.content


def swapped() -> bytes:
    """A profile of a screen whose red is the green of others."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = usual.replace(b"\0s\0R\0G\0B", b"\0o\0d\0d\0!")
    return named.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")


def test_colours_of_other_screens_become_those_of_every_screen() -> None:
    raw = encoded(Image.new("RGB", (64, 64), (255, 0, 0)), "PNG", icc_profile=swapped())

    image = seen(pictures.make(raw, convert("png")))

    assert close(pixel(image, 0.5, 0.5), (0, 255, 0))
    assert image.info.get("icc_profile") is None


def test_a_profile_that_is_broken_counts_for_nothing() -> None:
    raw = encoded(Image.new("RGB", (64, 64), (9, 9, 9)), "PNG", icc_profile=swapped()[:200])

    assert pixel(seen(pictures.make(raw, convert("png"))), 0.5, 0.5) == (9, 9, 9)


def test_what_is_transparent_stays_so_where_it_can() -> None:
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    raw = encoded(clear, "PNG")

    assert pixel(seen(pictures.make(raw, convert("webp"))), 0.5, 0.5)[3] == 0
    assert pixel(seen(pictures.make(raw, convert("jpeg"))), 0.5, 0.5) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "RGBA"])
def test_every_mode_is_taken(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (64, 48))
    raw = encoded(image, "JPEG" if mode == "CMYK" else kind)

    assert seen(pictures.make(raw, convert("jpeg"))).mode == "RGB"


def test_a_picture_is_never_made_larger() -> None:
    raw = encoded(drawn(240, 160), "JPEG")

    assert seen(pictures.make(raw, thumbnail(width=4000))).size == (240, 160)
    assert seen(pictures.make(raw, compress(width=120, height=20))).size == (30, 20)


def test_a_compressed_picture_is_smaller() -> None:
    noise = Image.effect_noise((400, 300), 60).convert("RGB")

    for kind in ("JPEG", "PNG", "WEBP"):
        options = {} if kind == "PNG" else {"quality": 100}
        raw = encoded(noise, kind, **options)
        made = pictures.make(raw, compress(quality=60))
        assert len(made.content) < len(raw), kind


def test_a_text_is_written_where_it_was_asked_for() -> None:
    raw = encoded(Image.new("RGB", (400, 300), "black"), "PNG")

    image = seen(pictures.make(raw, watermark(text="云栈", position="northwest", opacity=100)))

    assert image.crop((0, 0, 200, 150)).convert("L").getextrema()[1] == 255
    assert image.crop((200, 150, 400, 300)).convert("L").getextrema()[1] == 0


def test_a_letter_that_no_font_has_is_refused() -> None:
    with pytest.raises(InvalidRequest) as refused:
        pictures.make(encoded(drawn(), "PNG"), watermark(text="aꙮ"))

    assert refused.value.reason == "watermark_letter"


def test_a_picture_is_laid_over_another() -> None:
    raw = encoded(Image.new("RGB", (400, 300), "black"), "JPEG")
    mark = encoded(Image.new("RGB", (50, 50), "white"), "PNG")
    asked = watermark(image=ID, position="center", opacity=50, size=10)

    image = seen(pictures.make(raw, asked, mark))

    assert close(pixel(image, 0.5, 0.5), (127, 127, 127), 10)
    assert close(pixel(image, 0.1, 0.1), (0, 0, 0))


@settings(max_examples=60, deadline=None)
@given(
    sides=st.tuples(st.integers(10, 300), st.integers(10, 300)),
    text=st.text("云栈abc 。!", min_size=1, max_size=64).filter(str.strip),
    position=st.sampled_from(get_args(Position)),
    size=st.integers(1, 100),
)
def test_no_watermark_leaves_its_picture(
    sides: tuple[int, int], text: str, position: Any, size: int
) -> None:
    raw = encoded(Image.new("RGB", sides, "blue"), "PNG")

    made = pictures.make(raw, watermark(text=text, position=position, size=size))

    assert (made.width, made.height) == sides
