"""What is ordered of a model that makes videos, and how Model Studio is asked for it.

Wire: Alibaba Cloud Model Studio, "Wan text to video" and "Wan image to video" (2026-02 … 2026-10):
since 2.7 a resolution, a ratio and `media`; before, a size or a resolution and `img_url`. What is
billed are the seconds of `usage`.
"""

import math
from typing import Annotated, Any

import msgspec

from shared.dashscope.client import Answer, Json
from shared.errors import InvalidRequest
from shared.http.inputs import fields
from shared.http.request import Body
from shared.i18n.locales import Locale
from shared.labels import wishes
from shared.llm.catalogue import Model
from shared.pictures import orders as drawing
from shared.pictures.videos import models
from shared.pictures.videos.models import Frame, Rules
from shared.tasks.kinds import Kind

VIDEO = Kind("video", lasts=1800, queue="media_worker", pays=True)  # where ffmpeg is
PATH = "/services/aigc/video-generation/video-synthesis"
_SECONDS = ("output_video_duration", "video_duration", "duration")
_USUAL = 5  # seconds
_LONGEST = 3600  # seconds; nobody makes as many


class Wish(Body, kw_only=True):
    """The body of POST /api/videos. `image` is a data URL, an https address, or the id of a file
    of one's own: the first frame. `size` is such as `1280x720` or `720P`; `mark` is as that of
    pictures."""

    prompt: fields.AsItIs
    negative_prompt: fields.AsItIs | None = None
    image: fields.AsItIs | None = None
    seconds: Annotated[int, msgspec.Meta(ge=1, le=60)] | None = None
    size: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    model: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    mark: bool = True


class Order(msgspec.Struct, frozen=True):
    """As a worker gets it. `unit` is the price of a second in credits, as it was."""

    prompt: str
    negative_prompt: str
    seconds: int
    frame: Frame
    image: str = ""
    unit: int = 0
    mark: bool = True
    locale: Locale = "zh"  # of the mark


class Filmed(msgspec.Struct, frozen=True):
    """A video at a link that lives a day, and its seconds as the provider bills them."""

    url: str
    seconds: int
    actual_prompt: str | None = None


def order(wish: Wish, model: Model) -> Order:
    """Without its `image`; InvalidRequest, Unavailable."""
    rules = models.rules(model)
    prompt, unsaid = drawing.said(wish.prompt, model), drawing.unsaid(wish.negative_prompt)
    seconds = _usual(rules) if wish.seconds is None else wish.seconds
    if seconds not in rules.seconds:
        offered = ", ".join(map(str, rules.seconds))
        raise InvalidRequest("seconds_not_made", param="seconds", offered=offered, name=model.name)
    frame = rules.frame(wish.size)
    unit = drawing.unit(model, frame.size.pixels)
    wishes.require_allowed(wish.mark)
    return Order(prompt, unsaid, seconds, frame, unit=unit, mark=wish.mark)


def question(model: str, rules: Rules, order: Order, image: str) -> Json:
    """`image` is a data URL, or "" for a video of words alone."""
    given: Json = {"prompt": order.prompt}
    if order.negative_prompt:
        given["negative_prompt"] = order.negative_prompt
    if image and rules.new:
        given["media"] = [{"type": "first_frame", "url": image}]
    elif image:
        given["img_url"] = image
    parameters: Json = {"duration": order.seconds, "watermark": False}
    return {"model": model, "input": given, "parameters": parameters | _shape(rules, order)}


def answer(told: Answer) -> Filmed | None:
    """None where nothing was made."""
    url, prompt = told.output.get("video_url"), told.output.get("actual_prompt")
    if not isinstance(url, str) or not url:
        return None
    counts = (_seconds(told.usage.get(name)) for name in _SECONDS)
    seconds = next(filter(None, counts), 0)
    return Filmed(url, seconds, prompt if isinstance(prompt, str) else None)


def _usual(rules: Rules) -> int:
    return _USUAL if _USUAL in rules.seconds else rules.seconds[0]


def _shape(rules: Rules, order: Order) -> Json:
    """A video that begins from a picture has its shape."""
    frame = order.frame
    if rules.from_picture:
        return {"resolution": frame.resolution}
    if rules.new:
        return {"resolution": frame.resolution, "ratio": frame.ratio}
    return {"size": str(frame.size).replace("x", "*")}


def _seconds(told: Any) -> int:
    """5, 5.0, 4.96 or "5"; 0 for what is no length of time."""
    try:
        seconds = float(told)
    except (TypeError, ValueError):
        return 0
    return math.ceil(seconds) if 0 < seconds < _LONGEST else 0
