"""Labels of files as others read them: Pillow and ffmpeg; `tests.engines.exiftool` does too."""

import io
import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from shared.ffmpeg import binary
from tests.engines.availability import require

_TAGS = "{http://www.tc260.org.cn/ns/AIGC/1.0/}AIGC"
_SOURCE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"


def of_picture(content: bytes) -> dict[str, str]:
    """What stands in its XMP, by Pillow and an XML parser of Python's."""
    return json.loads(_xmp(content).findtext(f".//{_TAGS}") or "{}")  # type: ignore[no-any-return]


def source_of(content: bytes) -> str:
    return (_xmp(content).findtext(f".//{_SOURCE}") or "").rpartition("/")[2]


def of_media(path: Path) -> dict[str, str]:
    """The tag that ffmpeg shows of sound and film."""
    program = require(binary.find(), "ffmpeg is not installed: make setup")
    asked = [program, "-hide_banner", "-i", str(path)]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=60).stderr
    found = re.search(r"^ +AIGC +: (.*)$", told, re.MULTILINE | re.IGNORECASE)
    return json.loads(found[1]) if found else {}


def is_the_same_but_for_the_mark(content: bytes, other: bytes) -> bool:
    """Whether the upper half of a picture is what it was, and its corner is not."""
    with Image.open(io.BytesIO(content)) as one, Image.open(io.BytesIO(other)) as two:
        if one.size != two.size or one.format != two.format:
            return False
        top = (0, 0, one.width, one.height // 2)
        corner = (one.width // 2, one.height // 2, one.width, one.height)
        shown, known = one.convert("RGB"), two.convert("RGB")
        is_marked = shown.crop(corner).tobytes() != known.crop(corner).tobytes()
        return is_marked and shown.crop(top).tobytes() == known.crop(top).tobytes()


def _xmp(content: bytes) -> ElementTree.Element:
    with Image.open(io.BytesIO(content)) as opened:
        packet = opened.info.get("xmp") or opened.info.get("XML:com.adobe.xmp") or b"<none/>"
    return ElementTree.fromstring(packet)  # noqa: S314
