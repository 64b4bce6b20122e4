"""Programs that check what is in deploy/, of requirements/deploy.txt, in their own environment."""

import functools
import subprocess
import sys
from pathlib import Path

from tests.engines.workers import alone

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ROOT / "requirements" / "deploy.txt"
PLACE = ROOT / ".cache" / "deploy-tools"
_STAMP = PLACE / "installed.txt"


@functools.cache  # a failed installation is not tried again
def find_or_install() -> Path | None:
    """The folder of the programs."""
    with alone("deploy-tools"):
        if not _STAMP.is_file() or _STAMP.read_bytes() != LOCKED.read_bytes():
            try:
                _install()
            except subprocess.CalledProcessError:
                return None
    return PLACE / "bin"


def _install() -> None:
    made: list[str | Path] = [sys.executable, "-m", "venv", "--clear", PLACE]
    pip: list[str | Path] = [
        PLACE / "bin" / "python",
        *"-m pip -q install --require-hashes -r".split(),
        LOCKED,
    ]
    for line in (made, pip):
        subprocess.run(line, check=True, capture_output=True)
    _STAMP.write_bytes(LOCKED.read_bytes())


def said(*words: str | Path) -> tuple[int, str]:
    """How a program ended, and what it said."""
    done = subprocess.run(list(words), cwd=ROOT, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr
