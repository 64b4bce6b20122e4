"""POST /api/chat: ask the model, with or without an account, whole or streamed."""

from shared.access import authentication, idempotency, limits
from shared.access.authentication import Caller
from shared.chat import events, exchanges
from shared.errors import Forbidden, NotFound
from shared.hosts.event import Function
from shared.http.endpoint import endpoint
from shared.http.request import Request
from shared.http.response import Response
from shared.inference import calls
from shared.operations import maintenance


@endpoint(
    "POST",
    "/api/chat",
    who=authentication.anyone,
    limit=limits.CHAT,
    once=idempotency.once,
    after=maintenance.by_chance,
    answers=events.ANSWERS,
    fails=(*calls.FAILS, Forbidden, NotFound),
)
def chat(request: Request, caller: Caller | None, body: exchanges.Question) -> Response:
    """Ask the model, whole or with `stream` as events; users' turns are stored, and others may ask
    `ANONYMOUS_CHATS_PER_DAY` times from an address."""
    exchange = exchanges.begin(caller, body, request.ip, request.locale, request.deadline)
    return events.stream(exchange, request) if body.stream else events.whole(exchange)


handler = Function(chat)
