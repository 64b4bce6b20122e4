"""What each model that makes videos takes.

Source: Alibaba Cloud Model Studio, API references "Wan text to video" and "Wan image to video", of
2.7 and of 2.1–2.6 (2026-02 … 2026-10). Longest prompts and prices stand in the catalogue.
"""

from typing import NamedTuple

from shared.errors import InvalidRequest, ModelNotFound, Unavailable
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.pictures.sizes import Size

_SHAPES = {  # by resolution and ratio
    "480P": {"16:9": Size(832, 480), "9:16": Size(480, 832), "1:1": Size(624, 624)},
    "720P": {
        "16:9": Size(1280, 720),
        "9:16": Size(720, 1280),
        "1:1": Size(960, 960),
        "4:3": Size(1088, 832),
        "3:4": Size(832, 1088),
    },
    "1080P": {
        "16:9": Size(1920, 1080),
        "9:16": Size(1080, 1920),
        "1:1": Size(1440, 1440),
        "4:3": Size(1632, 1248),
        "3:4": Size(1248, 1632),
    },
}
_USUAL, _LANDSCAPE = "720P", "16:9"


class Frame(NamedTuple):
    """What a second of a video looks like."""

    resolution: str
    ratio: str

    @property
    def size(self) -> Size:
        return _SHAPES[self.resolution][self.ratio]


class Rules(NamedTuple):
    """`new` is the protocol since 2.7. A model begins from a picture, or takes none."""

    resolutions: tuple[str, ...]
    seconds: tuple[int, ...]
    from_picture: bool = False
    new: bool = False

    def frame(self, text: str | None) -> Frame:
        """Of `1280x720` or `720P`; InvalidRequest that lists what there is."""
        if text is None:
            usual = _USUAL if _USUAL in self.resolutions else self.resolutions[0]
            return Frame(usual, _LANDSCAPE)
        found = self._frames().get(text.lower().replace("*", "x"))
        if not found:
            raise InvalidRequest("size_not_drawn", param="size", size=text, offered=self.offered)
        return found

    @property
    def offered(self) -> str:
        return ", ".join(self._frames())

    def _frames(self) -> dict[str, Frame]:
        found = {name.lower(): Frame(name, _LANDSCAPE) for name in self.resolutions}
        for name in self.resolutions:
            found |= {str(size): Frame(name, ratio) for ratio, size in _SHAPES[name].items()}
        return found


_ALL, _HD, _SOME = ("480P", "720P", "1080P"), ("720P", "1080P"), ("480P", "1080P")
_TO_15, _5_OR_10 = tuple(range(2, 16)), (5, 10)
_RULES = {  # by how a model's name begins, the longest first
    "wan2.7-t2v": Rules(_HD, _TO_15, new=True),
    "wan2.7-i2v": Rules(_HD, _TO_15, from_picture=True, new=True),
    "wan2.6-t2v": Rules(_HD, _TO_15),
    "wan2.6-i2v": Rules(_HD, _TO_15, from_picture=True),
    "wan2.5-t2v": Rules(_ALL, _5_OR_10),
    "wan2.5-i2v": Rules(_ALL, _5_OR_10, from_picture=True),
    "wan2.2-t2v": Rules(_SOME, (5,)),
    "wan2.2-i2v-flash": Rules(_ALL, (5,), from_picture=True),
    "wan2.2-i2v": Rules(_SOME, (5,), from_picture=True),
}


def rules(model: Model) -> Rules:
    begins = (name for name in _RULES if model.upstream_name.startswith(name))
    unknown = Rules(_HD, _5_OR_10, from_picture="i2v" in model.upstream_name, new=True)
    return _RULES.get(max(begins, key=len, default=""), unknown)


def get(name: str | None, *, from_picture: bool) -> Model:
    """The one that makes videos, from a picture or from words alone: by its name, or the first.

    Unavailable where none does, ModelNotFound, InvalidRequest.
    """
    known = catalogue.current()
    filming = [model for model in known.enabled() if model.kind == "video" and model.is_of_studio]
    if not filming:
        raise Unavailable("no_video_model")
    able = [model for model in filming if rules(model).from_picture == from_picture]
    found = known.find(name) if name is not None else next(iter(able), None)
    if name is not None and not found:
        raise ModelNotFound(param="model", name=name)
    if not found or found not in able:
        offered = ", ".join(model.name for model in able)
        raise InvalidRequest("no_videos", param="model", name=name or "", offered=offered)
    return found
