"""A chat as server-sent events: start, delta …, done or error, and a ping in every silence."""

import contextlib
import functools
from collections.abc import Iterator

import msgspec

from shared import chats, config, sse
from shared.chats import Exchange, Summary
from shared.errors import ApiError
from shared.http import Request, Response, refuse
from shared.llm import Delta


def response(exchange: Exchange, request: Request) -> Response:
    """The stream of a question that was let in."""
    last_words = functools.partial(_error, request)
    return Response(200, _events(exchange, request.deadline), dict(sse.HEADERS), last_words)


def _events(exchange: Exchange, deadline: float) -> Iterator[bytes]:
    start = {
        "id": exchange.id,
        "conversation_id": exchange.conversation_id,
        "model": config.settings().openai_model,
    }
    yield sse.event("start", msgspec.json.encode(start))
    with contextlib.closing(chats.stream(exchange, deadline)) as items:
        for item in items:
            yield _event(item)


def _error(request: Request, error: ApiError) -> bytes:
    return sse.event("error", bytes(refuse(error, request).body))  # type: ignore[arg-type]


def _event(item: Delta | Summary | None) -> bytes:
    if item is None:
        return sse.PING
    if isinstance(item, Summary):
        return sse.event("done", msgspec.json.encode(item))
    delta = {"content": item.content}
    if item.reasoning:
        delta["reasoning"] = item.reasoning
    return sse.event("delta", msgspec.json.encode(delta))
