"""A chat as JSON, or as server-sent events: start, delta …, done or error, pings in silence."""

import contextlib
import functools
from collections.abc import Callable, Generator

import msgspec

from shared.chat import exchanges
from shared.chat.exchanges import Exchange, Summary
from shared.errors import ApiError, Moderated
from shared.http import sse, streams
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.labels import aigc, answers
from shared.llm import demonstration
from shared.llm.answers.replies import Piece

ANSWERS = {200: {JSON: exchanges.Reply, sse.KIND: str}}


def whole(exchange: Exchange) -> Response:
    """The answer of a question that was let in."""
    outcome = exchanges.complete(exchange)
    response = answers.labelled(outcome, outcome.id)
    response.headers |= demonstration.headers(outcome.demonstration)
    return response


def stream(exchange: Exchange, request: Request) -> Response:
    """The stream of a question that was let in."""
    last_words = functools.partial(_error, request)
    events = streams.begun(_events(exchange, exchanges.stream(exchange), last_words))
    headers = {**sse.HEADERS, **demonstration.headers(exchange.ask.model.demonstrates)}
    headers |= aigc.headers(exchange.ask.id)
    return Response(200, events, headers, last_words, beat=sse.PING)


def _events(
    exchange: Exchange,
    items: Generator[Piece | Summary | Moderated | None],
    last_words: Callable[[ApiError], bytes],
) -> Generator[bytes]:
    model = exchange.ask.model
    start = {
        "id": exchange.ask.id,
        "conversation_id": exchange.conversation_id,
        "model": model.name,
        "demonstration": model.demonstrates,
        "notes": exchange.notes(model),
        "aigc": aigc.of(exchange.ask.id),
    }
    with contextlib.closing(items):
        yield b""
        yield sse.event("start", msgspec.json.encode(start))
        for item in items:
            if isinstance(item, Moderated):
                yield last_words(item)
            elif not isinstance(item, Piece) or item.content or item.reasoning:
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
