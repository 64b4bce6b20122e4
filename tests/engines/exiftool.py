"""Debian's exiftool, which reads the metadata of files without anything of ours."""

import functools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.engines import debian
from tests.engines.availability import require

_MISSING = "exiftool is not installed: apt-get install libimage-exiftool-perl"


@functools.cache  # a failed installation is not tried again
def find_or_install() -> str | None:
    return debian.find_or_install("libimage-exiftool-perl", lambda: shutil.which("exiftool"))


def read(path: Path) -> dict[str, Any]:
    """All that it knows of a file, by the group and the name of each tag."""
    asked = [require(find_or_install(), _MISSING), "-json", "-G1", "-ee", str(path)]
    told = subprocess.run(asked, capture_output=True, check=True, timeout=60).stdout
    found: dict[str, Any] = json.loads(told)[0]
    return found
