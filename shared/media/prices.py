"""What media cost: a price for a picture, and one for each begun minute of a class."""

import math

from shared.config import environment
from shared.media import orders
from shared.media.orders import MOST_SECONDS, PICTURE, SOUND, Asked, Audio, Thumbnail
from shared.tasks.kinds import Cost

_SLOWEST = {SOUND: 2_000, orders.FILM: 31_250}  # bytes/s, below which hardly anything is recorded
_CLASSES = ((480, "sd"), (720, "hd"), (1080, "fhd"))  # by height
_DEAREST = "uhd"


def most(asked: Asked, content_type: str, size: int) -> int:
    """Credits that it can cost: nobody has looked how long it is, but its size bounds that."""
    kind = orders.kind_of(content_type)
    if isinstance(asked, Thumbnail):
        return pictures(max(1, len(asked.options.at) + len(asked.options.percent))).credits
    if kind == PICTURE:
        return pictures(1).credits
    seconds = min(MOST_SECONDS, size / _SLOWEST[kind])
    if isinstance(asked, Audio):
        return sound(seconds).credits
    return film(seconds, getattr(asked.options, "height", None) or 0).credits


def lasting(asked: Asked, seconds: float, height: int) -> int:
    """Credits for what is made of a film of so many seconds and pixels in height, 0 of sound."""
    if isinstance(asked, Thumbnail):
        return 0  # by their number
    if isinstance(asked, Audio) or not height:
        return sound(seconds).credits
    return film(seconds, min(height, getattr(asked.options, "height", None) or height)).credits


def pictures(count: int) -> Cost:
    return Cost(count * _price("picture"), {"class": "picture", "count": count})


def sound(seconds: float) -> Cost:
    return _minutes("sound", seconds)


def film(seconds: float, height: int) -> Cost:
    """Of a height that is not known, 0, as of the greatest."""
    classes = (name for tallest, name in _CLASSES if 0 < height <= tallest)
    return _minutes(next(classes, _DEAREST), seconds)


def _minutes(name: str, seconds: float) -> Cost:
    minutes = max(1, math.ceil(seconds / 60))
    return Cost(minutes * _price(name), {"class": name, "minutes": minutes})


def _price(name: str) -> int:
    return dict(environment.settings().media_prices)[name]
