"""The pages, built from `web/` when they are missing or older than their sources."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from local import node
from local.engine import ROOT
from local.node import NodeError
from local.pip import PipError
from local.progress import Progress

WEB = ROOT / "web"
SITE = ROOT / "functions" / "pages" / "site"
_FRESH = ROOT / ".cache" / "site"
_STAMP = "built.txt"  # beside the pages: of which sources they were made
_NOT_SOURCES = {"node_modules", "tests"}
_INSTALL = (
    "npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund",
    "--fetch-retries=1", "--fetch-timeout=30000",
)  # fmt: skip


def ready(progress: Progress) -> bool:
    """False, and a sentence said, when they cannot be built: the API serves without."""
    try:
        if not is_current():
            build(progress)
    except (NodeError, PipError, OSError) as error:
        progress.say(f"The pages are not built: {error} LOCAL_PAGES=off does without.")
        return False
    return True


def is_current() -> bool:
    """Whether the pages that there are come of the sources that there are."""
    stamp = SITE / _STAMP
    return stamp.is_file() and stamp.read_bytes() == _sources().encode()


def build(progress: Progress) -> None:
    """Make them anew; those that there are stay until then. NodeError, PipError."""
    sources = _sources()
    node.ready(progress)
    if not _has_packages():
        _install(progress)
        _bundle(progress)
    else:
        try:
            _bundle(progress)
        except NodeError:  # packages may be broken though they look complete
            if (WEB / "node_modules" / "vitest").exists():
                raise  # a developer's, whose tools `--omit=dev` would take away
            _install(progress)
            _bundle(progress)
    (_FRESH / _STAMP).write_text(sources)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.move(_FRESH, SITE)


def _install(progress: Progress) -> None:
    progress.say("Fetching what builds the pages (40 MB) ...")
    node.run(WEB, *_INSTALL)


def _bundle(progress: Progress) -> None:
    progress.say("Building the pages, for some 10 seconds ...")
    node.run(WEB, "npm", "run", "build", "--", "--outDir", str(_FRESH), "--emptyOutDir")


def _sources() -> str:
    """One hash of every file that the pages are made of."""
    seen = hashlib.sha256()
    for path in sorted(WEB.rglob("*")):
        name = path.relative_to(WEB)
        if path.is_file() and name.parts[0] not in _NOT_SOURCES:
            seen.update(f"{name.as_posix()} {path.stat().st_size}\n".encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()


def _has_packages() -> bool:
    """Whether what is installed is what the lock says, development aside."""
    try:
        there = _packages(WEB / "node_modules" / ".package-lock.json")
    except (OSError, ValueError):
        return False
    return all(
        there.get(name, {}).get("version") == package["version"]
        for name, package in _packages(WEB / "package-lock.json").items()
        if name and not package.get("dev") and not package.get("optional")
    )


def _packages(lock: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return found
