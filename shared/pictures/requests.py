"""Orders as they come by the API: checked, their pictures kept, added as tasks."""

import msgspec

from shared.access.authentication import Caller
from shared.errors import ModelNotFound, NotFound, StorageFull, Unavailable, UpstreamError
from shared.files import quota
from shared.http.request import Request
from shared.llm.catalogue import Model
from shared.pictures import inputs, models, orders
from shared.pictures.orders import IMAGE, Wish
from shared.pictures.videos import models as filming
from shared.pictures.videos import orders as films
from shared.pictures.videos.orders import VIDEO
from shared.tasks import adding
from shared.tasks.listing import Task

FAILS = (*adding.FAILS, ModelNotFound, NotFound, StorageFull, Unavailable, UpstreamError)
LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON
_ROOM = 4_194_304  # bytes for a picture, or a video of a few seconds


def draw(request: Request, caller: Caller, wish: Wish) -> Task:
    """InvalidRequest, ModelNotFound, Unavailable where nothing draws; what an address, the storage
    or the account refuses. Nothing is reserved before all is checked."""
    model = models.get(wish.model, edits=wish.image is not None)
    contents = _given(request, caller, [wish.image] if wish.image is not None else [])
    return ordered(request, caller, wish, model, contents)


def ordered(
    request: Request,
    caller: Caller,
    wish: Wish,
    model: Model,
    contents: list[bytes],
    *,
    once: str = "",
    joins: adding.Joins = adding.always,
) -> Task:
    """The task of a wish, which begins from pictures as they came."""
    order = orders.order(wish, model, len(contents))
    quota.require_room(caller.user.id, _ROOM * order.n)
    kept = tuple(inputs.keep(content, request.deadline) for content in contents)
    order = msgspec.structs.replace(order, images=kept)
    return adding.add(
        IMAGE,
        request,
        caller,
        order,
        credits=order.unit * order.n,
        model=model.name,
        provider=model.provider.name,
        once=once,
        joins=joins,
    )


def film(request: Request, caller: Caller, wish: films.Wish) -> Task:
    """As `draw`."""
    model = filming.get(wish.model, from_picture=wish.image is not None)
    order = films.order(wish, model)
    quota.require_room(caller.user.id, _ROOM)
    contents = _given(request, caller, [wish.image] if wish.image is not None else [])
    image = inputs.keep(contents[0], request.deadline) if contents else ""
    return adding.add(
        VIDEO,
        request,
        caller,
        msgspec.structs.replace(order, image=image),
        credits=order.unit * order.seconds,
        model=model.name,
        provider=model.provider.name,
    )


def _given(request: Request, caller: Caller, images: list[str]) -> list[bytes]:
    return [inputs.read(image, caller.user, request.deadline) for image in images]
