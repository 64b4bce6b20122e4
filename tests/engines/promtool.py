"""promtool, which checks what Prometheus is to read: of Debian's package, without the server."""

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.engines.workers import alone

PACKAGE, PROGRAM = "prometheus", "./usr/bin/promtool"
PLACE = Path(__file__).resolve().parents[2] / ".cache" / "promtool"


@functools.cache  # a failed attempt is not made again
def find_or_fetch() -> str | None:
    with alone("debian"):
        return _find() or _fetch()


def complaints(promtool: str, page: bytes) -> str:
    """What `promtool check metrics` says of a page; nothing when it accepts it."""
    done = subprocess.run([promtool, "check", "metrics"], input=page, capture_output=True)
    said = (done.stdout + done.stderr).decode()
    return said or ("" if done.returncode == 0 else f"promtool ended with {done.returncode}")


def _find() -> str | None:
    return shutil.which("promtool") or shutil.which("promtool", path=PLACE)


def _fetch() -> str | None:
    """Take the one program out of the package: the server would be started once installed."""
    if shutil.which("apt-get") is None:
        return None
    with tempfile.TemporaryDirectory(prefix="promtool-") as scratch:
        for step in (["update"], ["download", PACKAGE]):
            subprocess.run(["apt-get", *step], cwd=scratch, capture_output=True, check=False)
        for package in Path(scratch).glob(f"{PACKAGE}_*.deb"):
            _unpack(package, Path(scratch))
    return _find()


def _unpack(package: Path, scratch: Path) -> None:
    tar = scratch / "package.tar"
    with tar.open("wb") as output:
        subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=output, check=True)
    subprocess.run(["tar", "-xf", tar, PROGRAM], cwd=scratch, check=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    shutil.move(scratch / PROGRAM, PLACE / "promtool")
