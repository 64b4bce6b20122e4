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
from shared.llm import catalogue
from shared.operations import maintenance
from shared.protocols import chat_completions


@endpoint(
    "POST",
    "/v1/chat/completions",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=chat_completions.LARGEST_BODY,
    answers=chat_completions.ANSWERS,
    fails=(*calls.FAILS, ModelNotFound),
)
def complete(request: Request, caller: Caller, body: chat_completions.Question) -> Response:
    """Answer as OpenAI does, whole or in chunks; `X-Credits-Charged` tells the cost."""
    return chat_completions.answer(caller, body, request)


@endpoint("GET", "/v1/models", who=authentication.user, limit=limits.READ)
def find_models() -> dict[str, Any]:
    """The models, as OpenAI lists them."""
    found = catalogue.current().enabled()
    return {"object": "list", "data": [chat_completions.listed(model) for model in found]}


@endpoint(
    "GET", "/v1/models/{name*}", who=authentication.user, limit=limits.READ, fails=(ModelNotFound,)
)
def read_model(name: str) -> dict[str, Any]:
    """One of the models, as OpenAI shows it."""
    return chat_completions.listed(chat_completions.find_model(name))


handler = Function(complete, find_models, read_model)
