"""Orders as they come by the API: checked, their pictures kept, added as tasks."""

import msgspec

from shared.access import audit
from shared.access.authentication import Caller
from shared.database.transactions import Transaction
from shared.errors import ModelNotFound, NotFound, StorageFull, Unavailable, UpstreamError
from shared.ffmpeg import binary
from shared.files import quota
from shared.http.request import Request
from shared.labels import wishes
from shared.llm.catalogue import Model
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.pictures import inputs, models, orders
from shared.pictures.inputs import Given
from shared.pictures.orders import IMAGE, Wish
from shared.pictures.videos import models as filming
from shared.pictures.videos import orders as films
from shared.pictures.videos.orders import VIDEO
from shared.tasks import adding
from shared.tasks.adding import Beside, Terms
from shared.tasks.kinds import Kind
from shared.tasks.listing import Task
from shared.tasks.repeats import Once

FAILS = (*adding.FAILS, ModelNotFound, NotFound, StorageFull, Unavailable, UpstreamError)
LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON
_ROOM = 4_194_304  # bytes for a picture, or a video of a few seconds


def draw(request: Request, caller: Caller, wish: Wish) -> Task:
    """InvalidRequest, ModelNotFound, Unavailable where nothing draws; what an address, the storage
    or the account refuses. Nothing is reserved before all is checked."""
    model = models.get(wish.model, edits=wish.image is not None, count=wish.n)
    return ordered(request, caller, wish, model, _given(request, caller, wish.image))


def ordered(
    request: Request,
    caller: Caller,
    wish: Wish,
    model: Model,
    given: Given,
    once: Once | None = None,
) -> Task:
    """The task of a wish, which begins from pictures as they came."""
    order = orders.order(wish, model, given.number)
    _require_clean(request, caller, order)
    most = order.unit * order.n
    if not adding.is_there(IMAGE, request, caller, once):
        _require_place(caller, order.n, most)
    order = msgspec.structs.replace(order, images=_kept(request, given), locale=request.locale)
    beside = _noting(IMAGE, request, caller, order.mark)
    return adding.add(IMAGE, request, caller, order, _terms(model, most), once, beside)


def film(request: Request, caller: Caller, wish: films.Wish) -> Task:
    """As `draw`; Unavailable also where there is no ffmpeg, which labels it."""
    model = filming.get(wish.model, from_picture=wish.image is not None)
    order = films.order(wish, model)
    if not binary.is_offered():
        raise Unavailable("ffmpeg_missing")
    _require_clean(request, caller, order)
    most = order.unit * order.seconds
    if not adding.is_there(VIDEO, request, caller):
        _require_place(caller, 1, most)
    given = _given(request, caller, wish.image)
    image = next(iter(_kept(request, given)), "")
    order = msgspec.structs.replace(order, image=image, locale=request.locale)
    beside = _noting(VIDEO, request, caller, order.mark)
    return adding.add(VIDEO, request, caller, order, _terms(model, most), beside=beside)


def _noting(kind: Kind, request: Request, caller: Caller, mark: bool) -> Beside:
    """What goes without its mark is noted with its order."""
    actor = audit.actor(caller, request)

    def note(tx: Transaction, task_id: str) -> None:
        if not mark:
            wishes.note(tx, actor, kind.name, task_id)

    return note


def _require_clean(request: Request, caller: Caller, order: orders.Order | films.Order) -> None:
    said, whose = [order.prompt, order.negative_prompt], Whose(caller.user.id, request.id)
    screen.require(said, "prompt", whose, "prompt")


def _terms(model: Model, credits: int) -> Terms:
    return Terms(credits, model.name, model.provider.name)


def _require_place(caller: Caller, files: int, credits: int) -> None:
    """Refuse what could not be kept, or added, before a picture is fetched or paid for."""
    quota.require_room(caller.user.id, _ROOM * files, files)
    adding.require_place(caller, credits)


def _kept(request: Request, given: Given) -> tuple[str, ...]:
    return tuple(inputs.keep(content, request.deadline) for content in given.contents)


def _given(request: Request, caller: Caller, image: str | None) -> Given:
    return inputs.given([image] if image is not None else [], caller.user, request.deadline)
