"""/api/recognize beside its own vision model, and what it holds while photographs come at once."""

import io
import json
import os
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from statistics import median
from urllib.parse import urlsplit

from PIL import Image

from benchmarks import stage
from benchmarks.openai_client import PATH
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import KEY, ROOT, Side, Stage
from shared.images import pictures
from tests.forms import form
from tools import build

MODEL = "qwen3-vl-plus"
_ANSWER = json.dumps({"description": "一只青花瓷碗", "text": "大明宣德年制"}, ensure_ascii=False)
_CALLS, _WARM = 60, 5
_PHOTOS, _AT_ONCE = 100, 4
_MEGABYTE = 1024 * 1024
_WIDE = (4000, 3000)  # 12 million pixels, about 3 MB


def measure(ready: Stage) -> list[Row]:
    build.build("recognize", ROOT, ready.built)
    with stage.model("--answer", _ANSWER) as url:
        side, photo = _recognize(ready, url), photograph()
        with Server(side.server) as server:
            added = _added(server, side.token, url, photo)
        with Server(side.server) as server:
            held = _held(server, side.token, photo)
    size = len(photo) / _MEGABYTE
    return [
        Row(f"added to a photo of {size:.1f} MB, p50", "ms", 1000 * added, None, Target(60)),
        Row(f"memory of {_PHOTOS} photos, {_AT_ONCE} at once", "MB", held, None, Target(250)),
    ]


def photograph() -> bytes:
    """Something like a photograph: shapes, soft colours and the noise of a sensor."""
    shapes = Image.effect_noise((500, 375), 60).resize(_WIDE, Image.Resampling.BICUBIC)
    scene = Image.merge("RGB", (shapes, shapes.transpose(Image.Transpose.ROTATE_180), shapes))
    noise = Image.effect_noise(_WIDE, 10).convert("RGB")
    written = io.BytesIO()
    Image.blend(scene, noise, 0.25).save(written, "JPEG", quality=89)
    return written.getvalue()


def _recognize(ready: Stage, url: str) -> Side:
    """The function as template.yml starts it, with files in a folder."""
    folder = ready.built / "recognize"
    own = {
        "OPENAI_API_URL": url,
        "OPENAI_MODEL": MODEL,
        "UPLOAD_DIR": str(ready.built.parent / "files"),
        "LIMITS": "recognize=1000000000/60",
        "PYTHONPATH": str(folder),
    }
    environment = {**ready.web.server.environment, **own}
    program = replace(ready.web.server, folder=folder, environment=environment)
    return Side(program, ready.gateway.token)


def _added(server: Server, token: str, url: str, photo: bytes) -> float:
    """Seconds over the model's own for the same picture, as it is prepared for it."""
    asked = _question(photo)
    server.await_answer(lambda: bool(_recognised(server.port, token, photo)))
    pairs = [
        (_recognised(server.port, token, photo), _answered(url, asked))
        for _ in range(_CALLS + _WARM)
    ][_WARM:]
    return median(ours for ours, _ in pairs) - median(own for _, own in pairs)


def _held(server: Server, token: str, photo: bytes) -> float:
    """Megabytes that the process held at most."""
    server.await_answer(lambda: bool(_recognised(server.port, token, photo)))
    with ThreadPoolExecutor(_AT_ONCE) as senders:
        sent = [senders.submit(_recognised, server.port, token, photo) for _ in range(_PHOTOS)]
        most = 0
        while not all(one.done() for one in sent):
            most = max(most, server.greatest_resident_bytes)
            time.sleep(0.02)
    for one in sent:
        one.result()
    return most / _MEGABYTE


def _question(photo: bytes) -> bytes:
    os.environ.setdefault("MAX_FILE_SIZE", str(len(photo) + 1))
    data = b64encode(pictures.prepare(photo).content).decode()
    picture = {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{data}"}}
    content = [picture, {"type": "text", "text": "What is this?"}]
    return json.dumps({"model": MODEL, "messages": [{"role": "user", "content": content}]}).encode()


def _recognised(port: int, token: str, photo: bytes) -> float:
    body, headers = form(photo, kind="general")
    headers["Authorization"] = f"Bearer {token}"
    return _posted("127.0.0.1", port, "/api/recognize", body, headers)


def _answered(url: str, body: bytes) -> float:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
    address = urlsplit(url)
    return _posted(address.hostname or "", address.port or 0, PATH, body, headers)


def _posted(host: str, port: int, path: str, body: bytes, headers: dict[str, str]) -> float:
    """Seconds to a good answer; ConnectionError while nobody listens."""
    connection = HTTPConnection(host, port, timeout=60)
    try:
        begun = time.perf_counter()
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        ended = time.perf_counter()
    except (OSError, HTTPException) as e:
        raise ConnectionError(str(e)) from e
    finally:
        connection.close()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status} {answer!r}")
    return ended - begun
