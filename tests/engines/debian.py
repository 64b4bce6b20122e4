"""Debian's packages, where this machine has them and lets us."""

import os
import shutil
import subprocess


def install(package: str) -> None:
    """Try to; whether it is there now is for the caller to see."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run([*apt, *step], env=environment, capture_output=True, check=False)
