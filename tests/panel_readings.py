"""What RapidOCR reads of the panels, and how the facts made of it are judged.

`python -m tests.panel_readings` draws and reads all panels anew; it takes minutes.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from shared.drugs import names
from shared.images import pictures
from shared.recognition import drug_facts, ocr
from shared.recognition.drug_facts import Facts
from shared.recognition.ocr import Line
from tests import panels
from tests.boxes import Box
from tests.engines import fonts
from tests.panels import Panel

RECORDED = Path(__file__).parent / "data" / "panels.jsonl"
_TELLING = 5  # characters that stand in no two sentences
_ALIKE = 0.9  # of the characters, where some are misread


class Recorded(msgspec.Struct, frozen=True):
    """A line as RapidOCR read it: corners in pixels, places in thousandths."""

    text: str
    corners: tuple[int, ...]
    places: tuple[int, ...]
    score: float

    def line(self) -> Line:
        corners = tuple(zip(self.corners[::2], self.corners[1::2], strict=True))
        return Line(self.text, corners, tuple(p / 1000 for p in self.places), self.score)


class Reading(msgspec.Struct, frozen=True):
    """What was printed on a panel, and the lines that were read of it."""

    layout: str
    shot: str
    box: Box
    sections: dict[str, str]
    recorded: list[Recorded]

    @property
    def lines(self) -> list[Line]:
        return [one.line() for one in self.recorded]

    def mixed(self, facts: Facts) -> list[str]:
        """The fields in which words of another section stand."""
        return [field for field, told in _told(facts) if self._foreign(field) & _parts(told)]

    def partial(self, facts: Facts) -> list[str]:
        """The fields of which not all is told."""
        return [field for field, told in _told(facts) if not self._alike(field, told)]

    def _foreign(self, field: str) -> set[str]:
        others = (_parts(said) for name, said in self.sections.items() if name != field)
        return set[str]().union(*others) - _parts(self.sections.get(field, ""))

    def _alike(self, field: str, told: str) -> bool:
        printed, read = names.key(self.sections.get(field, "")), names.key(told)
        return difflib.SequenceMatcher(None, printed, read).ratio() >= _ALIKE


def _told(facts: Facts) -> Iterator[tuple[str, str]]:
    for field in ("indications", "dosage", "contraindications", "warnings"):
        if told := getattr(facts, field):
            yield field, told


def _parts(text: str) -> set[str]:
    key = names.key(text)
    return {key[start : start + _TELLING] for start in range(len(key) - _TELLING + 1)}


def read(panel: Panel) -> Reading:
    """By the real reader."""
    lines = ocr.lines(pictures.prepare(panel.picture).content)
    recorded = [
        Recorded(
            line.text,
            tuple(round(number) for corner in line.corners for number in corner),
            tuple(round(place * 1000) for place in line.places),
            round(line.score, 3),
        )
        for line in lines
    ]
    return Reading(panel.layout, panel.shot, panel.box, panel.sections, recorded)


def facts(reading: Reading) -> Facts:
    return drug_facts.read(reading.lines).facts


def load() -> list[Reading]:
    lines = RECORDED.read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Reading) for line in lines]


def _main() -> None:
    font = fonts.find_or_install()
    if not font:
        raise SystemExit(f"{fonts.PACKAGE} is not installed")
    with RECORDED.open("wb") as out:
        for panel in panels.all_of_them(font):
            out.write(msgspec.json.encode(read(panel)) + b"\n")


if __name__ == "__main__":
    _main()
