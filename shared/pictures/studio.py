"""How Model Studio is asked for pictures, and what it says it has drawn.

Wire: Alibaba Cloud Model Studio, "Qwen-Image API", "Wan text to image V2" and "Wan image
generation and editing" (2026-05 … 2026-11): three shapes of a question, two of an answer.
"""

from typing import Any, NamedTuple

import msgspec

from shared.dashscope import errors
from shared.dashscope.client import Answer, Json
from shared.pictures.models import Rules
from shared.pictures.orders import Order

_AIGC = "/services/aigc/"
_PATHS = {
    "at once": _AIGC + "multimodal-generation/generation",
    "messages": _AIGC + "image-generation/generation",
    "prompt": _AIGC + "text2image/image-synthesis",
    "edit": _AIGC + "image2image/image-synthesis",
}
_COUNTS = ("image_count", "output_image_count")


class Question(NamedTuple):
    path: str
    body: Json


class Drawn(msgspec.Struct, frozen=True):
    """A picture at a link that lives a day."""

    url: str
    actual_prompt: str | None = None


class Missing(msgspec.Struct, frozen=True):
    """A picture that was not drawn, with the provider's code."""

    code: str
    message: str


class Drawing(msgspec.Struct, frozen=True):
    """All that came of an order; `count` is what the provider bills, and no more than it drew."""

    drawn: list[Drawn]
    missing: list[Missing]
    count: int


def question(model: str, rules: Rules, order: Order, images: list[str]) -> Question:
    """`images` are URLs, or data URLs. How many to draw is always said: some models draw four."""
    parameters: Json = {"n": order.n, "watermark": False}
    if order.size:
        parameters["size"] = order.size
    if model.startswith("z-image"):
        parameters["prompt_extend"] = False  # doubles its price
    if rules.way in ("at once", "messages"):
        given = _messages(order, images)
    else:
        given = {"prompt": order.prompt} | _pictures(model, images)
    if order.negative_prompt:
        beside = rules.way in ("prompt", "edit") and model.startswith("wan")  # "Wan … V2"
        (given if beside else parameters)["negative_prompt"] = order.negative_prompt
    return Question(_PATHS[rules.way], {"model": model, "input": given, "parameters": parameters})


def answer(told: Answer) -> Drawing:
    """Of either shape; what stands in no document is left out."""
    drawn, missing = _choices(told.output.get("choices")), list[Missing]()
    for one in [*_tables(told.output.get("results")), told.output]:
        if isinstance(one.get("url"), str):
            drawn.append(Drawn(one["url"], _text(one.get("actual_prompt"))))
        elif one.get("code"):
            missing.append(_missing(one))
    counts = (told.usage.get(name) for name in _COUNTS)
    count = next((n for n in counts if type(n) is int and 0 < n < len(drawn)), len(drawn))
    return Drawing(drawn, missing, count)


def _messages(order: Order, images: list[str]) -> Json:
    content = [*({"image": image} for image in images), {"text": order.prompt}]
    return {"messages": [{"role": "user", "content": content}]}


def _pictures(model: str, images: list[str]) -> Json:
    """Wan 2.5 takes some, 2.1 one, with what to do ("Wan general image editing")."""
    if not images:
        return {}
    if model.startswith("wanx2.1"):
        return {"base_image_url": images[0], "function": "description_edit"}
    return {"images": images}


def _choices(told: Any) -> list[Drawn]:
    messages = (choice.get("message") for choice in _tables(told))
    contents = (message.get("content") for message in messages if isinstance(message, dict))
    parts = (part for content in contents for part in _tables(content))
    return [Drawn(part["image"]) for part in parts if isinstance(part.get("image"), str)]


def _missing(one: Json) -> Missing:
    """In our words where we have them: the provider's sentence is in English alone."""
    found = errors.of_code(errors.of_table(one))
    code = "content_refused" if found.error.reason == "moderated" else found.error.code
    return Missing(code, str(one.get("message", ""))[:500])


def _tables(told: Any) -> list[Json]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
