"""OSS IMG at the simulator: what `x-oss-process=image/…` makes of a picture, by Pillow.

Words and limits: help.aliyun.com/zh/oss/user-guide/img-parameters
"""

import base64
import io
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from tests.simulators.oss_wire import ProviderError, Reply

LARGEST = 20 << 20  # bytes
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def process(data: bytes, words: str) -> Reply:
    """ProviderError for words that OSS does not know, and for what is no picture."""
    kind, *operations = words.split("/")
    if kind != "image" or len(data) > LARGEST:
        raise ProviderError(400, "InvalidArgument", "The object is not to be processed.")
    try:
        opened = Image.open(io.BytesIO(data))
        opened.load()
    except (OSError, SyntaxError) as e:
        raise ProviderError(400, "BadRequest", "This image format is not supported.") from e
    made = _Made(opened, str(opened.format), opened.info.get("exif"))
    for operation in operations:
        name, *terms = operation.split(",")
        if name not in _OPERATIONS:
            raise ProviderError(400, "InvalidArgument", f"The operation {name} is not supported.")
        _OPERATIONS[name](made, terms)
    return made.reply()


class _Made:
    def __init__(self, image: Image.Image, kind: str, exif: Any) -> None:
        self.image, self.kind, self.quality = image, kind, 75
        self.kept: dict[str, Any] = {"exif": exif} if exif else {}

    def orient(self, terms: list[str]) -> None:
        if terms == ["1"]:
            self.image = ImageOps.exif_transpose(self.image)
            self.kept.clear()

    def resize(self, terms: list[str]) -> None:
        told = dict(term.split("_") for term in terms if term != "m_lfit")
        sides = (int(told.get("w", 1 << 15)), int(told.get("h", 1 << 15)))
        self.image.thumbnail(sides)  # never larger: limit_1

    def format(self, terms: list[str]) -> None:
        self.kind = FORMATS[terms[0]]

    def grade(self, terms: list[str]) -> None:
        self.quality = int(terms[0].removeprefix("Q_"))

    def mark(self, terms: list[str]) -> None:
        told = dict(term.split("_", 1) for term in terms)
        packed = told["text"] + "=" * (-len(told["text"]) % 4)
        base64.urlsafe_b64decode(packed).decode()
        width, height = self.image.size
        corner = (width - 40, height - 20, width - 1, height - 1)
        assert told["g"] == "se", "others are not drawn here"
        self.image = self.image.convert("RGB")
        ImageDraw.Draw(self.image).rectangle(corner, fill="white")

    def reply(self) -> Reply:
        written = io.BytesIO()
        image = self.image.convert("RGB") if self.kind == "JPEG" else self.image
        image.info.clear()
        options = {} if self.kind == "PNG" else {"quality": self.quality}
        image.save(written, self.kind, **options, **self.kept)
        return Reply(200, written.getvalue(), {"Content-Type": f"image/{self.kind.lower()}"})


_OPERATIONS = {
    "auto-orient": _Made.orient,
    "resize": _Made.resize,
    "format": _Made.format,
    "quality": _Made.grade,
    "watermark": _Made.mark,
}
