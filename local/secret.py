"""The secret of a local server, made once and kept in a file."""

import os
import secrets
from pathlib import Path

from shared import private

_SHORTEST = 32  # characters; a file with fewer was cut off when it was written


def kept(path: Path) -> str:
    """The secret in the file, or a new one; OSError when that cannot be kept."""
    found = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    return found if len(found) >= _SHORTEST else _made(path)


def _made(path: Path) -> str:
    """It takes its name when it is on the disk as a whole."""
    secret, part = secrets.token_urlsafe(48), path.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with open(part, "x", encoding="utf-8", opener=private.opener) as file:
            file.write(secret)
            file.flush()
            os.fsync(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return secret
