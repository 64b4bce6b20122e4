"""The OpenAI protocol: chat completions with any client, whole or as chunks."""

import contextlib
import functools
from collections.abc import Generator
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from shared import times
from shared.access.authentication import Caller
from shared.errors import InvalidRequest
from shared.http import sse, streams
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.inference.ask import Ask, Outcome
from shared.llm import catalogue, demonstration
from shared.llm.answers.replies import Json, Piece
from shared.llm.catalogue import Model
from shared.protocols import asks, chunks

ANSWERS = {200: {JSON: dict[str, Any], sse.KIND: str}}
_OURS = {"model", "stream", "stream_options"}
MOST_CHOICES = 4

Maybe = Any | UnsetType
Choices = Annotated[int, msgspec.Meta(ge=1, le=MOST_CHOICES)] | None
Count = Annotated[int, msgspec.Meta(ge=1)] | None | UnsetType


class StreamOptions(msgspec.Struct):
    include_usage: bool = False


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/chat/completions; other fields go to the provider as they came."""

    model: str
    messages: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1, max_length=2000)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Choices = None
    max_tokens: Count = UNSET
    max_completion_tokens: Count = UNSET
    temperature: Maybe = UNSET
    top_p: Maybe = UNSET
    top_k: Maybe = UNSET
    stop: Maybe = UNSET
    presence_penalty: Maybe = UNSET
    frequency_penalty: Maybe = UNSET
    repetition_penalty: Maybe = UNSET
    logit_bias: Maybe = UNSET
    seed: Maybe = UNSET
    logprobs: Maybe = UNSET
    top_logprobs: Maybe = UNSET
    tools: Maybe = UNSET
    tool_choice: Maybe = UNSET
    parallel_tool_calls: Maybe = UNSET
    response_format: Maybe = UNSET
    reasoning_effort: Maybe = UNSET
    enable_thinking: Maybe = UNSET
    thinking_budget: Maybe = UNSET
    enable_search: Maybe = UNSET


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """What the OpenAI API would answer; ModelNotFound, InvalidRequest, InsufficientCredits."""
    _require_roles(question)
    others = validation.others(request.body or b"", Question)
    ask = asks.make(caller, request, "completions", question.model, _passed_on(question, others))
    response = _streamed(ask, question, request) if question.stream else _whole(ask)
    response.headers |= asks.ignored_headers(ask)
    return response


def listing() -> Json:
    """The models that may be asked, as GET /v1/models shows them."""
    return {"object": "list", "data": [listed(m) for m in catalogue.current().enabled()]}


def listed(model: Model) -> Json:
    """A model as GET /v1/models shows it."""
    return {
        "id": model.name,
        "object": "model",
        "created": model.created_at // 1000,
        "owned_by": model.provider.name,
        **demonstration.fields(model.demonstrates),
    }


def _passed_on(question: Question, others: Json) -> Json:
    said: Json = msgspec.to_builtins(question) | others
    if question.n == 1:  # not all providers know the field
        del said["n"]
    return {name: value for name, value in said.items() if name not in _OURS}


def _require_roles(question: Question) -> None:
    for place, message in enumerate(question.messages):
        if not isinstance(message.get("role"), str):
            path = f"messages[{place}].role"
            raise InvalidRequest("field_missing", param=path, field=path)


def _streamed(ask: Ask, question: Question, request: Request) -> Response:
    wants_usage = bool(question.stream_options and question.stream_options.include_usage)
    body = streams.begun(_chunks(ask, calls.stream(ask), wants_usage))
    last_words = functools.partial(chunks.last_words, request)
    return Response(200, body, asks.streamed_headers(ask), last_words, beat=sse.PING)


def _whole(ask: Ask) -> Response:
    outcome = calls.complete(ask)
    reply = {**outcome.completion.reply, "id": f"chatcmpl-{ask.id}", "model": outcome.model.name}
    reply.setdefault("object", "chat.completion")
    reply.setdefault("created", times.now() // 1000)
    if not reply.get("usage"):
        reply["usage"] = asks.usage(outcome.completion)
    return Response(200, msgspec.json.encode(reply), asks.said_headers(ask, outcome))


def _chunks(
    ask: Ask, items: Generator[Piece | Outcome | None], wants_usage: bool
) -> Generator[bytes]:
    name = f"chatcmpl-{ask.id}"
    with contextlib.closing(items):
        yield b""
        for item in items:
            if item is None:
                yield sse.PING
            elif isinstance(item, Piece):
                yield chunks.data({**item.chunk, "id": name, "usage": None})
            elif wants_usage:
                yield chunks.data(_usage_chunk(item, name))
    yield chunks.DONE


def _usage_chunk(outcome: Outcome, name: str) -> Json:
    """The last chunk, for those who asked for it; credits are our addition."""
    usage = outcome.completion.reply.get("usage") or asks.usage(outcome.completion)
    return {
        "id": name,
        "model": outcome.model.name,
        "object": "chat.completion.chunk",
        "created": times.now() // 1000,
        "choices": [],
        "usage": usage,
        "credits": outcome.bill,
        **demonstration.fields(outcome.model.demonstrates),
    }
