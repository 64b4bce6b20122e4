"""Debian's Chromium, which shows the pages."""

import functools
import shutil
from pathlib import Path

from tests.engines import debian

OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"),
    *("--disable-sync", "--disable-component-update"),
]


@functools.cache  # a failed installation is not tried again
def find_or_install() -> Path | None:
    return debian.find_or_install("chromium", _find)


def _find() -> Path | None:
    found = shutil.which("chromium")
    return Path(found) if found else None
