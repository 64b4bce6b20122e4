"""Results of the DashScope simulator behind links that expire: real pictures, a real small MP4."""

import functools
import io
import json
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from tests.engines import ffmpeg
from tests.simulators import dashscope_speech
from tests.simulators.dashscope_tasks import Reply

PATH = "/result/"
HUGE = 1 << 40  # bytes, as declared
_DENIED = b"<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>"
_MISSING = b"<Error><Code>NoSuchKey</Code></Error>"


def link(address: str, mode: str, kind: str, until: float, size: tuple[int, int]) -> str:
    """Where a result is until then, unless the mode leads elsewhere."""
    if mode == "elsewhere":
        return "https://pictures.example.com/a.png?Expires=1"
    if mode == "link-expired":
        until = time.time() - 1
    words = {"Expires": int(until), "OSSAccessKeyId": "LTAI5sim", "Signature": uuid.uuid4().hex}
    shape = f"{size[0]}x{size[1]}"
    return f"{address}{PATH}{uuid.uuid4()}-{shape}.{mode}.{kind}?{urlencode(words)}"


def serve(path: str, query: dict[str, str], address: str) -> Reply:
    shape, mode, kind = _parts(path.removeprefix(PATH))
    if not query.get("Signature") or float(query.get("Expires", "0")) < time.time():
        return Reply(403, _DENIED, "application/xml")
    return _fault(mode, address) or _content(shape, mode, kind)


def _fault(mode: str, address: str) -> Reply | None:
    elsewhere = {"Location": f"{address}/api/v1/tasks/secret"}
    faults = {
        "link-404": Reply(404, _MISSING, "application/xml"),
        "redirect-to-127.0.0.1": Reply(302, b"", headers=elsewhere),
        "huge-file": Reply(200, b"\x89PNG\r\n\x1a\n", "image/png", length=HUGE),
        "not-a-picture": Reply(200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"),
    }
    return faults.get(mode)


def _content(shape: str, mode: str, kind: str) -> Reply:
    if kind == "json":
        told = json.dumps(dashscope_speech.transcription(mode), ensure_ascii=False)
        return Reply(200, told.encode())
    if kind == "mp4":
        return Reply(200, film(), "video/mp4")
    width, height = map(int, shape.split("x"))
    return Reply(200, picture(width, height), "image/png")


def _parts(name: str) -> tuple[str, str, str]:
    """The shape, mode and kind in `<uuid>-<shape>.<mode>.<kind>`; a mode may have dots."""
    front, _, rest = name.partition(".")
    mode, _, kind = rest.rpartition(".")
    return front.rpartition("-")[2], mode, kind


@functools.cache
def picture(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), (180, 40, 60)).save(written, "PNG")
    return written.getvalue()


@functools.cache
def film() -> bytes:
    """A second of 160x96, with nothing to be heard."""
    with tempfile.TemporaryDirectory() as folder:
        return ffmpeg.film(Path(folder, "film.mp4"), size="160x96", sound=False).read_bytes()
