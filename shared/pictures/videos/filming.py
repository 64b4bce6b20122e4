"""Tasks that make videos: asked of the provider, looked at until they are done, kept."""

import time
from pathlib import Path
from typing import Any

import msgspec

from shared.dashscope import client, results
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.files import types
from shared.pictures import failures, inputs, looking, pacing
from shared.pictures.drawing import account_of, model_of
from shared.pictures.videos import finishing, models, orders
from shared.pictures.videos.orders import PATH, VIDEO, Filmed, Order
from shared.tasks.kinds import Arrived, Cost, Done, Failed, Run, Waiting, Work

_TYPE = "video/mp4"
_LARGEST = 268_435_456  # bytes: 15 s of 1080P have some 30 MB
_FETCH = 240.0  # seconds


class Video(msgspec.Struct, frozen=True, omit_defaults=True):
    """A video among the files of whoever ordered it; `duration` is in seconds."""

    file_id: str
    content_type: str
    bytes: int
    duration: int
    actual_prompt: str | None = None


class Result(msgspec.Struct, frozen=True):
    """The result of a task."""

    files: list[Video]


class Videos(Work[Order]):
    kind, shape = VIDEO, Order

    def room(self, run: Run[Order]) -> float:
        model = model_of(run)
        return pacing.turn(model.upstream_name, model.name)

    def start(self, run: Run[Order]) -> Waiting:
        model, order = model_of(run), run.request
        image = inputs.data_url(order.image) if order.image else ""
        asked = orders.question(model.upstream_name, models.rules(model), order, image)
        run.progress(5)
        try:
            task_id = client.create(account_of(model), PATH, asked)
        except DashScopeError as e:
            raise failures.of_creation(run, e) from e
        return Waiting(task_id, pacing.LONGEST)

    def poll(self, run: Run[Order]) -> Waiting | Arrived:
        found = looking.look(account_of(model_of(run)), run)
        if isinstance(found, Waiting):
            return found
        filmed = orders.answer(found)
        if not filmed:
            raise Failed("upstream_error")
        return Arrived(msgspec.to_builtins(filmed), _cost(run.request, filmed))

    def cancel(self, run: Run[Order]) -> bool:
        return looking.cancel(account_of(model_of(run)), run)

    def store(self, run: Run[Order], answer: Any) -> Done:
        filmed, path = msgspec.convert(answer, Filmed), run.folder / "video.mp4"
        order = run.request
        run.progress(90)
        _fetch(run, account_of(model_of(run)), filmed.url, path)
        made, label = finishing.finish(run, path, order.locale if order.mark else None)
        file_id = run.keep(path.name, _TYPE, made, label)
        seconds, size = filmed.seconds or order.seconds, made.stat().st_size
        video = Video(file_id, _TYPE, size, seconds, filmed.actual_prompt)
        return Done(Result([video]))


def _cost(order: Order, filmed: Filmed) -> Cost:
    """Of the provider's seconds; where it does not say, of those that were ordered."""
    seconds = filmed.seconds or order.seconds
    return Cost(seconds * order.unit, {"seconds": seconds})


def _fetch(run: Run[Order], account: Account, url: str, path: Path) -> None:
    """To `path`; Failed for what is no video."""
    seconds = min(_FETCH, run.deadline - time.monotonic())
    try:
        with (
            results.stream(account, url, seconds=seconds, limit=_LARGEST) as pieces,
            path.open("wb") as file,
        ):
            for piece in pieces:
                run.go_on()
                file.write(piece)
    except DashScopeError as e:
        raise failures.of_call(e) from e
    with path.open("rb") as file:
        if not types.fits(file.read(types.HEAD), _TYPE):
            raise Failed("upstream_error", "not_a_video")
