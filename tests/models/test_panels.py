"""The real reader on panels that it has not been tuned to: no sentence in a wrong section."""

import pytest

from shared.recognition import ocr
from tests import panel_readings, panels
from tests.engines import fonts
from tests.engines.availability import require
from tests.panel_readings import Reading

pytestmark = pytest.mark.models

SEED = 20261129


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    require(ocr.installed() or None, "RapidOCR is not installed (requirements/ocr.txt)")
    font = require(fonts.find_or_install(), f"{fonts.PACKAGE} is not installed")
    return [panel_readings.read(panel) for panel in panels.all_of_them(font, SEED)]


def test_no_sentence_of_one_section_stands_in_another(readings: list[Reading]) -> None:
    mixed = [
        (reading.layout, reading.shot, fields)
        for reading in readings
        if (fields := reading.mixed(panel_readings.facts(reading)))
    ]

    assert mixed == []


def test_most_sections_are_told_and_all_of_each(readings: list[Reading]) -> None:
    facts = [panel_readings.facts(reading) for reading in readings]
    told = sum(getattr(one, field) is not None for one in facts for field in panels.TITLES)
    partial = [
        (reading.layout, reading.shot, fields)
        for reading, one in zip(readings, facts, strict=True)
        if (fields := reading.partial(one))
    ]

    assert told >= 0.9 * sum(len(reading.sections) for reading in readings)
    assert len(partial) <= 0.01 * told, partial
