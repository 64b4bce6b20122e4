"""The real reader of text on drawn boxes: how often it reads right, and how long it takes."""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from shared.drugs import catalogue, names
from shared.images import pictures
from shared.recognition import drug_facts, ocr
from tests import boxes
from tests.boxes import Box
from tests.client import EventClient
from tests.conftest import Configure
from tests.engines import fonts
from tests.engines.availability import require
from tests.forms import form

pytestmark = pytest.mark.models

ROUNDS, SEED = 3, 20260510
SLOWEST = 5.0  # seconds for one picture, also on a busy machine


class Reading(msgspec.Struct):
    """What was printed and what was read."""

    shot: str
    layout: int
    box: Box
    facts: drug_facts.Facts
    seconds: float

    def is_right(self, field: str) -> bool:
        printed, read = getattr(self.box, field), getattr(self.facts, field)
        return names.key(printed) == names.key(read or "")


@pytest.fixture(autouse=True)
def installed() -> None:
    require(ocr.installed() or None, "RapidOCR is not installed (requirements/ocr.txt)")


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    require(ocr.installed() or None, "RapidOCR is not installed (requirements/ocr.txt)")
    font = require(fonts.find_or_install(), f"{fonts.PACKAGE} is not installed")
    ocr.lines(boxes.BOX.read_bytes())  # its models are loaded once
    return list(_read(font))


def _read(font: Path) -> Iterator[Reading]:
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        for layout in range(len(boxes.LAYOUTS)):
            for shot in boxes.SHOTS:
                box = boxes.some(chance)
                raw = boxes.photograph(box, layout, shot, font, chance)
                begun = time.monotonic()
                facts = drug_facts.read(ocr.lines(pictures.prepare(raw).content)).facts
                yield Reading(shot, layout, box, facts, time.monotonic() - begun)


def _wrong(readings: list[Reading], field: str) -> list[tuple[str, int, str, str | None]]:
    return [
        (r.shot, r.layout, getattr(r.box, field), getattr(r.facts, field))
        for r in readings
        if not r.is_right(field)
    ]


@pytest.mark.parametrize(
    ("field", "share"),
    [("approval_number", 0.95), ("name", 0.9), ("manufacturer", 0.9), ("specification", 0.9)],
)
def test_facts_are_read_right(readings: list[Reading], field: str, share: float) -> None:
    wrong = _wrong(readings, field)

    assert len(readings) >= 40
    assert len(wrong) <= (1 - share) * len(readings), wrong


def test_a_wrong_number_is_rather_none(readings: list[Reading]) -> None:
    wrong = [number for *_, number in _wrong(readings, "approval_number") if number]

    assert len(wrong) <= 0.02 * len(readings), wrong


def test_a_picture_takes_seconds(readings: list[Reading]) -> None:
    took = statistics.median(reading.seconds for reading in readings)

    assert took <= SLOWEST


@pytest.mark.usefixtures("sqlite")
def test_the_drawn_box_is_found_in_the_catalogue(configure: Configure) -> None:
    configure(LOCAL_OCR="on")
    catalogue.load_samples(boxes.CATALOGUE)
    client = EventClient()
    raw, headers = form(boxes.BOX.read_bytes(), kind="drug")

    answer = client.call(
        "POST", "/api/recognize", raw=raw, headers=headers, token=client.register().token
    )

    told = answer.json
    assert (answer.status, told["engine"], told["model"]) == (200, "rapidocr", None)
    assert told["result"]["approval_number"] == "国药准字H20003263"
    assert told["result"]["matched_drug"]["name"] == "阿莫西林胶囊"
    assert told["result"]["match_confidence"] == 0.99
    assert "国药准字H20003263" in told["text"]
