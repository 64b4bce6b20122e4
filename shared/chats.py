"""Asking a model and keeping both turns: whole or streamed, with or without an account."""

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from shared import config, conversations, dialogue, ids, limits, llm, locales, personas
from shared.auth import Caller
from shared.dialogue import Name, Turn, Turns
from shared.errors import Forbidden, InvalidRequest, QuotaExceeded
from shared.http import Body
from shared.llm import Completion, Delta, Usage
from shared.store.users import User

_ANONYMOUS = "anonymous"


class Question(Body, kw_only=True):
    """The body of POST /api/chat."""

    messages: Turns
    type: Name = personas.DEFAULT
    model: Name | None = None
    conversation_id: Name | None = None
    stream: bool = False
    project: Name | None = None


class Said(msgspec.Struct, frozen=True):
    content: str
    role: str = "assistant"


class Bill(msgspec.Struct, frozen=True):
    charged: int
    remaining: int | None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an answer when it is complete, without its text."""

    id: str
    conversation_id: str | None
    model: str
    finish_reason: str
    usage: Usage
    credits: Bill


class Reply(Summary, frozen=True, kw_only=True):
    message: Said


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was let in, on its way to an answer."""

    id: str
    asker: User | None
    ip: str
    question: Question
    conversation_id: str | None
    prompt: list[dict[str, Any]]


def begin(caller: Caller | None, question: Question, ip: str, locale: locales.Locale) -> Exchange:
    """Let a question in, or refuse: its shape, its persona, somebody else's conversation."""
    asker = caller.user if caller else None
    dialogue.require_askable(question.messages)
    _require_model(question.model)
    system = {"role": "system", "content": personas.prompt(question.type, locale)}
    earlier = conversations.turns(asker, question.conversation_id)
    if not asker:
        _count_anonymous(ip)
    return Exchange(
        id=ids.make(),
        asker=asker,
        ip=ip,
        question=question,
        conversation_id=_conversation_id(asker, question),
        prompt=[system, *earlier, *dialogue.plain(question.messages)],
    )


def complete(exchange: Exchange, deadline: float) -> Reply:
    """The model's whole answer, kept; nothing is kept or counted when the model fails."""
    with _uncounted_on_failure(exchange):
        completion = llm.complete(exchange.prompt, deadline=deadline)
    summary = _keep(exchange, completion)
    return Reply(**msgspec.structs.asdict(summary), message=Said(completion.content))


def stream(exchange: Exchange, deadline: float) -> Generator[Delta | Summary | None]:
    """The answer as it comes: deltas, None while the model is silent, the summary.

    When the client goes away, what was delivered is kept as the answer.
    """
    said: list[str] = []
    with (
        _uncounted_on_failure(exchange),
        contextlib.closing(llm.stream(exchange.prompt, deadline=deadline)) as items,
    ):
        try:
            for item in items:
                if isinstance(item, Completion):
                    yield _keep(exchange, item)
                    continue
                said.append(item.content if item else "")
                yield item
        except GeneratorExit:
            _keep_delivered(exchange, "".join(said))
            raise


def _keep(exchange: Exchange, completion: Completion) -> Summary:
    return Summary(
        id=exchange.id,
        conversation_id=_remember(exchange, completion),
        model=completion.model,
        finish_reason=completion.finish_reason,
        usage=completion.usage,
        credits=Bill(0, exchange.asker.credits if exchange.asker else None),
    )


def _remember(exchange: Exchange, completion: Completion) -> str | None:
    """Keep the turns of a user; returns their conversation."""
    asker, kept = exchange.asker, exchange.conversation_id
    if not asker or not kept:
        return None
    spoken = [turn for turn in exchange.question.messages if turn.role != "system"]
    spoken.append(Turn(role="assistant", content=completion.content))
    if exchange.question.conversation_id:
        return conversations.go_on(asker, kept, spoken, completion.model)
    return conversations.begin(asker, kept, exchange.question.type, spoken, completion.model)


def _keep_delivered(exchange: Exchange, said: str) -> None:
    if said:
        usage = llm.estimated_usage(exchange.prompt, said)
        model = config.settings().openai_model
        _keep(exchange, Completion(said, model, "client_gone", usage))


@contextlib.contextmanager
def _uncounted_on_failure(exchange: Exchange) -> Iterator[None]:
    try:
        yield
    except BaseException as e:
        if not exchange.asker and not isinstance(e, GeneratorExit):
            limits.give_back(_ANONYMOUS, limits.address(exchange.ip), limits.DAY)
        raise


def _count_anonymous(ip: str) -> None:
    limit = config.settings().anonymous_chats_per_day
    if limit == 0:
        raise Forbidden("anonymous_forbidden")
    who = limits.address(ip)
    limits.quota(_ANONYMOUS, who, most=limit, seconds=limits.DAY, refusal=QuotaExceeded)


def _require_model(name: str | None) -> None:
    if name and name != config.settings().openai_model:
        raise InvalidRequest("unknown_model", param="model", name=name)


def _conversation_id(asker: User | None, question: Question) -> str | None:
    if not asker or not config.settings().store_history:
        return None
    return question.conversation_id or ids.make()
