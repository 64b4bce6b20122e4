"""Bringing RapidOCR: installed once, and its absence stops nothing."""

import io

import pytest

from local import reader
from local.progress import Progress
from shared.recognition import ocr
from tests.local.conftest import Index


def test_a_reader_that_cannot_be_installed_is_explained(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements = index.folder / "ocr.txt"
    requirements.write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(reader, "REQUIREMENTS", requirements)
    monkeypatch.setattr(ocr, "NAME", "nowhere_to_be_found")
    said = io.StringIO()

    assert not reader.ready(Progress(said))

    first, second = said.getvalue().splitlines()
    assert first.startswith("Installing RapidOCR")
    assert second.startswith("Text in pictures is not read: No matching distribution found for")
    assert second.endswith("LOCAL_OCR=off does without.")


def test_a_reader_that_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "NAME", "json")
    said = io.StringIO()

    assert reader.ready(Progress(said))
    assert said.getvalue() == ""
