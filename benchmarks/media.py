"""What a worker needs for media: ten seconds of film, and a photograph of twelve million pixels."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.pictures import photograph
from benchmarks.report import Row, Target
from benchmarks.stage import ROOT, Stage
from shared.ffmpeg.process import Limits, Watch
from shared.media import films, pictures
from shared.media.orders import Compress, TranscodeOptions
from tests.engines import ffmpeg

_TIMES = 5
_LIMITS = Limits(seconds=300, file_bytes=1 << 30)


def measure(_ready: Stage) -> list[Row]:
    """In a process of its own, whose children are ffmpeg alone."""
    command = [sys.executable, "-m", "benchmarks.media"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=600)
    found = json.loads(done.stdout)
    return [
        Row("10 s of 720p to 720p", "s", found["film"], None, Target(5)),
        Row("memory of that", "MB", found["memory"], None, Target(400)),
        Row("12 MP picture compressed", "ms", found["picture"], None, Target(300)),
    ]


def _film(folder: Path) -> float:
    source = ffmpeg.film(folder / "film.mp4", size="1280x720", seconds=10, rate=30)
    began = time.perf_counter()
    work = films.look(source, _LIMITS, Watch())
    films.transcode(work, TranscodeOptions(height=720), folder)
    return time.perf_counter() - began


def _picture() -> float:
    """Milliseconds, the median."""
    raw, taken = photograph(), []
    for _ in range(_TIMES):
        began = time.perf_counter()
        pictures.make(raw, Compress(file_id="-"))
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


def main() -> None:
    picture = _picture()
    with tempfile.TemporaryDirectory() as folder:
        film = _film(Path(folder))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"film": film, "memory": memory, "picture": picture}))


if __name__ == "__main__":
    main()
