"""Tasks that draw: asked of the provider, looked at until it is done, kept."""

import time
from typing import Any

import msgspec

from shared.dashscope import client
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.errors import ApiError, UpstreamError
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.pictures import (
    compatible,
    failures,
    inputs,
    looking,
    models,
    pacing,
    results,
    studio,
)
from shared.pictures.orders import IMAGE, Order
from shared.pictures.studio import Drawing
from shared.tasks.kinds import Arrived, Cost, Done, Failed, Run, Waiting, Work

_LONGEST_CALL = 300.0  # seconds that a model may draw while one waits
_SETTLING = 5.0  # seconds kept for what comes after it


class Pictures(Work[Order]):
    kind, shape = IMAGE, Order

    def room(self, run: Run[Order]) -> float:
        model = model_of(run)
        return pacing.turn(model.upstream_name, model.name) if model.is_of_studio else 0.0

    def start(self, run: Run[Order]) -> Waiting | Arrived | Done:
        model, order = model_of(run), run.request
        run.progress(5)
        if model.is_of_studio:
            return _ask(run, account_of(model), model)
        drawing = compatible.draw(model, order, run.deadline - _SETTLING)
        return results.keep(run, drawing, _ordered(order), _fetch(model))

    def poll(self, run: Run[Order]) -> Waiting | Arrived:
        found = looking.look(account_of(model_of(run)), run)
        return found if isinstance(found, Waiting) else _arrived(run, studio.answer(found))

    def cancel(self, run: Run[Order]) -> bool:
        return looking.cancel(account_of(model_of(run)), run)

    def store(self, run: Run[Order], answer: Any) -> Done:
        fetch = results.of_studio(account_of(model_of(run)))
        return results.keep(run, msgspec.convert(answer, Drawing), _ordered(run.request), fetch)


def _ordered(order: Order) -> results.Ordered:
    return results.Ordered(order.n, order.unit, order.locale if order.mark else None)


def model_of(run: Run[Any]) -> Model:
    """That was ordered, also when it is not offered any more; Failed when it is gone."""
    model = catalogue.current().models.get(run.model)
    if not model:
        raise Failed("unavailable", "model_gone", name=run.model)
    return model


def account_of(model: Model) -> Account:
    return Account(model.provider.base_url, model.provider.key)


def _ask(run: Run[Order], account: Account, model: Model) -> Waiting | Arrived:
    rules, order = models.rules(model), run.request
    images = [inputs.data_url(key) for key in order.images]
    path, body = studio.question(model.upstream_name, rules, order, images)
    try:
        if rules.way != "at once":
            return Waiting(client.create(account, path, body), pacing.PAUSES[0][1])
        seconds = min(_LONGEST_CALL, run.deadline - time.monotonic() - _SETTLING)
        answer = client.ask(account, path, body, seconds=seconds)
    except DashScopeError as e:
        raise failures.of_creation(run, e) from e
    run.note_request(answer.request_id)
    return _arrived(run, studio.answer(answer))


def _arrived(run: Run[Order], drawing: Drawing) -> Arrived:
    """Nothing is owed for what was refused, also where the provider calls it a success."""
    run.progress(90)
    if not drawing.drawn:
        raise _nothing(drawing)
    count = drawing.count
    return Arrived(
        msgspec.to_builtins(drawing), Cost(count * run.request.unit, {"pictures": count})
    )


def _nothing(drawing: Drawing) -> Failed:
    code = drawing.missing[0].code if drawing.missing else "upstream_error"
    return Failed(code, "moderated" if code == "content_refused" else "")


def _fetch(model: Model) -> results.Fetch:
    """From an OpenAI-compatible API; what cannot be fetched is missing: another attempt would draw,
    and pay, again."""

    def get(url: str, seconds: float) -> bytes:
        try:
            return compatible.fetched(model, url, seconds)
        except DashScopeError as e:
            raise DashScopeError(e.error, e.detail, retryable=False) from e
        except ApiError as e:
            raise DashScopeError(UpstreamError(), str(e), retryable=False) from e

    return get
