"""A chat as server-sent events: start, delta …, done or error, and a ping in every silence."""

import contextlib
import functools
from collections.abc import Generator

import msgspec

from shared.chat import exchanges
from shared.chat.exchanges import Exchange, Summary
from shared.errors import ApiError
from shared.http import sse, streams
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.llm.replies import Piece

ANSWERS = {200: {JSON: exchanges.Reply, sse.KIND: str}}


def response(exchange: Exchange, request: Request) -> Response:
    """The stream of a question that was let in."""
    last_words = functools.partial(_error, request)
    events = streams.begun(_events(exchange, exchanges.stream(exchange)))
    return Response(200, events, dict(sse.HEADERS), last_words)


def _events(exchange: Exchange, items: Generator[Piece | Summary | None]) -> Generator[bytes]:
    start = {
        "id": exchange.ask.id,
        "conversation_id": exchange.conversation_id,
        "model": exchange.ask.model.name,
    }
    with contextlib.closing(items):
        yield b""
        yield sse.event("start", msgspec.json.encode(start))
        for item in items:
            if not isinstance(item, Piece) or item.content or item.reasoning:
                yield _event(item)


def _error(request: Request, error: ApiError) -> bytes:
    return sse.event("error", bytes(refuse(error, request).body))  # type: ignore[arg-type]


def _event(item: Piece | Summary | None) -> bytes:
    if item is None:
        return sse.PING
    if isinstance(item, Summary):
        return sse.event("done", msgspec.json.encode(item))
    delta = {"content": item.content}
    if item.reasoning:
        delta["reasoning"] = item.reasoning
    return sse.event("delta", msgspec.json.encode(delta))
