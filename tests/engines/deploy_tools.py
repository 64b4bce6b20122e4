"""Programs for `make test-deploy`: those of a file of requirements/, in their own environment."""

import functools
import subprocess
import sys
from pathlib import Path

from tests.engines.workers import alone

ROOT = Path(__file__).resolve().parents[2]


@functools.cache  # a failed installation is not tried again
def find_or_install(name: str = "deploy") -> Path | None:
    """The folder of the programs of requirements/<name>.txt."""
    locked, place = ROOT / "requirements" / f"{name}.txt", ROOT / ".cache" / f"{name}-tools"
    stamp = place / "installed.txt"
    with alone(place.name):
        if not stamp.is_file() or stamp.read_bytes() != locked.read_bytes():
            try:
                _install(locked, place)
            except subprocess.CalledProcessError:
                return None
            stamp.write_bytes(locked.read_bytes())
    return place / "bin"


def _install(locked: Path, place: Path) -> None:
    made: list[str | Path] = [sys.executable, "-m", "venv", "--clear", place]
    pip: list[str | Path] = [
        place / "bin" / "python",
        *"-m pip -q install --require-hashes -r".split(),
        locked,
    ]
    for line in (made, pip):
        subprocess.run(line, check=True, capture_output=True)


def said(*words: str | Path) -> tuple[int, str]:
    """How a program ended, and what it said."""
    done = subprocess.run(list(words), cwd=ROOT, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr
