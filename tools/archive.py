"""Zip a folder so that the same content always gives the same bytes."""

import zipfile
from pathlib import Path

_TIME = (1980, 1, 1, 0, 0, 0)
_FILE, _PROGRAM = 0o100644 << 16, 0o100755 << 16
_EXECUTABLE = 0o100


def write(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _TIME)
            entry.external_attr = _PROGRAM if path.stat().st_mode & _EXECUTABLE else _FILE
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
