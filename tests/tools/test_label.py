"""`make label FILE=…`: what any file says of having been generated."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.labels import making, pictures
from tests.drawings import drawn, encoded
from tools import label

TASK = "01M8GXVE98AQ0W3ZADNX4T0000"
NOTHING = {"label": None, "AIGC": None, "DigitalSourceType": None, "C2PA": False}


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    assert label.main(str(path)) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["missing.png", "."])
def test_what_is_no_file_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert label.main(str(tmp_path / name)) == 1

    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert str(tmp_path) in said.err


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_without_a_label_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    (path := tmp_path / "a").write_bytes(encoded(drawn(), kind))

    assert told(path, capsys) == NOTHING


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe1\xff", b"RIFF"])
def test_a_broken_file_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes
) -> None:
    (path := tmp_path / "broken.png").write_bytes(raw)

    assert told(path, capsys) == NOTHING


def test_a_labelled_picture_says_who_made_it_under_which_id(tmp_path: Path) -> None:
    wanted = making.of_generated(TASK)
    (path := tmp_path / "生成 的.png").write_bytes(pictures.put(encoded(drawn(), "PNG"), wanted))

    asked = [sys.executable, "-m", "tools.label", str(path)]
    done = subprocess.run(asked, capture_output=True, timeout=60, check=True)

    assert json.loads(done.stdout) == {
        "label": "generated", "AIGC": wanted.aigc,
        "DigitalSourceType": "trainedAlgorithmicMedia", "C2PA": False,
    }  # fmt: skip
    assert wanted.aigc
    assert wanted.aigc["ProduceID"] == TASK
