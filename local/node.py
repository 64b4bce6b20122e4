"""Node.js, which builds the pages: the one at hand, else the one that a package brings."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from local import pip
from local.engine import ROOT
from local.progress import Progress

OLDEST = (20, 19)
REQUIREMENTS = ROOT / "requirements" / "web.txt"
_TELLING = (r"\breason: ", r"rror:", r"^npm (error|ERR!) code ")  # the most telling first
_OWN = Path(sys.executable).parent  # where packages put their programs


class NodeError(Exception):
    """A step of Node.js failed; its message says how."""


def ready(progress: Progress) -> None:
    """Have a Node.js that is new enough; PipError when none can be brought."""
    if _version(_path()) < OLDEST:
        progress.say("Installing Node.js, which builds the pages (61 MB) ...")
        pip.install(REQUIREMENTS)


def run(folder: Path, *line: str) -> None:
    """One program of Node.js, in a folder; NodeError with its last words when it fails."""
    program = shutil.which(line[0], path=_path()) or line[0]
    done = subprocess.run(
        [program, *line[1:]],
        cwd=folder,
        env={**os.environ, "PATH": _path(), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NodeError(_last_words(done.stdout + done.stderr))


def _path() -> str:
    """The machine's own Node.js, if it is new enough, comes before that of the package."""
    given, own = os.environ.get("PATH", os.defpath), str(_OWN)
    both = [own, given] if _version(given) < OLDEST else [given, own]
    return os.pathsep.join(both)


def _version(path: str) -> tuple[int, ...]:
    node = shutil.which("node", path=path)
    if not node or not shutil.which("npm", path=path):
        return (0,)
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2]) or (0,)


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if "A complete log of this run" not in line]
    errors = [line for sign in _TELLING for line in lines if re.search(sign, line)]
    return (errors or lines[-1:] or ["it gave no reason"])[0]
