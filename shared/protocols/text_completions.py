"""OpenAI's older completions: a prompt goes on as text, asked for as a chat with one message."""

import contextlib
import functools
from collections.abc import Generator
from typing import Any

import msgspec
from msgspec import UNSET

from shared import times
from shared.access.authentication import Caller
from shared.errors import InvalidRequest
from shared.http import sse, streams
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.inference.ask import Ask, Outcome
from shared.llm import demonstration
from shared.llm.answers import speech
from shared.llm.answers.replies import Json, Piece
from shared.protocols import asks, chunks
from shared.protocols.chat_completions import Choices, Count, Maybe, StreamOptions

ANSWERS = {200: {JSON: dict[str, Any], sse.KIND: str}}
_STEERS = (
    *("max_tokens", "temperature", "top_p", "stop", "presence_penalty", "frequency_penalty"),
    *("logit_bias", "seed", "user"),
)


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/completions; other fields go to the provider as they came."""

    model: str
    prompt: str | list[Any]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Choices = None
    max_tokens: Count = UNSET
    temperature: Maybe = UNSET
    top_p: Maybe = UNSET
    stop: Maybe = UNSET
    presence_penalty: Maybe = UNSET
    frequency_penalty: Maybe = UNSET
    logit_bias: Maybe = UNSET
    seed: Maybe = UNSET
    user: Maybe = UNSET
    echo: bool | None = None
    best_of: Choices = None
    logprobs: Any = None
    suffix: str | None = None


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """What the OpenAI API would answer; ModelNotFound, InvalidRequest, InsufficientCredits."""
    _require_offered(question)
    others = validation.others(request.body or b"", Question)
    asked = {"messages": [{"role": "user", "content": _prompt(question)}], **_steering(question)}
    ask = asks.make(caller, request, "text_completions", question.model, others | asked)
    response = _streamed(ask, question, request) if question.stream else _whole(ask)
    response.headers |= asks.ignored_headers(ask)
    return response


def _require_offered(question: Question) -> None:
    """A chat cannot do these."""
    wanted = {
        "echo": question.echo,
        "logprobs": question.logprobs is not None,
        "best_of": (question.best_of or 1) > (question.n or 1),
        "suffix": question.suffix,
    }
    for name, value in wanted.items():
        if value:
            raise InvalidRequest("field_not_offered", param=name, field=name)


def _prompt(question: Question) -> str:
    """The one prompt; several, or tokens in place of text, are not offered."""
    prompts = [question.prompt] if isinstance(question.prompt, str) else question.prompt
    if len(prompts) != 1 or not isinstance(prompts[0], str):
        raise InvalidRequest("one_prompt", param="prompt")
    return prompts[0]


def _steering(question: Question) -> Json:
    said: Json = msgspec.to_builtins(question)
    several = {"n": question.n} if (question.n or 1) > 1 else {}
    return {name: said[name] for name in _STEERS if name in said} | several


def _whole(ask: Ask) -> Response:
    outcome = calls.complete(ask)
    choices = speech.choices(outcome.completion.reply)
    reply = _part(ask, outcome.model.name, choices) | {"usage": asks.usage(outcome.completion)}
    return Response(200, msgspec.json.encode(reply), asks.said_headers(ask, outcome))


def _streamed(ask: Ask, question: Question, request: Request) -> Response:
    wants_usage = bool(question.stream_options and question.stream_options.include_usage)
    body = streams.begun(_chunks(ask, calls.stream(ask), wants_usage))
    last_words = functools.partial(chunks.last_words, request)
    return Response(200, body, asks.streamed_headers(ask), last_words, beat=sse.PING)


def _chunks(
    ask: Ask, items: Generator[Piece | Outcome | None], wants_usage: bool
) -> Generator[bytes]:
    with contextlib.closing(items):
        yield b""
        for item in items:
            if item is None:
                yield sse.PING
            elif isinstance(item, Piece):
                yield chunks.data(_part(ask, item.chunk["model"], speech.choices(item.chunk)))
            elif wants_usage:
                usage = {"usage": asks.usage(item.completion), "credits": item.bill}
                yield chunks.data(_part(ask, item.model.name, []) | usage)
    yield chunks.DONE


def _part(ask: Ask, model: str, choices: list[Json]) -> Json:
    return {
        "id": f"cmpl-{ask.id}",
        "object": "text_completion",
        "created": times.now() // 1000,
        "model": model,
        "choices": [_choice(place, choice) for place, choice in enumerate(choices)],
        **demonstration.fields(ask.model.demonstrates),
    }


def _choice(place: int, choice: Json) -> Json:
    said = speech.read(choice)
    return {
        "text": said.content or said.refusal,
        "index": choice.get("index", place),
        "logprobs": None,
        "finish_reason": choice.get("finish_reason"),
    }
