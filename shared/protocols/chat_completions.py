"""The OpenAI protocol: chat completions with any client, whole or as chunks."""

import contextlib
import functools
from collections.abc import Generator
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from shared import ids, times
from shared.access.authentication import Caller
from shared.errors import ApiError, InvalidRequest, ModelNotFound
from shared.http import sse, streams, validation
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.inference import calls
from shared.inference.ask import Ask, Bill, Outcome
from shared.llm import catalogue, demonstration, dialects
from shared.llm.catalogue import Model
from shared.llm.replies import Completion, Json, Piece

LARGEST_BODY = 20_971_520  # bytes: pictures come within the JSON
ANSWERS = {200: {JSON: dict[str, Any], sse.KIND: str}}
_DONE = b"data: [DONE]\n\n"
_OURS = {"model", "stream", "stream_options", "n"}

Maybe = Any | UnsetType
Count = Annotated[int, msgspec.Meta(ge=1)] | None | UnsetType


class StreamOptions(msgspec.Struct):
    include_usage: bool = False


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/chat/completions; other fields go to the provider as they came."""

    model: str
    messages: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1, max_length=2000)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
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
    _require_usual(question)
    others = validation.others(request.body or b"", Question)
    ask = _ask(caller, question, others, request.deadline)
    response = _streamed(ask, question, request) if question.stream else _whole(ask)
    if ignored := dialects.ignored(ask.model.provider.quirks, ask.question):
        response.headers["X-Ignored-Fields"] = ", ".join(ignored)
    return response


def find_model(name: str) -> Model:
    found = catalogue.current().find(name)
    if not found:
        raise ModelNotFound(param="model", name=name)
    return found


def listed(model: Model) -> Json:
    """A model as GET /v1/models shows it."""
    return {
        "id": model.name,
        "object": "model",
        "created": model.created_at // 1000,
        "owned_by": model.provider.name,
        **demonstration.fields(model.demonstrates),
    }


def _ask(caller: Caller, question: Question, others: Json, deadline: float) -> Ask:
    model = find_model(question.model)
    said: Json = msgspec.to_builtins(question) | others
    passed_on = {n: value for n, value in said.items() if n not in _OURS and value is not None}
    return Ask(
        id=ids.make(),
        caller=caller,
        endpoint="completions",
        project=(caller.key.project if caller.key else None) or "",
        model=model,
        question=passed_on,
        deadline=deadline,
    )


def _require_usual(question: Question) -> None:
    if question.n not in (None, 1):
        raise InvalidRequest("one_choice", param="n")
    for place, message in enumerate(question.messages):
        if not isinstance(message.get("role"), str):
            path = f"messages[{place}].role"
            raise InvalidRequest("field_missing", param=path, field=path)


def _streamed(ask: Ask, question: Question, request: Request) -> Response:
    wants_usage = bool(question.stream_options and question.stream_options.include_usage)
    chunks = streams.begun(_chunks(ask, calls.stream(ask), wants_usage))
    headers = {**sse.HEADERS, **demonstration.headers(ask.model.demonstrates)}
    return Response(200, chunks, headers, functools.partial(_last_words, request))


def _whole(ask: Ask) -> Response:
    outcome = calls.complete(ask)
    reply = {**outcome.completion.reply, "id": f"chatcmpl-{ask.id}", "model": outcome.model.name}
    reply.setdefault("object", "chat.completion")
    reply.setdefault("created", times.now() // 1000)
    if not reply.get("usage"):
        reply["usage"] = _usage(outcome.completion)
    headers = {
        "Content-Type": JSON,
        **_credit_headers(outcome.bill),
        **demonstration.headers(outcome.model.demonstrates),
    }
    return Response(200, msgspec.json.encode(reply), headers)


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
                yield _data({**item.chunk, "id": name, "usage": None})
            elif wants_usage:
                yield _data(_usage_chunk(item, name))
    yield _DONE


def _usage_chunk(outcome: Outcome, name: str) -> Json:
    """The last chunk, for those who asked for it; credits are our addition."""
    usage = outcome.completion.reply.get("usage") or _usage(outcome.completion)
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


def _usage(completion: Completion) -> Json:
    used = completion.usage
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.total_tokens,
    }


def _last_words(request: Request, error: ApiError) -> bytes:
    return b"data: " + bytes(refuse(error, request).body) + b"\n\n" + _DONE  # type: ignore[arg-type]


def _data(chunk: Json) -> bytes:
    return b"data: " + msgspec.json.encode(chunk) + b"\n\n"


def _credit_headers(bill: Bill) -> dict[str, str]:
    remaining = "" if bill.remaining is None else str(bill.remaining)
    return {"X-Credits-Charged": str(bill.charged), "X-Credits-Remaining": remaining}
