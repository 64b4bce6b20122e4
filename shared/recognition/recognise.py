"""A picture becomes facts, and both are kept for its owner."""

import contextlib
from collections.abc import Iterator

import msgspec

from shared import ids, times
from shared.access.authentication import Caller
from shared.config import environment
from shared.database import transactions
from shared.errors import NotFound
from shared.files import library
from shared.i18n import locales
from shared.inference.ask import Ask
from shared.labels import aigc
from shared.llm.catalogue import Model
from shared.recognition import engines
from shared.recognition.requests import Order
from shared.recognition.results import Credits, Finding, Image, Recognised
from shared.store import recognitions, users
from shared.store.recognitions import Recognition


def recognise(caller: Caller, order: Order, deadline: float) -> Recognised:
    """What the picture shows; nothing is kept or counted when that cannot be told."""
    model = engines.choose(order.kind)
    recognition_id = ids.make()
    with _kept(caller, order) as image:
        finding = _found(caller, order, model, recognition_id, deadline)
        return _recorded(caller, order, recognition_id, finding, image)


@contextlib.contextmanager
def _kept(caller: Caller, order: Order) -> Iterator[Image | None]:
    """The picture as a file of the caller's: a storage that fails costs them no call."""
    if not environment.settings().store_history:
        yield None
        return
    picture = order.picture
    file = library.keep(caller.user, _filename(order), picture.content_type, picture.content)
    try:
        yield Image(file.id, file.url)
    except BaseException:
        with contextlib.suppress(NotFound):  # who has left has no files
            library.remove(caller.user, file.id)
        raise


def _filename(order: Order) -> str:
    """As its owner calls it, else by what it is said to show; it is a JPEG now."""
    name = order.name.rpartition(".")[0] or order.name
    return f"{name or locales.say(f'picture_{order.kind}', order.locale)}.jpg"


def _found(
    caller: Caller,
    order: Order,
    model: Model | None,
    recognition_id: str,
    deadline: float,
) -> Finding:
    if not model:
        return engines.read(
            order.picture, order.kind, order.locale, Credits(0, caller.user.credits)
        )
    ask = Ask(
        id=recognition_id,
        caller=caller,
        endpoint="recognize",
        project=(caller.key.project if caller.key else None) or "",
        model=model,
        question=engines.question(model, order.picture, order.kind, order.locale),
        deadline=deadline,
    )
    return engines.see(ask, ids.make(), order.kind, order.locale)


def _recorded(
    caller: Caller, order: Order, recognition_id: str, finding: Finding, image: Image | None
) -> Recognised:
    now = times.now()
    recognised = Recognised(
        id=recognition_id,
        kind=order.kind,
        result=msgspec.Raw(msgspec.json.encode(finding.result)),
        text=finding.text,
        image=image,
        engine=finding.engine,
        model=finding.model,
        credits=finding.credits,
        created_at=times.iso(now),
        aigc=aigc.of(recognition_id) if finding.model else None,
    )
    if image and not _record(_row(caller, recognised, image.file_id, now)):
        return msgspec.structs.replace(recognised, image=None)
    return recognised


def _record(row: Recognition) -> bool:
    """Keep it, unless its owner has left meanwhile: what they have there is erased."""

    def keep(tx: transactions.Transaction) -> bool:
        here = users.hold(tx, row.user_id)
        if here:
            recognitions.add(tx, row)
        return here

    return transactions.atomically(keep)


def _row(caller: Caller, recognised: Recognised, file_id: str, now: int) -> Recognition:
    return Recognition(
        id=recognised.id,
        user_id=caller.user.id,
        kind=recognised.kind,
        result_json=bytes(recognised.result).decode(),
        text=recognised.text,
        file_id=file_id,
        engine=recognised.engine,
        model=recognised.model or "",
        credits=recognised.credits.charged,
        created_at=now,
    )
