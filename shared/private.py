"""Files and folders that nobody but their owner may read, whatever the umask says."""

import contextlib
import os
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make it with the folders above it, as far as they are missing; OSError."""
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir(0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty one where there is none; OSError where there is no folder for it."""
    with contextlib.suppress(FileExistsError):
        os.close(opener(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))


def close_to_others(path: Path) -> None:
    """Leave the file, if it is there, to its owner alone."""
    with contextlib.suppress(FileNotFoundError):
        path.chmod(0o600)


def opener(path: str | Path, flags: int) -> int:
    """What `open` is given to make a file for its owner alone."""
    return os.open(path, flags, 0o600)
