"""Asking a model and keeping both turns: whole or streamed, with or without an account."""

import contextlib
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from shared import ids
from shared.access import limits
from shared.access.authentication import Caller
from shared.chat import conversations, memory, notes, personas
from shared.chat.conversations import Answer
from shared.config import environment
from shared.database.transactions import Transaction
from shared.errors import InvalidRequest, Moderated
from shared.http import streams
from shared.http.request import Body
from shared.i18n.locales import Locale
from shared.inference import calls
from shared.inference.ask import Ask, Bill, Keep, Outcome
from shared.labels import aigc
from shared.labels.aigc import Aigc
from shared.llm import catalogue, messages
from shared.llm.answers.replies import Completion, Piece
from shared.llm.catalogue import Model
from shared.llm.messages import Name, Turn, Turns
from shared.moderation import screen
from shared.moderation.records import Whose

if TYPE_CHECKING:
    from shared.chat.doses import Guard

_LONGEST_ANSWER = 4096  # tokens


class Question(Body, kw_only=True):
    """The body of POST /api/chat; `replaces` is the id of a question of the conversation: this one
    takes its place, and that of all that follows, once there is an answer."""

    messages: Turns
    type: Name = personas.DEFAULT
    model: Name | None = None
    conversation_id: Name | None = None
    replaces: Name | None = None
    stream: bool = False
    project: Name | None = None


class Said(msgspec.Struct, frozen=True):
    content: str
    role: str = "assistant"


class Tokens(msgspec.Struct, frozen=True):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an answer when it is complete, without its text.

    `demonstration` is whether a model gave it that only shows how the product works; `notes` are
    sentences to be shown with it; `aigc` is its label.
    """

    id: str
    conversation_id: str | None
    model: str
    finish_reason: str
    usage: Tokens
    credits: Bill
    demonstration: bool
    notes: list[str]
    aigc: Aigc


class Reply(Summary, frozen=True, kw_only=True):
    message: Said


class Exchange(msgspec.Struct, frozen=True):
    """A question that was let in, on its way to an answer."""

    ask: Ask
    conversation_id: str | None
    persona: Name
    locale: Locale

    def notes(self, model: Model) -> list[str]:
        return notes.of(self.persona, model, self.locale)

    def guard(self) -> "Guard | None":
        """What is left out of the answer, if anything is."""
        if self.persona != personas.DRUG_ADVISOR:
            return None
        from shared.chat.doses import Guard  # its patterns cost 10 ms, and most chats need none

        return Guard(self.locale)


def begin(
    caller: Caller | None, question: Question, ip: str, locale: Locale, deadline: float
) -> Exchange:
    """Let a question in, or refuse: its shape, its persona, somebody else's conversation."""
    messages.require_askable(question.messages)
    model = catalogue.get(question.model)
    system = {"role": "system", "content": personas.prompt(question.type, locale)}
    asked = messages.plain(question.messages)
    _require_sight(model, question.messages)
    earlier = memory.fitting(model, [system, *asked], _turns(caller, question))
    conversation_id = _conversation_id(caller, question)
    ask = Ask(
        id=ids.make(),
        caller=caller,
        endpoint="chat",
        project=_project(caller, question),
        model=model,
        question=_question(model, [system, *earlier, *asked]),
        deadline=deadline,
        anonymous_address=None if caller else limits.address(ip),
        keep=_keeping(caller, question, conversation_id, locale),
        own=1 + len(earlier),
        talks=True,
    )
    return Exchange(ask, conversation_id, question.type, locale)


def complete(exchange: Exchange) -> Reply:
    """The model's whole answer, kept; nothing is kept or counted when the model fails."""
    outcome = calls.complete(exchange.ask)
    said = Said(_sayable(outcome.completion.content, exchange.persona, exchange.locale))
    return Reply(**msgspec.structs.asdict(_summary(exchange, outcome)), message=said)


def stream(exchange: Exchange) -> Generator[Piece | Summary | Moderated | None]:
    """The answer as it comes: pieces, None while the model is silent, the summary, or in its place
    what broke the answer off for its content.

    What refuses the call is raised at once. When the client goes away, or the stream breaks, what
    was delivered is kept as the answer, and so marked.
    """
    return streams.begun(_stream(exchange, calls.stream(exchange.ask)))


def _stream(
    exchange: Exchange, items: Generator[Piece | Outcome | None]
) -> Generator[Piece | Summary | Moderated | None]:
    guard = exchange.guard()
    with contextlib.closing(items):
        yield None
        for item in items:
            if isinstance(item, Outcome):
                yield from _rest(guard)
                yield _end(exchange, item)
            else:
                yield _guarded(guard, item)


def _guarded(guard: "Guard | None", piece: Piece | None) -> Piece | None:
    """A piece as far as it may be said now; thoughts of a guarded answer are not."""
    if not guard or not piece:
        return piece
    said = guard.take(piece.content)
    return Piece(said, "", piece.chunk) if said else None


def _rest(guard: "Guard | None") -> Iterator[Piece]:
    if guard and (rest := guard.end()):
        yield Piece(rest, "", {})


def _end(exchange: Exchange, outcome: Outcome) -> Summary | Moderated:
    refusal = outcome.refusal
    return refusal if refusal and not refusal.answer else _summary(exchange, outcome)


def _sayable(answer: str, persona: Name, locale: Locale) -> str:
    if persona != personas.DRUG_ADVISOR:
        return answer
    from shared.chat import doses

    return doses.without(answer, locale)


def _summary(exchange: Exchange, outcome: Outcome) -> Summary:
    used = outcome.completion.usage
    return Summary(
        id=exchange.ask.id,
        conversation_id=outcome.kept,
        model=outcome.model.name,
        finish_reason=outcome.completion.finish_reason,
        usage=Tokens(used.prompt_tokens, used.completion_tokens, used.total_tokens),
        credits=outcome.bill,
        demonstration=outcome.model.demonstrates,
        notes=exchange.notes(outcome.model),
        aigc=aigc.of(exchange.ask.id),
    )


def _keeping(
    caller: Caller | None, question: Question, conversation_id: str | None, locale: Locale
) -> Keep | None:
    """How the turns of a user are kept, if they are: where there is an answer."""
    if not caller or not conversation_id:
        return None
    owner, kept = caller.user, conversation_id

    def keep(tx: Transaction, answer: Completion, model: Model) -> str | None:
        text = _sayable(answer.content, question.type, locale)
        if not text:
            return None
        asked = [turn for turn in question.messages if turn.role != "system"]
        said = Answer(text, model.name, answer.finish_reason)
        if question.conversation_id:
            return conversations.go_on(tx, owner, kept, asked, said, question.replaces)
        return conversations.begin(tx, owner, kept, question.type, asked, said)

    return keep


def _question(model: Model, said: list[dict[str, Any]]) -> dict[str, Any]:
    return {"messages": said, "max_tokens": min(_LONGEST_ANSWER, model.max_output)}


def _require_sight(model: Model, turns: list[Turn]) -> None:
    if not model.sees and any(turn.has_picture for turn in turns):
        raise InvalidRequest("no_vision", param="messages", name=model.name)


def _turns(caller: Caller | None, question: Question) -> list[dict[str, Any]]:
    """What was said before in the conversation that goes on."""
    user = caller.user if caller else None
    return conversations.turns(user, question.conversation_id, question.replaces)


def _project(caller: Caller | None, question: Question) -> str:
    whose = Whose(caller.user.id if caller else "")
    screen.require([question.project or ""], "name", whose, "project")
    return question.project or (caller.key.project if caller and caller.key else "") or ""


def _conversation_id(caller: Caller | None, question: Question) -> str | None:
    if not caller or not environment.settings().store_history:
        return None
    return question.conversation_id or ids.make()
