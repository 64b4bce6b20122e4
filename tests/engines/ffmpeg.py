"""ffmpeg itself, to make what tests work on."""

import subprocess
from pathlib import Path

from shared.ffmpeg import binary
from tests.engines.availability import require


def run(*arguments: str | Path) -> None:
    program = require(binary.find(), "ffmpeg is not installed: make setup")
    command = [program, "-nostdin", "-loglevel", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, timeout=60)


def film(
    path: Path,
    *options: str,
    size: str = "320x240",
    seconds: float = 1,
    rate: int = 10,
    codec: str = "libx264",
    sound: bool = True,
) -> Path:
    """A moving picture with a tone, quickly made; `options` are of its output."""
    pictures = ("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}")
    tone = ("-f", "lavfi", "-i", f"sine=440:d={seconds}") if sound else ()
    quick = ("-c:v", codec, "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    run(*pictures, *tone, *(quick if codec == "libx264" else ("-c:v", codec)), *options, path)
    return path


def tone(path: Path, *options: str, seconds: float = 1) -> Path:
    run("-f", "lavfi", "-i", f"sine=440:d={seconds}", *options, path)
    return path


def turned(path: Path, of: Path, degrees: int) -> Path:
    """The same film, which says that it is to be turned."""
    run("-display_rotation", str(degrees), "-i", of, "-c", "copy", path)
    return path
