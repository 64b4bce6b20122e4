"""Panels of boxes and leaflets with several sections, set in columns and tables."""

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests import boxes, sentences
from tests.boxes import Box

SEED = 20261128
SIZE = (1500, 1050)  # pixels
MARGIN = 60
TITLES = {
    "indications": ("适应症", "功能主治"),
    "dosage": ("用法用量",),
    "contraindications": ("禁忌",),
    "warnings": ("注意事项",),
}


@dataclass(frozen=True)
class Panel:
    """A drawn panel: what each section says, and how it was set and photographed."""

    layout: str
    shot: str
    box: Box
    sections: dict[str, str]
    picture: bytes


@dataclass
class Sheet:
    """What is being set; a section is a title and its text."""

    font: Path
    box: Box
    sections: dict[str, str]
    chance: random.Random
    y: int = MARGIN
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        paper, self.ink = self.chance.choice(boxes.COLOURS)
        self.image = Image.new("RGB", SIZE, paper)
        self.pen = ImageDraw.Draw(self.image)
        self.size = self.chance.choice((26, 28, 30))
        self.leading = int(self.size * self.chance.choice((1.35, 1.5, 1.7)))
        self.titles = {name: self.chance.choice(TITLES[name]) for name in self.sections}

    def width(self, text: str) -> float:
        return self.pen.textlength(text, ImageFont.truetype(self.font, self.size))

    def wrapped(self, text: str, width: float) -> list[str]:
        """Broken where a line is full, as Chinese is; no line begins with a stop."""
        lines = [""]
        for character in text:
            if self.width(lines[-1] + character) > width and character not in "。，；、）":
                lines.append("")
            lines[-1] += character
        return lines

    def line(self, text: str, x: float, y: float, size: int = 0) -> None:
        font = ImageFont.truetype(self.font, size or self.size)
        self.pen.text((x, y), text, font=font, fill=self.ink)

    def text(self, text: str, x: float, y: float, width: float) -> float:
        """Sets a paragraph; where the next one may begin."""
        for line in self.wrapped(text, width):
            self.line(line, x, y)
            y += self.leading
        return y

    def head(self) -> None:
        self.line(self.box.name, MARGIN, self.y, 72)
        self.line(self.box.specification, MARGIN, self.y + 96, 34)
        self.y += 96 + 34 + 50

    def foot(self) -> None:
        y = SIZE[1] - 110
        self.line(f"批准文号：{self.box.approval_number}", MARGIN, y)
        self.line(f"生产企业：{self.box.manufacturer}", MARGIN, y + self.leading)


def _inline(sheet: Sheet, names: list[str], x: float, y: float, width: float) -> float:
    for name in names:
        y = sheet.text(f"【{sheet.titles[name]}】{sheet.sections[name]}", x, y, width)
    return y


def _headed(sheet: Sheet, names: list[str], x: float, y: float, width: float) -> float:
    for name in names:
        sheet.line(f"【{sheet.titles[name]}】", x, y)
        y = sheet.text(sheet.sections[name], x, y + sheet.leading, width)
    return y


Setter = Callable[[Sheet, list[str], float, float, float], float]


def _columns(sheet: Sheet, setter: Setter, count: int, gap: float, drop: float = 0) -> None:
    names = list(sheet.sections)
    width = (SIZE[0] - 2 * MARGIN - gap * (count - 1)) / count
    shares = [names[i * len(names) // count : (i + 1) * len(names) // count] for i in range(count)]
    for place, share in enumerate(shares):
        setter(sheet, share, MARGIN + place * (width + gap), sheet.y + place * drop, width)


def _table(sheet: Sheet, *, ruled: bool, centred: bool, padding: float) -> None:
    left, middle = MARGIN, MARGIN + 6.5 * sheet.size
    for name, said in sheet.sections.items():
        lines = sheet.wrapped(said, SIZE[0] - MARGIN - middle)
        height = sheet.leading * len(lines)
        drop = (height - sheet.leading) / 2 if centred else 0
        sheet.line(sheet.titles[name], left, sheet.y + padding + drop)
        sheet.text(said, middle, sheet.y + padding, SIZE[0] - MARGIN - middle)
        below = sheet.y + height + 2 * padding
        if ruled:
            sheet.pen.rectangle((left - 12, sheet.y, SIZE[0] - 40, below), outline=sheet.ink)
            sheet.pen.line((middle - 20, sheet.y, middle - 20, below), fill=sheet.ink)
        sheet.y = int(below)


def _run_in(sheet: Sheet) -> None:
    said = "".join(f"【{sheet.titles[name]}】{text}" for name, text in sheet.sections.items())
    sheet.text(said, MARGIN, sheet.y, SIZE[0] - 2 * MARGIN)


def _under_heads(sheet: Sheet) -> None:
    """A table whose first row has the titles, and each column the text below its own."""
    names = list(sheet.sections)[:3]
    sheet.sections = {name: sheet.sections[name] for name in names}
    width = (SIZE[0] - 2 * MARGIN) / len(names)
    for place, name in enumerate(names):
        x = MARGIN + place * width
        sheet.line(sheet.titles[name], x, sheet.y)
        sheet.text(sheet.sections[name], x, sheet.y + sheet.leading + 12, width - 40)


def _two_over_one(sheet: Sheet) -> None:
    """Two columns, and below them a section over the whole width."""
    names, half = list(sheet.sections), (SIZE[0] - 2 * MARGIN - 60) / 2
    ends = [
        _inline(sheet, [name], MARGIN + place * (half + 60), sheet.y, half)
        for place, name in enumerate(names[:2])
    ]
    _inline(sheet, names[2:], MARGIN, max(ends), SIZE[0] - 2 * MARGIN)


LAYOUTS: dict[str, Callable[[Sheet], None]] = {
    "one column": lambda sheet: _columns(sheet, _inline, 1, 0),
    "one column, titles apart": lambda sheet: _columns(sheet, _headed, 1, 0),
    "two columns": lambda sheet: _columns(sheet, _inline, 2, 70),
    "two columns, titles apart": lambda sheet: _columns(sheet, _headed, 2, 70),
    "two columns, close": lambda sheet: _columns(sheet, _inline, 2, 1.4 * sheet.size),
    "two columns, one lower": lambda sheet: _columns(sheet, _inline, 2, 70, 0.5 * sheet.leading),
    "three columns": lambda sheet: _columns(sheet, _inline, 3, 50),
    "three columns, titles apart": lambda sheet: _columns(sheet, _headed, 3, 50),
    "table": lambda sheet: _table(sheet, ruled=True, centred=False, padding=12),
    "table, centred": lambda sheet: _table(sheet, ruled=True, centred=True, padding=14),
    "list without rules": lambda sheet: _table(sheet, ruled=False, centred=False, padding=0),
    "titles on top": _under_heads,
    "run-in": _run_in,
    "two over one": _two_over_one,
}
SHOTS: dict[str, tuple[int, float]] = {  # quarter turns, and the most degrees beside them
    "upright": (0, 0),
    "turned left": (1, 0),
    "upside down": (2, 0),
    "turned right": (3, 0),
    "skewed": (0, 9),
    "turned and skewed": (1, 6),
}


def all_of_them(font: Path, seed: int = SEED) -> Iterator[Panel]:
    chance = random.Random(seed)
    for layout in LAYOUTS:
        for shot in SHOTS:
            yield draw(layout, shot, font, chance)


def draw(layout: str, shot: str, font: Path, chance: random.Random) -> Panel:
    sheet = Sheet(font, boxes.some(chance), sentences.some(chance), chance)
    sheet.head()
    LAYOUTS[layout](sheet)
    sheet.foot()
    quarters, most = SHOTS[shot]
    angle = 90 * quarters + chance.uniform(-most, most)
    image = sheet.image.rotate(
        angle, expand=True, fillcolor="#888888", resample=Image.Resampling.BICUBIC
    )
    written = io.BytesIO()
    image.save(written, "JPEG", quality=chance.choice((75, 90)))
    return Panel(layout, shot, sheet.box, sheet.sections, written.getvalue())
