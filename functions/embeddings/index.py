"""POST /v1/embeddings: texts become vectors, as OpenAI's API has it."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.operations import maintenance
from shared.protocols import embeddings, offered


@endpoint(
    "POST",
    "/v1/embeddings",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=embeddings.LARGEST_BODY,
    answers=embeddings.ANSWERS,
    fails=embeddings.FAILS,
)
def embed(request: Request, caller: Caller, body: embeddings.Question) -> Response:
    """Turn texts into vectors; `X-Credits-Charged` tells the cost."""
    return embeddings.answer(caller, body, request)


handler = Function(embed, offered=offered.PATHS)
