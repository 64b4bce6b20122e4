"""Boxes of medicines, drawn as they might be and photographed as people do.

`python -m tests.boxes` draws tests/data/box.jpg anew.
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from shared.drugs import csv_import
from tests.engines import fonts

BOX = Path(__file__).parent / "data" / "box.jpg"
CATALOGUE = Path(__file__).parents[1] / "data" / "drugs.csv"
SIZE, WIDEST = (1200, 900), 1040  # pixels
COLOURS = (("white", "black"), ("#e8f4ff", "#003366"), ("#fff5e0", "#552200"), ("#1a4d8f", "white"))
MAKERS = (
    "石药集团中诺药业（石家庄）有限公司",
    "北京同仁堂制药有限公司",
    "甲乙药业股份有限公司",
    "华北制药厂",
)


@dataclass(frozen=True)
class Box:
    """What is printed on a box."""

    name: str
    specification: str
    indications: str
    approval_number: str
    manufacturer: str


@dataclass
class Canvas:
    """Where lines are set one below the other."""

    font: Path
    paper: str
    ink: str
    y: int = 60

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", SIZE, self.paper)
        self._pen = ImageDraw.Draw(self.image)

    def line(
        self, text: str, size: int, below: int = 30, x: int = 80, centred: bool = False
    ) -> None:
        font = ImageFont.truetype(self.font, min(size, WIDEST // max(len(text), 1)))
        left = (SIZE[0] - self._pen.textlength(text, font)) / 2 if centred else x
        self._pen.text((left, self.y), text, font=font, fill=self.ink)
        self.y += int(font.size) + below


def labelled(canvas: Canvas, box: Box) -> None:
    canvas.line(box.name, 110)
    canvas.line(box.specification, 44)
    canvas.line(f"【适应症】{box.indications}", 34)
    canvas.line("【用法用量】口服，遵医嘱。", 34)
    canvas.line("【禁忌】过敏者禁用。", 34)
    canvas.line(f"批准文号：{box.approval_number}", 34)
    canvas.line(f"生产企业：{box.manufacturer}", 34)


def bare(canvas: Canvas, box: Box) -> None:
    canvas.line("OTC", 40)
    canvas.line(box.name, 110, centred=True)
    canvas.line(box.specification, 40, below=260, centred=True)
    canvas.line(box.manufacturer, 40)
    canvas.line(box.approval_number, 36)


def dense(canvas: Canvas, box: Box) -> None:
    canvas.line(f"通用名称：{box.name}", 40)
    canvas.line(f"规格：{box.specification}", 36)
    canvas.line(f"功能主治：{box.indications}", 34)
    canvas.line("请仔细阅读说明书并在医师指导下使用", 34)
    canvas.line(box.approval_number, 36, x=640)
    canvas.line(f"生产企业 {box.manufacturer}", 34)


def maker_first(canvas: Canvas, box: Box) -> None:
    canvas.line(box.manufacturer, 44, below=70)
    canvas.line(box.name, 110)
    canvas.line("Capsules Tablets Granules", 36)
    canvas.line(box.specification, 44, below=50)
    canvas.line(box.approval_number, 36)
    canvas.line("产品批号 20260510  有效期至 2028.04", 34)


LAYOUTS: tuple[Callable[[Canvas, Box], None], ...] = (labelled, bare, dense, maker_first)
SHOTS: dict[str, Callable[[Image.Image, random.Random], Image.Image]] = {
    "clean": lambda image, chance: image,
    "turned": lambda image, chance: image.rotate(chance.choice((90, 270)), expand=True),
    "skewed": lambda image, chance: image.rotate(
        chance.uniform(-8, 8), expand=True, fillcolor="#888888", resample=Image.Resampling.BICUBIC
    ),
    "blurred": lambda image, chance: image.filter(ImageFilter.GaussianBlur(1.6)),
    "dark": lambda image, chance: image.point(lambda level: level * 0.4),
}


def some(chance: random.Random) -> Box:
    """A drug of the sample catalogue with a number and a maker of its own."""
    drug = chance.choice(_catalogue())
    number = f"国药准字{chance.choice('HZSB')}{chance.choice('12')}{chance.randrange(10**7):07d}"
    return Box(
        drug["name"], drug["specification"], drug["indications"], number, chance.choice(MAKERS)
    )


def photograph(box: Box, layout: int, shot: str, font: Path, chance: random.Random) -> bytes:
    canvas = Canvas(font, *chance.choice(COLOURS))
    LAYOUTS[layout](canvas, box)
    written = io.BytesIO()
    SHOTS[shot](canvas.image, chance).save(written, "JPEG", quality=chance.choice((50, 75, 90)))
    return written.getvalue()


def _catalogue() -> list[dict[str, str]]:
    return [
        {name: entry[name] or "" for name in ("name", "specification", "indications")}
        for entry in csv_import.read(CATALOGUE.read_bytes())
    ]


def _main() -> None:
    font = fonts.find_or_install()
    if not font:
        raise SystemExit(f"{fonts.PACKAGE} is not installed")
    box = Box(
        "阿莫西林胶囊",
        "0.5g×24粒",
        "敏感细菌引起的呼吸道、泌尿道、皮肤感染",
        "国药准字H20003263",
        "珠海联邦制药股份有限公司中山分公司",
    )
    BOX.write_bytes(photograph(box, 0, "skewed", font, random.Random(20003263)))


if __name__ == "__main__":
    _main()
