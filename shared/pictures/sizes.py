"""Sizes of pictures as people write them, and those that a model draws."""

import re
from typing import NamedTuple

from shared.errors import InvalidRequest

_PIXELS = re.compile(r"([1-9][0-9]{1,4})[x*X×]([1-9][0-9]{1,4})")
_K = {"1K": 1024, "2K": 2048, "4K": 4096}  # pixels a side of a square as large


class Size(NamedTuple):
    width: int
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Sizes(NamedTuple):
    """What a model draws: sizes by name, or any within bounds. `most` is in pixels of a picture.

    A picture has at least `least` pixels, no side below or above `sides`, and is at most `ratio`
    times as long as wide.
    """

    named: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    sides: tuple[int, int] = (1, 99_999)
    ratio: int = 8

    def read(self, text: str | None) -> str:
        """The size as DashScope writes it (`W*H`, `2K`); "" to leave it to the model.

        InvalidRequest that lists what there is.
        """
        if text is None or text.lower() in ("", "auto"):
            return ""
        found = _PIXELS.fullmatch(text)
        if not found and text.upper() in self.named:
            return text.upper()
        size = Size(int(found[1]), int(found[2])) if found else None
        if not size or not self._has(size):
            raise InvalidRequest("size_not_drawn", param="size", size=text, offered=self.offered)
        return f"{size.width}*{size.height}"

    @property
    def offered(self) -> str:
        """For people."""
        bounds = []
        if self.most:
            sides = f"{self.sides[0]}–{self.sides[1]} px a side, " if self.sides[0] > 1 else ""
            pixels = f"{self.least:,}–{self.most:,} px, " if self.least else ""
            bounds = [f"{sides}{pixels}1:{self.ratio}–{self.ratio}:1 (WxH)"]
        return ", ".join([*self.named, *bounds])

    def _has(self, size: Size) -> bool:
        if str(size) in self.named:
            return True
        short, long = sorted(size)
        within = self.sides[0] <= short and long <= self.sides[1]
        shaped = long <= short * self.ratio
        return bool(self.most) and within and shaped and self.least <= size.pixels <= self.most


def pixels(size: str) -> int:
    """Of a size that was read; 0 of one that was left to the model."""
    if size in _K:
        return _K[size] ** 2
    width, _, height = size.partition("*")
    return int(width) * int(height) if height else 0
