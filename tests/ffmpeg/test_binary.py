"""Where ffmpeg is found, and that it can be run there."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.ffmpeg import binary
from tests.conftest import Configure


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    binary._found.cache_clear()
    yield
    binary._found.cache_clear()


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that whoever unpacked it has left without leave to run."""
    program = tmp_path / "packages" / "imageio_ffmpeg" / "binaries" / "ffmpeg-test-v1"
    program.parent.mkdir(parents=True)
    (program.parent.parent / "__init__.py").touch()
    program.write_text("#!/bin/sh\necho ran\n")
    program.chmod(0o644)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.delitem(sys.modules, "imageio_ffmpeg", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    return program


def test_a_program_that_is_not_there_is_not_replaced_by_another(configure: Configure) -> None:
    configure(FFMPEG="/nowhere/ffmpeg")

    assert binary.find() is None
    with pytest.raises(Unavailable):
        binary.require()


def test_the_one_that_comes_with_the_packages_is_found() -> None:
    found = binary.find()

    assert found
    assert "imageio_ffmpeg" in found


def test_one_that_may_not_be_run_is_copied_to_where_it_may(unpacked: Path) -> None:
    found = binary.require()

    assert Path(found).parent == Path(tempfile.gettempdir())
    assert os.access(found, os.X_OK)
    assert Path(found).read_bytes() == unpacked.read_bytes()
    assert binary.require() == found


def test_one_that_may_be_run_stays_where_it_is(unpacked: Path) -> None:
    unpacked.chmod(0o755)

    assert binary.require() == str(unpacked)
