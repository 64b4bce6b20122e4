"""The parts of an upload in a folder: files of a folder of their own, where `tmp/` is swept."""

import re
import shutil
from pathlib import Path

from shared.storage.backend import SentPart

TYPE = "application/octet-stream"
_PREFIX = "tmp/"
_NAME = re.compile(r"(\d{1,5})\.part")
_KEY = re.compile(r"tmp/[0-9a-f]{32}/\d{1,5}\.part")


def key(upload_id: str, number: int) -> str:
    return f"{_PREFIX}{upload_id}/{number}.part"


def is_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text))


def found(folder: Path) -> list[SentPart]:
    """In their order; none of a folder that is not there."""
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    parts = [SentPart(int(name[1]), path.stat().st_size) for path, name in named if name]
    return sorted(parts, key=lambda part: part.number)


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
