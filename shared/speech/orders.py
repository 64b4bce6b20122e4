"""What is ordered of who listens: checked and priced before anything is reserved."""

from typing import Annotated

import msgspec

from shared.access import policy
from shared.access.authentication import Caller
from shared.config import environment
from shared.errors import InvalidRequest, UnsupportedMediaType
from shared.files import library, quota
from shared.http.request import Body, Request
from shared.i18n.locales import Locale
from shared.images import fetch
from shared.llm import catalogue
from shared.speech import engines, lengths
from shared.speech.engines import Engine
from shared.speech.kind import SPEECH
from shared.speech.listening.wishes import Wish
from shared.tasks import adding
from shared.tasks.adding import Terms
from shared.tasks.listing import Task
from shared.tasks.repeats import Once

_SHORT = 240.0  # seconds whose transcript needs no file
_ROOM = 1_048_576  # bytes of the files of a transcript
_LEAST = 60.0  # seconds that a balance must allow for, whatever a recording turns out to be

Language = Annotated[str, msgspec.Meta(pattern="^([a-z]{2,3}(-[A-Za-z]{2,8})?)?$")]


class Asked(Body, kw_only=True):
    """The body of POST /api/speech: a file of one's own, or a public address of a recording."""

    file_id: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    url: Annotated[str, msgspec.Meta(max_length=2048)] | None = None
    language: Language | None = None
    diarize: bool = False
    summary: bool = False
    model: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """As a worker gets it. One of `file_id`, `url` and `key` (of an object that lives a day) says
    where the recording is; `most` are the seconds that what is reserved pays for."""

    file_id: str = ""
    url: str = ""
    key: str = ""
    name: str = "speech"  # of the files that are made
    engine: str
    way: str
    rate: int
    most: float
    wish: Wish
    summary: bool = False
    locale: Locale = "zh"
    keeps_files: bool = True


def add(request: Request, caller: Caller, asked: Asked) -> Task:
    """A task that listens; what `engines.choose` and `reserve` refuse, NotFound, Conflict while the
    file was not sent, UnsupportedMediaType when there is no sound in it."""
    if (asked.file_id is None) == (asked.url is None):
        raise InvalidRequest("one_recording", param="file_id")
    language = (asked.language or "").partition("-")[0]
    wish = Wish(language=language, diarize=asked.diarize)
    engine = engines.choose(asked.model, wish)
    if asked.summary:
        catalogue.get(None)  # who sums up is there
    order, seconds = _order(request, asked, engine, wish), engine.longest_for(wish)
    if asked.file_id is not None:
        order, seconds = _of_file(caller, order, seconds)
    else:
        fetch.require_allowed(order.url, "url")
    return reserve(request, caller, engine, order, seconds)


def reserve(
    request: Request,
    caller: Caller,
    engine: Engine,
    order: Order,
    seconds: float,
    once: Once | None = None,
) -> Task:
    """The task of an order over at most so many seconds; what `tasks.adding.add` refuses, and
    StorageFull where its files would have no room."""
    most = min(seconds, engine.longest_for(order.wish))
    if order.keeps_files or most > _SHORT:
        quota.require_room(caller.user.id, _ROOM)
    order = msgspec.structs.replace(order, most=most)
    terms = Terms(_set_aside(caller, engine, most), engine.name, engine.provider)
    return adding.add(SPEECH, request, caller, order, terms, once)


def require_place(caller: Caller, engine: Engine, wish: Wish, seconds: float) -> None:
    """What `reserve` would refuse of a new task, before a recording is kept for it:
    InsufficientCredits, QuotaExceeded."""
    most = min(seconds, engine.longest_for(wish))
    adding.require_place(caller, _set_aside(caller, engine, most))


def _order(request: Request, asked: Asked, engine: Engine, wish: Wish) -> Order:
    """Before it is known how long the recording may be."""
    return Order(
        file_id=asked.file_id or "",
        url=asked.url or "",
        engine=engine.name,
        way=engine.way,
        rate=engine.rate or 0,
        most=0,
        wish=wish,
        summary=asked.summary,
        locale=request.locale,
    )


def seconds_paid(order: Order, reserved: int) -> float:
    """How long a recording may be: what was set aside pays for no more."""
    paid = reserved * 1_000_000 / order.rate if reserved and order.rate else order.most
    return min(order.most, paid)


def _set_aside(caller: Caller, engine: Engine, seconds: float) -> int:
    """Credits for so many seconds. Where they are more than there is, what there is is taken: it
    pays for a recording that turns out to be short enough."""
    if not policy.current().enable_credit_system:
        return 0
    least = engine.price(min(seconds, _LEAST))
    return min(engine.price(seconds), max(caller.user.credits, least))


def _of_file(caller: Caller, order: Order, longest: float) -> tuple[Order, float]:
    file = library.ready(caller.user, order.file_id)
    if not lengths.is_sound(file.content_type):
        raise UnsupportedMediaType("no_sound", param="file_id")
    limit = max(environment.settings().max_media_size, environment.settings().max_file_size)
    if file.size > limit:
        raise InvalidRequest("file_too_large", param="file_id", limit=limit)
    name = file.filename.rpartition(".")[0] or file.filename
    seconds = lengths.most_seconds(file.size, file.content_type)
    return msgspec.structs.replace(order, name=name), min(longest, seconds)
