"""Debian's packages, where this machine has them and lets us."""

import os
import shutil
import subprocess
from collections.abc import Callable
from typing import TypeVar

from tests.engines.workers import alone

Found = TypeVar("Found")


def find_or_install(package: str, find: Callable[[], Found | None]) -> Found | None:
    """What *find* finds, if need be after an attempt to install: never one that is half done."""
    with alone("debian"):
        found = find()
        if found is None:
            _install(package)
            found = find()
    return found


def _install(package: str) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run([*apt, *step], env=environment, capture_output=True, check=False)
