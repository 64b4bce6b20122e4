"""What becomes of pictures that people send, and of files that only look like pictures."""

import io
import random
import re
import struct
import sys
import time
import zlib

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat, PngImagePlugin

from shared.errors import ApiError, InvalidRequest, PayloadTooLarge, UnsupportedMediaType
from shared.images import decoding, pictures
from tests import drawings
from tests.conftest import Configure
from tests.drawings import close, drawn, encoded, has_corners, pixel, png_header
from tests.waiting import takes_at_most

pillow_heif.register_heif_opener()
pytestmark = pytest.mark.filterwarnings(
    "ignore:::PIL"
)  # as shared/images/pictures.py does outside pytest

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
STORED = {  # how a camera turns what is upright, by the orientation that it notes
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def photo(width: int, height: int, **options: object) -> bytes:
    """A JPEG with as much detail as a camera's."""
    coarse = Image.effect_noise((width // 8, height // 8), 60).resize((width, height))
    fine = Image.effect_noise((width, height), 14)
    grey = Image.blend(coarse, fine, 0.25)
    image = Image.merge("RGB", (grey, coarse, grey.transpose(Image.Transpose.ROTATE_180)))
    return encoded(image, "JPEG", quality=90, **options)


def seen(raw: bytes) -> Image.Image:
    """The picture as whoever gets it decodes it."""
    picture = pictures.prepare(raw)
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    assert (image.format, image.mode, picture.content_type) == ("JPEG", "RGB", "image/jpeg")
    assert image.size == (picture.width, picture.height)
    return image


def turned(number: int) -> tuple[Image.Image, Image.Exif]:
    turn, exif = STORED[number], Image.Exif()
    exif[0x0112] = number
    return (drawn() if turn is None else drawn().transpose(turn)), exif


def refusal(raw: bytes) -> tuple[type[ApiError], str]:
    with takes_at_most(5), pytest.raises(ApiError) as caught:
        pictures.prepare(raw)
    assert caught.value.param == "image"
    return type(caught.value), caught.value.reason


BROKEN = (InvalidRequest, "picture_broken")
NO_PICTURE = (UnsupportedMediaType, "picture_type")
TOO_MANY_PIXELS = (InvalidRequest, "picture_pixels")
BAD_SHAPE = (InvalidRequest, "picture_shape")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_picture_becomes_a_jpeg_that_looks_the_same(kind: str) -> None:
    image = seen(encoded(drawn(), kind))

    assert image.size == (240, 160)
    assert has_corners(image)


@pytest.mark.parametrize("number", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_picture_is_turned_upright(kind: str, number: int) -> None:
    stored, exif = turned(number)

    image = seen(encoded(stored, kind, exif=exif))

    assert image.size == (240, 160)
    assert has_corners(image)


def test_a_heic_is_turned_once() -> None:
    stored, exif = turned(6)

    assert has_corners(seen(encoded(stored, "HEIF", exif=exif.tobytes())))


def test_an_orientation_that_only_xmp_notes_counts() -> None:
    stored, _ = turned(6)
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("XML:com.adobe.xmp", '<rdf:Description tiff:Orientation="6"/>')

    assert has_corners(seen(encoded(stored, "PNG", pnginfo=notes)))


@pytest.mark.parametrize("number", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_no_orientation(number: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = number

    assert has_corners(seen(encoded(drawn(), "JPEG", exif=exif)))


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x09rest"]
)
def test_broken_exif_does_not_spoil_a_picture(exif: bytes) -> None:
    assert has_corners(seen(encoded(drawn(), "JPEG", exif=exif)))


def test_nothing_but_the_picture_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = "hidden in EXIF"
    exif[0x8825] = {1: "N", 2: (31.0, 12.0, 30.0), 0x1B: b"hidden in GPS"}
    raw = encoded(
        drawn(), "JPEG", exif=exif, comment=b"hidden in a comment", xmp=b"<x>hidden in XMP</x>",
        icc_profile=b"hidden in a profile",
    )  # fmt: skip
    raw += b"PK\x03\x04 hidden behind the end"
    assert raw.count(b"hidden") == 6

    content = pictures.prepare(raw).content

    assert b"hidden" not in content
    image = Image.open(io.BytesIO(content))
    assert dict(image.getexif()) == {}
    assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_text_in_a_png_is_left_behind() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "hidden")
    raw = encoded(drawn(), "PNG", pnginfo=notes)
    assert b"hidden" in raw

    assert b"hidden" not in pictures.prepare(raw).content


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((4000, 3000), (2000, 1500)),  # a JPEG is decoded at half its size, at no cost
        ((3000, 4000), (1500, 2000)),
        ((3060, 2000), (2048, 1339)),
        ((2048, 1000), (2048, 1000)),
        ((100, 80), (100, 80)),
        ((20000, 100), (2048, 11)),  # still no thinner than 200:1
    ],
)
def test_a_photo_gets_as_large_as_a_model_needs(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert seen(encoded(drawn(*size), "JPEG")).size == expected


def test_a_large_drawing_is_made_smaller_and_stays_the_same() -> None:
    image = seen(encoded(drawn(3000, 1000), "PNG"))

    assert image.size == (2048, 683)
    assert has_corners(image)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "I;16"])
@pytest.mark.parametrize("size", [(2600, 1700), (900, 2500)])
def test_a_large_picture_that_is_narrowed_by_strips_is_the_same_as_at_once(
    mode: str, size: tuple[int, int]
) -> None:
    coarse = Image.effect_noise((size[0] // 20, size[1] // 20), 90).resize(size)
    image = Image.frombytes("I;16", size, b"".join(bytes((0, level)) for level in coarse.tobytes()))
    if mode != "I;16":
        image = Image.merge("RGBA", (coarse, coarse.transpose(Image.Transpose.ROTATE_180)) * 2)
        image = image.quantize() if mode == "P" else image.convert(mode)
    made = seen(encoded(image, "PNG"))

    whole = decoding.opaque(image).resize(made.size, Image.Resampling.BICUBIC)

    apart = ImageChops.difference(made, whole).convert("L")
    assert ImageStat.Stat(apart).mean[0] < 4  # what JPEG loses
    assert max(made.size) == 2048


def test_a_photo_of_12_megapixels_is_ready_in_time() -> None:
    raw, taken = photo(4032, 3024), []
    for _ in range(3):
        started = time.thread_time()
        pictures.prepare(raw)
        taken.append(time.thread_time() - started)

    assert len(raw) > 3_000_000
    assert min(taken) <= 0.150


def test_the_noisiest_picture_still_fits_into_a_call_of_a_model() -> None:
    noise = Image.frombytes("RGB", (2048, 2048), random.Random(1).randbytes(2048 * 2048 * 3))

    assert len(pictures.prepare(encoded(noise, "JPEG", quality=90)).content) < 7_000_000


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    image = seen(encoded(drawn().convert("CMYK"), "JPEG"))

    assert has_corners(image)


def test_a_grey_jpeg_is_a_picture() -> None:
    assert close(pixel(seen(encoded(Image.new("L", (50, 50), 99), "JPEG")), 0.5, 0.5), (99,) * 3)


@pytest.mark.parametrize(("level", "shown"), [(0, 0), (32_768, 128), (65_535, 255), (300, 1)])
def test_16_bits_of_grey_become_8(level: int, shown: int) -> None:
    image = seen(encoded(Image.new("I;16", (50, 50), level), "PNG"))

    assert close(pixel(image, 0.5, 0.5), (shown,) * 3, by=2)


def test_16_bits_with_a_transparent_level_are_a_picture() -> None:
    raw = encoded(Image.new("I;16", (50, 50), 32_768), "PNG", transparency=7)

    assert close(pixel(seen(raw), 0.5, 0.5), (128,) * 3, by=2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white(kind: str, mode: str) -> None:
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 30, 40))

    shown = seen(encoded(image.convert(mode), kind))

    assert close(pixel(shown, 0.2, 0.5), (0, 0, 0))
    assert close(pixel(shown, 0.8, 0.5), (255, 255, 255))


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_transparent_entry_of_a_palette_is_white(kind: str) -> None:
    image = Image.new("P", (60, 40), 0)
    image.putpalette([0, 0, 0, 200, 0, 0])
    image.paste(1, (0, 0, 30, 40))

    shown = seen(encoded(image, kind, transparency=0))

    assert close(pixel(shown, 0.2, 0.5), (200, 0, 0))
    assert close(pixel(shown, 0.8, 0.5), (255, 255, 255))


def test_one_bit_is_enough() -> None:
    assert pixel(seen(encoded(Image.new("1", (50, 50), 1), "PNG")), 0.5, 0.5) == (255, 255, 255)


def test_of_10_000_frames_only_the_first_is_looked_at() -> None:
    raw = drawings.of_many_frames(10_000)
    started = time.thread_time()

    image = seen(raw)

    assert has_corners(image)
    assert time.thread_time() - started < 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_taken(kind: str) -> None:
    others = [Image.new("RGB", (240, 160), "black")] * 3
    raw = encoded(drawn(), kind, save_all=True, append_images=others, duration=40)

    assert has_corners(seen(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xd8",
        b"hello",
        b"PK\x03\x04" + bytes(500),
        b"%PDF-1.7\n" + bytes(500),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>',
        encoded(drawn(), "BMP"),
        encoded(drawn(), "TIFF"),
        encoded(drawn(), "PPM"),
        encoded(drawn(), "AVIF"),
        b"\0\0\0\x14ftypisom\0\0\0\0mp42" + bytes(500),
        b"RIFF\0\0\0\0WAVE" + bytes(500),
        b" " + encoded(drawn(), "PNG"),
    ],
    ids=str.split(
        "empty short text zip pdf svg xml bmp tiff ppm avif mp4 wav png-behind-a-space"
    ),
)  # fmt: skip
def test_what_is_no_picture_by_its_content_is_refused(raw: bytes) -> None:
    assert refusal(raw) == NO_PICTURE


@pytest.mark.parametrize("magic", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_a_zip_behind_the_first_bytes_of_a_picture_is_broken(magic: bytes) -> None:
    assert refusal(magic + b"PK\x03\x04" + bytes(500)) == BROKEN


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.8])
def test_half_a_picture_is_broken(kind: str, part: float) -> None:
    noise = Image.effect_noise((200, 100), 60).convert("RGB")
    raw = encoded(noise, kind)

    assert refusal(raw[: int(len(raw) * part)]) in (BROKEN, NO_PICTURE)
    assert refusal(raw[: int(len(raw) * 0.9)]) == BROKEN


def jpeg_header(width: int, height: int) -> bytes:
    raw = encoded(drawn(), "JPEG")
    place = raw.index(b"\xff\xc0") + 5
    return raw[:place] + struct.pack(">HH", height, width) + raw[place + 4 :]


def gif_header(width: int, height: int) -> bytes:
    raw = encoded(drawn().quantize(), "GIF")
    return raw[:6] + struct.pack("<HH", width, height) + raw[10:]


def gif_frame(width: int, height: int) -> bytes:
    """A frame that is larger than its picture, to be cleared to the background."""
    raw = encoded(drawn().quantize(), "GIF")
    place = raw.index(b",\0\0\0\0")
    control = b"!\xf9\x04\x08\0\0\0\0"
    size = struct.pack("<HH", width, height)
    return raw[:place] + control + raw[place : place + 5] + size + raw[place + 9 :]


def webp_header(width: int, height: int) -> bytes:
    raw = encoded(drawn(), "WEBP", exif=turned(1)[1])
    place = raw.index(b"VP8X") + 12
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return raw[:place] + size + raw[place + 6 :]


@pytest.mark.parametrize(
    "raw",
    [
        png_header(65_535, 65_535),
        png_header(2**31 - 1, 2**31 - 1),
        png_header(5001, 5001),
        jpeg_header(65_500, 65_500),
        jpeg_header(7100, 7100),
        gif_header(65_535, 65_535),
        gif_header(5001, 5001),
        gif_frame(65_535, 65_535),
        gif_frame(6000, 6000),
        webp_header(16_384, 16_384),
    ],
    ids=str.split(
        "png png-largest png-25MP jpeg jpeg-50MP gif gif-25MP gif-frame gif-frame-36MP webp"
    ),
)  # fmt: skip
def test_a_bomb_is_recognised_by_its_header(raw: bytes) -> None:
    assert refusal(raw) == TOO_MANY_PIXELS


def test_a_webp_may_have_fewer_pixels_because_it_needs_more_memory() -> None:
    raw = encoded(Image.new("RGB", (4001, 4001)), "WEBP", method=0)

    assert refusal(raw) == TOO_MANY_PIXELS


def test_a_heic_that_understates_its_size_is_broken() -> None:
    raw = encoded(Image.new("RGB", (800, 800)), "HEIF")
    place = raw.index(b"ispe") + 8
    assert raw[place : place + 8] == struct.pack(">II", 800, 800)

    assert refusal(raw[:place] + struct.pack(">II", 64, 64) + raw[place + 8 :]) == BROKEN


def test_a_compressed_text_that_explodes_is_broken() -> None:
    text = b"zTXta\0\0" + zlib.compress(bytes(20_000_000))
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    raw = encoded(drawn(), "PNG")

    assert refusal(raw[:33] + chunk + raw[33:]) == BROKEN


def test_a_jpeg_that_would_be_passed_over_again_and_again_is_broken() -> None:
    raw = encoded(drawn(2000, 2000), "JPEG", progressive=True)
    scans = [found.start() for found in re.finditer(rb"\xff\xda", raw)]
    last = raw[scans[-1] : -2]

    assert len(scans) == 10
    assert seen(raw[:-2] + last * 20 + raw[-2:]).width == 2000
    assert refusal(raw[:-2] + last * 40 + raw[-2:]) == BROKEN


@pytest.mark.parametrize(
    "appended",
    {
        "a film": b"\0\0\0\x18ftypmp42" + random.Random(7).randbytes(2_097_152),
        "what looks like scans": b"\xff\xda" * 1_000_000,
        "more pictures": encoded(drawn(), "JPEG", progressive=True) * 20,
        "padding": b"\xff" * 1_000_000,
    }.items(),
    ids=lambda case: case[0],
)
def test_what_a_phone_puts_behind_a_picture_is_not_looked_at(appended: tuple[str, bytes]) -> None:
    for kind in FORMATS:
        assert has_corners(seen(encoded(drawn(), kind) + appended[1])), kind


def test_scans_of_a_preview_within_a_segment_do_not_count() -> None:
    preview = b"\xff\xe1" + (2 + 40 * 2).to_bytes(2) + b"\xff\xda" * 40
    raw = encoded(drawn(), "JPEG")

    assert has_corners(seen(raw[:2] + preview + raw[2:]))


@pytest.mark.parametrize("segment", [b"\xff\xfe\0\2", b"\xff\xfe\0\0", b"\xff\x01"])
def test_a_jpeg_of_very_many_segments_is_broken(segment: bytes) -> None:
    raw = encoded(drawn(), "JPEG")

    with takes_at_most(1):
        assert refusal(raw[:-2] + segment * 2_000_000 + raw[-2:]) == BROKEN


@pytest.mark.parametrize("size", [(9, 100), (100, 9), (1, 1), (2001, 10), (10, 2001)])
def test_what_is_too_small_or_too_long_for_a_model_is_refused(size: tuple[int, int]) -> None:
    assert refusal(encoded(Image.new("RGB", size), "PNG")) == BAD_SHAPE


@pytest.mark.parametrize("size", [(10, 10), (2000, 10), (10, 2000)])
def test_what_is_just_large_enough_is_taken(size: tuple[int, int]) -> None:
    assert seen(encoded(Image.new("RGB", size), "PNG")).size == size


def test_11_megabytes_are_too_many() -> None:
    raw = encoded(drawn(), "JPEG") + bytes(11_534_336)

    assert refusal(raw) == (PayloadTooLarge, "picture_bytes")


def test_the_limit_of_bytes_is_a_setting(configure: Configure) -> None:
    raw = encoded(drawn(), "PNG")
    configure(MAX_FILE_SIZE=str(len(raw)))
    assert pictures.prepare(raw).width == 240
    configure(MAX_FILE_SIZE=str(len(raw) - 1))

    assert refusal(raw) == (PayloadTooLarge, "picture_bytes")


def test_without_its_library_a_heic_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)

    assert refusal(encoded(drawn(), "HEIF")) == NO_PICTURE


def test_a_refusal_names_the_field() -> None:
    with pytest.raises(ApiError) as caught:
        pictures.prepare(b"", param="file")

    assert caught.value.param == "file"


SAMPLES = [
    *(encoded(drawn(), kind) for kind in FORMATS),
    encoded(drawn(), "JPEG", progressive=True, exif=turned(6)[1]),
    encoded(drawn(), "PNG", exif=turned(6)[1]),
    encoded(drawn().quantize(), "PNG"),
    encoded(drawn(), "WEBP", lossless=True, exif=turned(6)[1]),
]


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 6)), max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_no_damage_does_more_than_spoil_a_picture(
    raw: bytes, damages: list[tuple[int, bytes, int]]
) -> None:
    for place, written, lost in damages:
        start = place % len(raw)
        raw = raw[:start] + written + raw[start + lost :]
    try:
        picture = pictures.prepare(raw)
    except (InvalidRequest, UnsupportedMediaType):
        return
    assert picture.content.startswith(b"\xff\xd8")
