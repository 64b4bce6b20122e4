"""What each model that draws takes, and by which way it is asked.

Source: Alibaba Cloud Model Studio, API references of Qwen-Image, Wan (text to image, image
generation and editing) and Z-Image (2026-05 … 2026-11). Longest prompts and prices stand in the
catalogue, where administrators change them.
"""

from typing import Literal, NamedTuple

from shared.errors import InvalidRequest, ModelNotFound, Unavailable
from shared.llm import catalogue
from shared.llm.catalogue import Catalogue, Model
from shared.pictures.sizes import Sizes

Way = Literal["at once", "messages", "prompt", "edit", "openai"]

_QWEN = Sizes(("1664x928", "1472x1104", "1328x1328", "1104x1472", "928x1664"))
_TO_2K = Sizes(least=512**2, most=2048**2)
_WAN_2_7 = Sizes(("1K", "2K"), least=768**2, most=2048**2)
_WAN_2_7_PRO = Sizes(("1K", "2K", "4K"), least=768**2, most=4096**2)
_WAN_2_6 = Sizes(least=1280**2, most=1440**2, ratio=4)
_WAN_2_5 = Sizes(least=768**2, most=1440**2, ratio=4)
_WAN_2_2 = Sizes(most=1440**2, sides=(512, 1440))
_ANY = Sizes(most=4096**2, sides=(64, 4096), ratio=16)


class Rules(NamedTuple):
    """`most` pictures of one task, from at least and at most so many `inputs` (pictures)."""

    way: Way
    most: int
    sizes: Sizes
    inputs: tuple[int, int] = (0, 0)
    negative: bool = True  # takes what is not to be seen


_RULES = {  # by how a model's name begins, the longest first
    "qwen-image-3": Rules("messages", 6, _TO_2K, (0, 3)),
    "qwen-image-2": Rules("at once", 6, _TO_2K, (0, 3)),
    "qwen-image-max": Rules("at once", 1, _QWEN),
    "qwen-image-edit-plus": Rules("at once", 6, _TO_2K, (1, 3)),
    "qwen-image-edit-max": Rules("at once", 6, _TO_2K, (1, 3)),
    "qwen-image-edit": Rules("at once", 1, Sizes(), (1, 3)),
    "qwen-image": Rules("prompt", 1, _QWEN),
    "wan2.7-image-pro": Rules("messages", 4, _WAN_2_7_PRO, (0, 9), negative=False),
    "wan2.7-image": Rules("messages", 4, _WAN_2_7, (0, 9), negative=False),
    "wan2.6-t2i": Rules("messages", 4, _WAN_2_6),
    "wan2.5-t2i": Rules("prompt", 4, _WAN_2_5),
    "wan2.2-t2i": Rules("prompt", 4, _WAN_2_2),
    "wanx2.1-t2i": Rules("prompt", 4, _WAN_2_2),
    "wan2.5-i2i": Rules("edit", 4, _WAN_2_5, (1, 3)),
    "wanx2.1-imageedit": Rules("edit", 4, Sizes(), (1, 1), negative=False),
    "z-image": Rules("at once", 1, _TO_2K, negative=False),
}
MOST_INPUTS = 16  # pictures that any model begins from
_OPENAI = Rules("openai", 10, _ANY, (0, MOST_INPUTS), negative=False)
_UNKNOWN = Rules("messages", 4, _TO_2K, (0, 1))  # of Model Studio, by an administrator


def rules(model: Model) -> Rules:
    if not model.is_of_studio:
        return _OPENAI
    begins = (name for name in _RULES if model.upstream_name.startswith(name))
    return _RULES.get(max(begins, key=len, default=""), _UNKNOWN)


def get(name: str | None, *, edits: bool = False, count: int = 1) -> Model:
    """The one that draws: by its name, or the first that can do what is asked: edit pictures, draw
    so many.

    Unavailable where nothing draws, ModelNotFound, InvalidRequest for one that does something else.
    """
    known = catalogue.current()
    if not _drawing(known):
        raise Unavailable("no_image_model")
    if name is None:
        return _default(known, edits=edits, count=count)
    found = known.find(name)
    if not found:
        raise ModelNotFound(param="model", name=name)
    if found.kind != "image":
        offered = ", ".join(model.name for model in _drawing(known))
        raise InvalidRequest("no_pictures", param="model", name=name, offered=offered)
    return found


def _default(known: Catalogue, *, edits: bool, count: int) -> Model:
    """The first that can edit, if pictures are to be edited, or needs none to begin from; of those
    the first that draws so many at once, if there is one."""
    drawing = _drawing(known)
    if edits:
        able = [model for model in drawing if rules(model).inputs[1]]
    else:
        able = [model for model in drawing if not rules(model).inputs[0]] or drawing
    if not able:
        raise InvalidRequest("edits_nothing", param="image", name=drawing[0].name)
    return next((model for model in able if rules(model).most >= count), able[0])


def _drawing(known: Catalogue) -> list[Model]:
    return [model for model in known.enabled() if model.kind == "image"]
