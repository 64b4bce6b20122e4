"""LibreOffice Calc without a screen, from Debian: what a file looks like when it was opened."""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.engines import debian

PACKAGE = "libreoffice-calc-nogui"
# Comma, quotes, UTF-8, from the first line; the last of them takes formulas for what they are.
_CSV = "CSV:44,34,76,1,,0,false,false,false,false,false,0,true"


@functools.cache  # a failed installation is not tried again
def find_or_install() -> str | None:
    return debian.find_or_install(PACKAGE, _find)


def converted(program: str, file: Path, extension: str, patience: float = 120) -> Path:
    """The file, opened and saved as another kind beside itself."""
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless"]
        if file.suffix == ".csv":
            command.append(f"--infilter={_CSV}")
        command += ["--convert-to", extension, "--outdir", str(file.parent / "opened"), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=patience)
    return file.parent / "opened" / f"{file.stem}.{extension}"


def _find() -> str | None:
    return shutil.which("soffice")
