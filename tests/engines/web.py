"""What the pages are developed with, from npm: types, style, unit tests."""

import functools
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "web"
_INSTALL = ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]


@functools.cache  # a failed installation is not tried again
def packages() -> Path | None:
    """web/node_modules with all that the lock names; None where there is no npm."""
    made = FOLDER / "node_modules"
    if not (made / "openapi-typescript").is_dir():
        try:
            subprocess.run(_INSTALL, cwd=FOLDER, check=True, timeout=300)
        except (OSError, subprocess.SubprocessError):
            return None
    return made
