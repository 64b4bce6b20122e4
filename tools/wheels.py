"""The third-party packages of a function: locked versions, built for Function Compute."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools import bytecode

# FC's python3.12 and custom.debian11 are Debian 11: x86_64, glibc 2.31. A wheel carries one tag
# of the oldest glibc it runs on, so that every tag up to there has to be named.
_TAGS = [
    *(f"manylinux_2_{minor}_x86_64" for minor in range(31, 4, -1)),
    *("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
]
_PIP = [
    *("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"),
    *("--no-compile", "--require-hashes", "--only-binary=:all:", "--implementation=cp"),
    *("--python-version={}.{}".format(*bytecode.VERSION), *(f"--platform={t}" for t in _TAGS)),
]
# What no function reads: scripts with this machine's paths, tests, type stubs, pip's notes.
_UNUSED = (
    *("bin", "*/tests", "**/*.pyi", "**/py.typed", "*.dist-info/sboms"),
    "**/*.map",  # of scripts, for debuggers
    *("*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED"),
    *("Crypto", "pycryptodome-*"),  # of OSS's SDK: only what encrypts before it sends needs them
)
_ENTRY = re.compile(r"^(?P<name>[\w.-]+)(\[[^]]*\])?==.*?(?=^\w|\Z)", re.MULTILINE | re.DOTALL)


def lock_for(names: Iterable[str], lock: str) -> str:
    """The entries of *lock* for *names* and, by its `# via` comments, all that they need."""
    entries = {_normal(m["name"]): m[0] for m in _ENTRY.finditer(lock)}
    needed = {_normal(name) for name in names}
    if unknown := needed - entries.keys():
        raise SystemExit(f"not in requirements/run.txt: {', '.join(sorted(unknown))}")
    size = 0
    while size != len(needed):
        size = len(needed)
        needed |= {name for name, entry in entries.items() if needed & _wanted_by(entry)}
    return "".join(entries[name] for name in sorted(needed))


def install(lock: str, cache: Path) -> Path:
    """A folder with the packages of *lock*; made once and kept in *cache*."""
    recipe = repr((lock, _PIP, _UNUSED, bytecode.interpreter() is None))
    folder = cache / hashlib.sha256(recipe.encode()).hexdigest()[:16]
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        fresh = Path(scratch, "packages")
        _fetch(lock, fresh)
        _prune(fresh)
        bytecode.compile_folder(fresh, editable=False)
        fresh.rename(folder)
    return folder


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _wanted_by(entry: str) -> set[str]:
    comments = re.findall(r"^\s+#(.*)", entry, re.MULTILINE)
    return {_normal(word) for line in comments for word in line.split()} - {"via", "-r"}


def _fetch(lock: str, target: Path) -> None:
    target.mkdir()
    if not lock:
        return
    listed = target.with_name("requirements.txt")
    listed.write_text(lock)
    command = [sys.executable, *_PIP, f"--target={target}", f"--requirement={listed}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip failed:\n{done.stderr}")


def _prune(folder: Path) -> None:
    for pattern in _UNUSED:
        for path in list(folder.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
