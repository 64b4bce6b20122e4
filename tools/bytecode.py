"""Compile what is deployed with the Python that Function Compute runs, when it is at hand."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSION = (3, 12)
_CODE = "/code"  # where FC unpacks a function; tracebacks show it


@functools.cache
def interpreter() -> str | None:
    """A Python of FC's version, or None."""
    if sys.version_info[:2] == VERSION:
        return sys.executable
    return next(filter(_fits, _candidates()), None)


def compile_folder(folder: Path, *, editable: bool) -> None:
    """Put bytecode beside the sources, valid whatever times the files get on the way.

    With *editable* it is compared with its source (a hash), so that a change made in FC's
    console takes effect; without, Python does not read the source at all.
    """
    python = interpreter()
    if python is None:
        return
    mode = "checked-hash" if editable else "unchecked-hash"
    options = ["-q", "--invalidation-mode", mode, "-s", str(folder), "-p", _CODE]
    subprocess.run([python, "-m", "compileall", *options, str(folder)], check=True)


def _candidates() -> Iterator[str]:
    name = "python{}.{}".format(*VERSION)
    if found := shutil.which(name):
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from (str(path) for path in pyenv.glob(f"versions/*/bin/{name}"))


def _fits(python: str) -> bool:
    test = f"import sys; sys.exit(sys.version_info[:2] != {VERSION})"
    return subprocess.run([python, "-c", test], capture_output=True, check=False).returncode == 0
