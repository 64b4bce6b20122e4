"""Tasks of media: what is kept of an order, and who may add one."""

import msgspec

from shared.access.authentication import Caller
from shared.errors import Conflict, NotFound, Unavailable, UnsupportedMediaType, UpstreamError
from shared.ffmpeg import binary
from shared.files import library, sayings
from shared.http.request import Request
from shared.labels.found import NOTHING, Found
from shared.media import orders, prices
from shared.media.orders import PICTURE, Asked, Watermark
from shared.moderation import screen
from shared.moderation.records import Whose
from shared.store.files import File
from shared.tasks import adding
from shared.tasks.adding import Terms
from shared.tasks.kinds import Kind
from shared.tasks.listing import Task

MEDIA = Kind("media", lasts=3600, queue="media_worker")
FAILS = (*adding.FAILS, NotFound, Conflict, UnsupportedMediaType, UpstreamError)


class Source(msgspec.Struct, frozen=True):
    """A file of the owner's, as it was when the task was added."""

    object_key: str
    filename: str
    content_type: str
    size: int
    label: Found = NOTHING


class Order(msgspec.Struct, frozen=True):
    asked: Asked
    source: Source
    mark: Source | None = None  # of a watermark


def ask(request: Request, caller: Caller, asked: Asked) -> Task:
    """The task that does it.

    InvalidRequest for what does not fit the file, Unavailable where nothing here can do it: both
    before anything is reserved.
    """
    file = library.ready(caller.user, asked.file_id)
    orders.require_fit(asked, file.content_type)
    _require_engine(file)
    if isinstance(asked, Watermark) and asked.options.text:
        whose = Whose(caller.user.id, request.id)
        screen.require([asked.options.text], "prompt", whose, "options.text")
    order = Order(asked, _source(file), _mark(caller, asked))
    most = prices.most(asked, file.content_type, file.size)
    return adding.add(MEDIA, request, caller, order, Terms(most))


def _mark(caller: Caller, asked: Asked) -> Source | None:
    if not isinstance(asked, Watermark) or not asked.options.image:
        return None
    file = library.ready(caller.user, asked.options.image)
    if orders.kind_of(file.content_type) != PICTURE:
        raise UnsupportedMediaType("picture_type", param="options.image")
    return _source(file)


def _source(file: File) -> Source:
    said = sayings.of_file(file)
    return Source(file.object_key, file.filename, file.content_type, file.size, said)


def _require_engine(file: File) -> None:
    if orders.kind_of(file.content_type) != PICTURE and not binary.is_offered():
        raise Unavailable("ffmpeg_missing")
