"""Text in pictures, read on this machine by RapidOCR where it is installed (`make run` does so)."""

import functools
import importlib
import importlib.util
import threading
from typing import Any, NamedTuple

NAME = "rapidocr"
_SURE = 0.5  # of a line's score, below which it is more noise than text
_one_at_a_time = threading.Lock()  # the models use all cores for one picture


class Line(NamedTuple):
    """A line of text and the height of its box in pixels."""

    text: str
    height: float


def installed() -> bool:
    return importlib.util.find_spec(NAME) is not None


def lines(picture: bytes) -> list[Line]:
    """The lines of a picture, from top to bottom."""
    with _one_at_a_time:
        read = _engine()(picture)
    if read.txts is None:
        return []
    found = zip(read.txts, read.scores, read.boxes, strict=True)
    return [Line(text, _height(box)) for text, score, box in found if score >= _SURE]


def _height(box: Any) -> float:
    """Of the box of a line that may be turned: its shorter side."""
    first, second, third = box[0], box[1], box[2]
    return float(min(_distance(first, second), _distance(second, third)))


def _distance(one: Any, other: Any) -> float:
    across, down = one[0] - other[0], one[1] - other[1]
    return float((across**2 + down**2) ** 0.5)


@functools.cache
def _engine() -> Any:
    """RapidOCR with the models of its wheel; not an import of ours, FC does not carry it."""
    return importlib.import_module(NAME).RapidOCR(params={"Global.log_level": "warning"})
