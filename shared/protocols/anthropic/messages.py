"""POST /v1/messages: a question in Anthropic's protocol, answered whole or as events."""

import contextlib
import functools
from collections.abc import Generator
from typing import Any

import msgspec

from shared.access.authentication import Caller
from shared.errors import ApiError, InvalidRequest, ModelNotFound, Unavailable
from shared.http import sse, streams
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.inference import calls
from shared.inference.ask import Ask, Outcome
from shared.llm import catalogue, token_estimate
from shared.llm.answers.replies import Piece
from shared.llm.catalogue import Model
from shared.protocols import asks
from shared.protocols.anthropic import asked, shown
from shared.protocols.anthropic.events import PING, Events
from shared.protocols.anthropic.question import Conversation, Question

ANSWERS = {200: {JSON: dict[str, Any], sse.KIND: str}}
FAILS = (*calls.FAILS, ModelNotFound, Unavailable)
COUNT_FAILS = (ModelNotFound, Unavailable)
_THEIRS = "claude-"  # names that clients have built in
_NOT_HERE = ("mcp_servers", "container")  # without them the answer would be another


class Counted(msgspec.Struct, frozen=True):
    input_tokens: int


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """What Anthropic's API would answer; ModelNotFound, InvalidRequest, InsufficientCredits."""
    others = validation.others(request.body or b"", Question)
    for name in _NOT_HERE:
        if others.get(name):
            raise InvalidRequest("field_not_offered", param=name, field=name)
    model = _find_model(question.model)
    ask = asks.make(caller, request, "messages", model.name, asked.of(question, model))
    response = (_streamed if question.stream else _whole)(ask, question, request)
    response.headers |= asks.ignored_headers(ask, others)
    return response


def count(question: Conversation) -> Counted:
    """How many tokens a question has, by estimate; ModelNotFound, InvalidRequest."""
    _find_model(question.model)
    return Counted(token_estimate.question_tokens(asked.conversation(question)))


def _find_model(name: str) -> Model:
    """By its name; one of Anthropic's that no model has been given is the default model's."""
    known = catalogue.current()
    found = known.find(name) or (known.find(None) if name.startswith(_THEIRS) else None)
    if found:
        return found
    if not known.models or name.startswith(_THEIRS):
        raise Unavailable("no_model")
    raise ModelNotFound(param="model", name=name)


def _whole(ask: Ask, question: Question, request: Request) -> Response:
    outcome = calls.complete(ask)
    said = shown.message(ask, outcome, thinking=question.shows_thinking)
    headers = {**asks.said_headers(ask, outcome), "Request-Id": request.id}
    return Response(200, msgspec.json.encode(said), headers)


def _streamed(ask: Ask, question: Question, request: Request) -> Response:
    events = Events(ask, thinking=question.shows_thinking)
    body = streams.begun(_events(calls.stream(ask), events))
    headers = {**asks.streamed_headers(ask), "Request-Id": request.id}
    return Response(200, body, headers, functools.partial(_last_words, request), beat=PING)


def _events(items: Generator[Piece | Outcome | None], events: Events) -> Generator[bytes]:
    with contextlib.closing(items):
        yield b""
        yield events.begin()
        for item in items:
            if item is None:
                yield PING
            elif isinstance(item, Piece):
                yield b"".join(events.take(item))
            else:
                yield b"".join(events.end(item))


def _last_words(request: Request, error: ApiError) -> bytes:
    return sse.event("error", bytes(refuse(error, request).body))  # type: ignore[arg-type]
