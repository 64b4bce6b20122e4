"""POST /api/chat: ask the model, with or without an account, whole or streamed."""

from shared import auth, chats, events
from shared.hosts.event import Function
from shared.http import Request, Response, endpoint
from shared.store.users import User


@endpoint("POST", "/api/chat", who=auth.visitor)
def chat(request: Request, caller: User | None, body: chats.Question) -> chats.Reply | Response:
    exchange = chats.begin(caller, body, request.ip, request.locale)
    if body.stream:
        return events.response(exchange, request)
    return chats.complete(exchange, request.deadline)


handler = Function(chat)
