"""What is ordered of a model that draws: checked before anything is reserved or asked."""

from typing import Annotated

import msgspec

from shared import plain_text
from shared.access import policy
from shared.errors import InvalidRequest, Unavailable
from shared.http.inputs import fields, validation
from shared.http.request import Body
from shared.i18n.locales import Locale
from shared.labels import wishes
from shared.llm.catalogue import Model
from shared.pictures import models, sizes
from shared.tasks.kinds import Kind

IMAGE = Kind("image", lasts=600, pays=True)
LONGEST_NEGATIVE = 500  # characters (Model Studio, of all its models)

Count = Annotated[int, msgspec.Meta(ge=1, le=12)]


class Wish(Body, kw_only=True):
    """The body of POST /api/images. `image` is a data URL, an https address, or the id of a file
    of one's own: the picture to begin from. Without `mark` nobody sees that it is generated; the
    label in the file stays."""

    prompt: fields.AsItIs
    negative_prompt: fields.AsItIs | None = None
    size: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    n: Count = 1
    model: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    image: fields.AsItIs | None = None
    mark: bool = True


class Order(msgspec.Struct, frozen=True):
    """As a worker gets it. `size` is as DashScope writes it, "" for the model's own; `images` are
    keys of objects; `unit` is the price of a picture in credits, as it was when it was ordered."""

    prompt: str
    negative_prompt: str = ""
    size: str = ""
    n: int = 1
    images: tuple[str, ...] = ()
    unit: int = 0
    mark: bool = True
    locale: Locale = "zh"  # of the mark


def order(wish: Wish, model: Model, inputs: int) -> Order:
    """Without its `images`, of which there are so many; InvalidRequest, Unavailable."""
    rules = models.rules(model)
    prompt = said(wish.prompt, model)
    wishes.require_allowed(wish.mark)
    if wish.n > rules.most:
        raise validation.out_of_bounds("n", "int", "<=", rules.most)
    size = rules.sizes.read(wish.size)
    _require_inputs(inputs, model, rules)
    if wish.negative_prompt and not rules.negative:
        raise InvalidRequest("negative_unknown", param="negative_prompt", name=model.name)
    return Order(
        prompt=prompt,
        negative_prompt=unsaid(wish.negative_prompt),
        size=size,
        n=wish.n,
        unit=unit(model, sizes.pixels(size)),
        mark=wish.mark,
    )


def said(prompt: str, model: Model) -> str:
    """A prompt in lines; InvalidRequest for what says nothing, or what the provider would cut off
    in silence."""
    kept = _lines(prompt, "prompt")
    if plain_text.is_blank(kept):
        raise InvalidRequest("input_empty", param="prompt", field="prompt")
    if len(kept) > model.context_length:
        limit = model.context_length
        raise InvalidRequest("prompt_too_long", param="prompt", limit=limit, name=model.name)
    return kept


def unsaid(negative_prompt: str | None) -> str:
    """What is not to be seen, in lines; InvalidRequest."""
    kept = _lines(negative_prompt or "", "negative_prompt")
    if len(kept) > LONGEST_NEGATIVE:
        raise validation.out_of_bounds("negative_prompt", "str", "<=", LONGEST_NEGATIVE)
    return kept


def _lines(text: str, param: str) -> str:
    kept = plain_text.lines(text)
    if kept is None:
        raise InvalidRequest("text_refused", param=param, field=param)
    return kept


def unit(model: Model, pixels: int) -> int:
    """Credits for one; Unavailable where they count, and nobody knows the price."""
    found = model.unit(pixels)
    if found is None and policy.current().enable_credit_system:
        raise Unavailable("price_unknown", name=model.name)
    return found or 0


def _require_inputs(count: int, model: Model, rules: models.Rules) -> None:
    least, most = rules.inputs
    if count < least:
        raise InvalidRequest("image_needed", param="image", name=model.name)
    if count > most:
        raise InvalidRequest("images_too_many", param="image", name=model.name, limit=most)
