"""Text in pictures, read on this machine by RapidOCR where it is installed (`make run` does so)."""

import functools
import importlib
import importlib.util
import math
import threading
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

NAME = "rapidocr"
_TALL = 1.5  # times as high as wide: RapidOCR reads it turned by a quarter
_FIRST_CORNER = {(False, False): 0, (False, True): 2, (True, False): 1, (True, True): 3}
_MOST_AGAIN = 20  # lines that are read a second time
_one_at_a_time = threading.Lock()  # the models use all cores for one picture

Point = tuple[float, float]


class Line(NamedTuple):
    """A line of text as it was found in a picture.

    `corners` go clockwise round the text as it is read, from where it begins above; `places` are
    where the characters stand between its beginning (0) and its end (1), empty if unknown; the
    score, from 0 to 1, is the reader's own.
    """

    text: str
    corners: tuple[Point, ...]
    places: tuple[float, ...] = ()
    score: float = 1.0


class _Strip(NamedTuple):
    """Where RapidOCR found a line; its corners are above left, above right, below right, ... ."""

    corners: list[Point]
    flipped: bool

    @property
    def width(self) -> float:
        first, second, third, fourth = self.corners
        return max(math.dist(first, second), math.dist(third, fourth))

    @property
    def height(self) -> float:
        first, second, third, fourth = self.corners
        return max(math.dist(first, fourth), math.dist(second, third))

    @property
    def length(self) -> float:
        return max(self.width, self.height)

    @property
    def is_tall(self) -> bool:
        return self.height >= _TALL * self.width

    @property
    def corners_as_read(self) -> tuple[Point, ...]:
        first = _FIRST_CORNER[self.is_tall, self.flipped]
        return tuple(self.corners[first:] + self.corners[:first])


def installed() -> bool:
    return importlib.util.find_spec(NAME) is not None


def lines(picture: bytes) -> list[Line]:
    """The lines of a picture, in no order that could be relied on."""
    with _one_at_a_time:
        return list(_read(_engine(), picture))


def _read(engine: Any, picture: bytes) -> Iterator[Line]:
    """By the steps of RapidOCR: its whole answer hides which lines stood upside down."""
    scaled, scale = engine.preprocess_img(engine.load_img(picture))
    boxes, turns, texts, crops = engine.run_ocr_steps(scaled, scale)
    if texts.txts is None:
        return
    strips = [
        _Strip([(float(x), float(y)) for x, y in box], turn == "180" and sure > _sureness(engine))
        for box, (turn, sure) in zip(boxes.boxes, turns.cls_res, strict=True)
    ]
    readings = zip(strips, _lines(strips, texts), crops, strict=True)
    contrary = _contrary(strips)
    for strip, line, crop in readings:
        better = _turned(engine, strip, crop) if strip in contrary else line
        best = max(line, better, key=lambda read: read.score)
        if best.text.strip():
            yield best


def _sureness(engine: Any) -> float:
    """Beyond which RapidOCR believes that a line stands upside down."""
    return float(engine.text_cls.cls_thresh)


def _lines(strips: Sequence[_Strip], texts: Any) -> Iterator[Line]:
    read = zip(strips, texts.txts, texts.scores, texts.word_results, strict=True)
    for strip, text, score, words in read:
        yield Line(text, strip.corners_as_read, _places(text, words), float(score))


def _contrary(strips: Sequence[_Strip]) -> list[_Strip]:
    """Those few that stand upside down to the others of their shape: most often by mistake."""
    found: list[_Strip] = []
    for tall in (False, True):
        alike = [strip for strip in strips if strip.is_tall == tall]
        flipped = sum(strip.length for strip in alike if strip.flipped)
        most = flipped > sum(strip.length for strip in alike) / 2
        found += [strip for strip in alike if strip.flipped != most]
    return found[:_MOST_AGAIN]


def _turned(engine: Any, strip: _Strip, crop: Any) -> Line:
    """What is read of a strip the other way round; `crop` is as it stood in the picture."""
    other = _Strip(strip.corners, not strip.flipped)
    upright = crop[::-1, ::-1].copy() if other.flipped else crop
    return next(_lines([other], engine.recognize_txt([upright])))


def _places(text: str, words: Any) -> tuple[float, ...]:
    columns = [column for word in words.word_cols for column in word]
    if len(columns) != len(text):
        return ()
    return tuple(round((column + 0.5) / words.line_txt_len, 4) for column in columns)


@functools.cache
def _engine() -> Any:
    """RapidOCR with the models of its wheel; not an import of ours, FC does not carry it."""
    params = {"Global.log_level": "warning", "Global.return_word_box": True}
    return importlib.import_module(NAME).RapidOCR(params=params)
