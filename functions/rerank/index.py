"""POST /v1/rerank: documents in the order of a question, as Jina's and Cohere's APIs have it."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.operations import maintenance
from shared.protocols import offered, rerank


@endpoint(
    "POST",
    "/v1/rerank",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=rerank.LARGEST_BODY,
    answers=rerank.ANSWERS,
    fails=rerank.FAILS,
)
def rank(request: Request, caller: Caller, body: rerank.Question) -> Response:
    """Put documents in the order of a question; `X-Credits-Charged` tells the cost."""
    return rerank.answer(caller, body, request)


handler = Function(rank, offered=offered.PATHS)
