"""Sections of drawn panels, as RapidOCR read them: 14 layouts, upright, turned and skewed."""

import cmath
import math
import random

import pytest

from shared.drugs import names
from shared.recognition import drug_facts
from shared.recognition.ocr import Line
from tests import panel_readings, panels

READINGS = panel_readings.load()
FACTS = [panel_readings.facts(reading) for reading in READINGS]
SECTIONS = ("indications", "dosage", "contraindications", "warnings")


def turned(line: Line, degrees: float, shake: random.Random | None = None) -> Line:
    """A line of the same picture held otherwise, its corners some pixels off."""
    turn = cmath.rect(1, math.radians(degrees))
    corners = []
    for x, y in line.corners:
        moved = complex(x, y) * turn
        noise = complex(shake.uniform(-2, 2), shake.uniform(-2, 2)) if shake else 0j
        corners.append(((moved + noise).real, (moved + noise).imag))
    return line._replace(corners=tuple(corners))


def test_all_layouts_were_read_in_all_shots() -> None:
    assert len(READINGS) >= 60
    assert {(one.layout, one.shot) for one in READINGS} == {
        (layout, shot) for layout in panels.LAYOUTS for shot in panels.SHOTS
    }


def test_no_sentence_of_one_section_stands_in_another() -> None:
    mixed = [
        (reading.layout, reading.shot, fields)
        for reading, facts in zip(READINGS, FACTS, strict=True)
        if (fields := reading.mixed(facts))
    ]

    assert mixed == []


def test_no_section_is_told_in_part() -> None:
    partial = [
        (reading.layout, reading.shot, fields)
        for reading, facts in zip(READINGS, FACTS, strict=True)
        if (fields := reading.partial(facts))
    ]

    assert partial == []


def test_nearly_all_sections_are_told() -> None:
    told = sum(getattr(facts, field) is not None for facts in FACTS for field in SECTIONS)

    assert told >= 0.95 * sum(len(reading.sections) for reading in READINGS)


@pytest.mark.parametrize(
    ("field", "most"),
    [("name", 1), ("approval_number", 0), ("manufacturer", 0), ("specification", 0)],
)
def test_the_other_facts_are_read_right(field: str, most: int) -> None:
    wrong = [
        (reading.layout, reading.shot, getattr(facts, field))
        for reading, facts in zip(READINGS, FACTS, strict=True)
        if names.key(getattr(facts, field) or "") != names.key(getattr(reading.box, field))
    ]

    assert len(wrong) <= most, wrong


@pytest.mark.parametrize("degrees", [7, 45, 90, 133, 180, 270, 351])
def test_nothing_depends_on_how_the_picture_is_held(degrees: float) -> None:
    for reading, facts in zip(READINGS, FACTS, strict=True):
        lines = [turned(line, degrees) for line in reading.lines]
        assert drug_facts.read(lines).facts == facts, (reading.layout, reading.shot)


@pytest.mark.parametrize("seed", range(5))
def test_lines_that_are_some_pixels_off_mix_nothing(seed: int) -> None:
    shake = random.Random(seed)
    for reading in READINGS:
        lines = [turned(line, 0, shake) for line in reading.lines]
        assert reading.mixed(drug_facts.read(lines).facts) == [], (reading.layout, reading.shot)


@pytest.mark.parametrize("seed", range(5))
def test_lines_that_were_not_found_mix_no_columns(seed: int) -> None:
    chance = random.Random(seed)
    for reading in (one for one in READINGS if "columns" in one.layout):
        lines = [line for line in reading.lines if chance.random() > 0.1]
        assert reading.mixed(drug_facts.read(lines).facts) == [], (reading.layout, reading.shot)
