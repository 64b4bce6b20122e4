"""Where ffmpeg is: what is configured, else the one of imageio-ffmpeg, else the machine's."""

import functools
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from shared.config import environment
from shared.errors import Unavailable


def find() -> str | None:
    """The path of a program that can be run."""
    return _found(environment.settings().ffmpeg)


def is_offered() -> bool:
    """Whether tasks can have it. Where workers are threads of this server, it is here or nowhere;
    other workers bring it with them."""
    return environment.settings().task_carrier != "thread" or find() is not None


def require() -> str:
    """Unavailable when there is none."""
    found = find()
    if not found:
        raise Unavailable("ffmpeg_missing")
    return found


@functools.lru_cache(maxsize=4)
def _found(configured: str) -> str | None:
    if configured:
        return shutil.which(configured)
    return _bundled() or shutil.which("ffmpeg")


def _bundled() -> str | None:
    """That of imageio-ffmpeg, which is not imported: it would run the program to look at it."""
    spec = importlib.util.find_spec("imageio_ffmpeg")
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder, "binaries").glob("ffmpeg-*"):
            return str(path if os.access(path, os.X_OK) else _copied(path))
    return None


def _copied(path: Path) -> Path:
    """Where it may be run, if whoever unpacked it has forgotten that it may."""
    copy = Path(tempfile.gettempdir(), f"yunzhan-{path.name}")
    if not copy.is_file():
        part = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copyfile(path, part)
        part.chmod(0o700)
        part.replace(copy)
    return copy
