"""POST /v1/messages: Anthropic's protocol, for Claude Code and its kin."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.operations import maintenance
from shared.protocols import asks, offered
from shared.protocols.anthropic import messages
from shared.protocols.anthropic.question import Conversation, Question


@endpoint(
    "POST",
    "/v1/messages",
    who=authentication.user,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    max_body=asks.LARGEST_BODY,
    answers=messages.ANSWERS,
    fails=messages.FAILS,
)
def answer(request: Request, caller: Caller, body: Question) -> Response:
    """Answer as Anthropic does, whole or as events; `x-api-key` may hold the key."""
    return messages.answer(caller, body, request)


@endpoint(
    "POST",
    "/v1/messages/count_tokens",
    who=authentication.user,
    limit=limits.READ,
    max_body=asks.LARGEST_BODY,
    fails=messages.COUNT_FAILS,
)
def count(body: Conversation) -> messages.Counted:
    """Estimate the tokens of a question; nothing is asked or charged."""
    return messages.count(body)


handler = Function(answer, count, offered=offered.PATHS)
