"""POST /v1/responses: a chat with a model, told in items."""

import contextlib
import functools
from collections.abc import Generator
from typing import Any

import msgspec

from shared.access.authentication import Caller
from shared.errors import InvalidRequest
from shared.http import sse, streams
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.inference.ask import Ask, Outcome
from shared.llm.answers.replies import Json, Piece
from shared.protocols import asks
from shared.protocols.responses import items, kept, question, shown, thoughts, tools
from shared.protocols.responses.kept import Asked
from shared.protocols.responses.messages import Talk
from shared.protocols.responses.output import Output
from shared.protocols.responses.question import Format, Question
from shared.protocols.responses.tools import Tools
from shared.protocols.responses.turn import Turn

ANSWERS = {200: {JSON: dict[str, Any], sse.KIND: str}}


def answer(caller: Caller, asked: Question, request: Request) -> Response:
    """What the OpenAI API would answer; ModelNotFound, InvalidRequest, InsufficientCredits."""
    question.require_offered(asked)
    others = validation.others(request.body or b"", Question)
    offered, said = tools.read(asked.tools), kept.asked(caller, asked)
    chat = _chat(caller, asked, said, offered, others)
    ask = asks.make(caller, request, "responses", asked.model, chat)
    turn = _turn(caller, asked, ask, offered, stored=said.is_kept)
    ask = msgspec.structs.replace(ask, keep=kept.keeping(caller, said, asked, turn.finish))
    response = _streamed(ask, turn, request) if asked.stream else _whole(ask, turn)
    unread = [*question.ignored(asked, others), *offered.ignored]
    response.headers |= asks.ignored_headers(ask, unread)
    return response


def _turn(caller: Caller, asked: Question, ask: Ask, offered: Tools, *, stored: bool) -> Turn:
    encrypt = functools.partial(thoughts.encrypted, user_id=caller.user.id)
    output = Output(
        ask.id,
        offered.names,
        items.SUMMARY if asked.summarises else items.THOUGHT,
        encrypt if asked.encrypts else None,
    )
    return Turn(shown.begun(asked, ask, stored=stored), output)


def _chat(caller: Caller, asked: Question, said: Asked, offered: Tools, others: Json) -> Json:
    """The question as chat completions ask it."""
    return {
        "messages": _messages(caller, asked, said),
        **{name: value for name, value in others.items() if name in question.PASSED_ON},
        **tools.choice(asked.tool_choice, offered),
        "parallel_tool_calls": asked.parallel_tool_calls if offered.functions else None,
        "max_tokens": asked.max_output_tokens,
        "temperature": asked.temperature,
        "top_p": asked.top_p,
        "response_format": _format(asked.text.format if asked.text else None),
        "verbosity": asked.text.verbosity if asked.text else None,
        "reasoning_effort": asked.reasoning.effort if asked.reasoning else None,
    }


def _messages(caller: Caller, asked: Question, said: Asked) -> list[Json]:
    talk = Talk(asked.instructions, caller.user.id)
    for item in said.earlier:
        talk.add(item, "previous_response_id")
    for place, item in enumerate(said.items):
        talk.add(item, f"input[{place}]")
    return talk.told()


def _format(wanted: Format | None) -> Json | None:
    if not wanted or wanted.type == "text":
        return None
    if wanted.type == "json_object":
        return {"type": "json_object"}
    told: Json = msgspec.to_builtins(wanted)
    for name in ("name", "schema"):
        if not told.get(name):
            path = f"text.format.{name}"
            raise InvalidRequest("field_missing", param=path, field=path)
    told.pop("type")
    return {"type": "json_schema", "json_schema": told}


def _whole(ask: Ask, turn: Turn) -> Response:
    outcome = calls.complete(ask)
    turn.finish(outcome.completion, outcome.model)
    body = msgspec.json.encode(turn.told(outcome.bill))
    return Response(200, body, asks.said_headers(ask, outcome))


def _streamed(ask: Ask, turn: Turn, request: Request) -> Response:
    body = streams.begun(_events(turn, calls.stream(ask)))
    last_words = functools.partial(turn.last_words, request)
    return Response(200, body, asks.streamed_headers(ask), last_words, beat=sse.PING)


def _events(turn: Turn, said: Generator[Piece | Outcome | None]) -> Generator[bytes]:
    with contextlib.closing(said):
        yield b""
        yield turn.begin()
        for item in said:
            if item is None:
                yield sse.PING
            elif isinstance(item, Piece):
                if told := turn.hear(item.chunk):
                    yield told
            else:
                turn.finish(item.completion, item.model)
                yield turn.end(item.bill)
