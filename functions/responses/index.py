"""/v1/responses: OpenAI's Responses, for tokens and API keys."""

from typing import Any

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.errors import ModelNotFound, NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.inference import calls
from shared.operations import maintenance
from shared.protocols import asks, offered
from shared.protocols.responses import answering, kept
from shared.protocols.responses.question import Question

ONE = "/v1/responses/{response_id}"


@endpoint(
    "POST",
    "/v1/responses",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=asks.LARGEST_BODY,
    answers=answering.ANSWERS,
    fails=(*calls.FAILS, ModelNotFound),
)
def create(request: Request, caller: Caller, body: Question) -> Response:
    """Answer as OpenAI's Responses do, whole or as events; kept for 30 days unless `store` is
    false."""
    return answering.answer(caller, body, request)


@endpoint("GET", ONE, who=authentication.user, limit=limits.READ, fails=(NotFound,))
def read(caller: Caller, response_id: str) -> dict[str, Any]:
    """One of one's own responses that are kept."""
    return kept.get(caller, response_id)


@endpoint("DELETE", ONE, who=authentication.user, limit=limits.WRITE, fails=(NotFound,))
def remove(caller: Caller, response_id: str) -> dict[str, Any]:
    """Remove one of one's own responses; those that go on from it cannot go on any more."""
    return kept.remove(caller, response_id)


handler = Function(create, read, remove, offered=offered.PATHS)
