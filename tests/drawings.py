"""Pictures drawn by the tests, and files that only begin like one."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

Colour = tuple[int, ...]

CORNERS = ("red", "lime", "blue", "white")  # clockwise from the upper left
RGB = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}


def drawn(width: int = 240, height: int = 160) -> Image.Image:
    """A picture with a different colour in each quarter."""
    image = Image.new("RGB", (width, height))
    draw, x, y = ImageDraw.Draw(image), width // 2, height // 2
    boxes = [(0, 0, x, y), (x, 0, width, y), (x, y, width, height), (0, y, x, height)]
    for box, colour in zip(boxes, CORNERS, strict=True):
        draw.rectangle(box, fill=colour)
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def pixel(image: Image.Image, x: float, y: float) -> Colour:
    """The colour at a place given in parts of width and height."""
    found = image.getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    return found


def close(one: Colour, other: Colour, by: int = 16) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def has_corners(image: Image.Image) -> bool:
    places = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]
    return all(
        close(pixel(image, *place), RGB[colour])
        for place, colour in zip(places, CORNERS, strict=True)
    )


def of_many_frames(count: int) -> bytes:
    """A GIF that shows the drawing, and then goes black for so many frames."""
    one = encoded(drawn().quantize(), "GIF")
    other = encoded(Image.new("P", (240, 160)), "GIF")
    frame = other[other.index(b",\0\0\0\0") : -1]
    return one[:-1] + frame * count + b";"


def png_header(width: int, height: int) -> bytes:
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\r" + chunk + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 10) + b"IDAT" + bytes(14)
    )  # fmt: skip
