"""/v1: the OpenAI protocol, for tokens and API keys."""

from typing import Any

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import ModelNotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.inference import calls
from shared.operations import maintenance
from shared.protocols import asks, chat_completions, offered, text_completions


@endpoint(
    "POST",
    "/v1/chat/completions",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=asks.LARGEST_BODY,
    answers=chat_completions.ANSWERS,
    fails=(*calls.FAILS, ModelNotFound),
)
def complete(request: Request, caller: Caller, body: chat_completions.Question) -> Response:
    """Answer as OpenAI does, whole or in chunks; `X-Credits-Charged` tells the cost."""
    return chat_completions.answer(caller, body, request)


@endpoint(
    "POST",
    "/v1/completions",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=asks.LARGEST_BODY,
    answers=text_completions.ANSWERS,
    fails=(*calls.FAILS, ModelNotFound),
)
def complete_text(request: Request, caller: Caller, body: text_completions.Question) -> Response:
    """Go on with a text, as OpenAI's older API does; the model is asked as in a chat."""
    return text_completions.answer(caller, body, request)


@endpoint("GET", "/v1/models", who=authentication.user, limit=limits.READ)
def find_models() -> dict[str, Any]:
    """The models, as OpenAI lists them."""
    return chat_completions.listing()


@endpoint(
    "GET", "/v1/models/{name*}", who=authentication.user, limit=limits.READ, fails=(ModelNotFound,)
)
def read_model(name: str) -> dict[str, Any]:
    """One of the models, as OpenAI shows it."""
    return chat_completions.listed(asks.find_model(name))


handler = Function(complete, complete_text, find_models, read_model, offered=offered.PATHS)
