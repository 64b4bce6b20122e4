"""One call's question and answer are checked, and what a refusal is told as."""

from collections.abc import Generator, Iterator
from typing import Any

import msgspec

from shared import times
from shared.config import environment
from shared.errors import Moderated, NotModerated
from shared.inference.ask import Ask, Outcome
from shared.inference.attempts import Item
from shared.inference.metering import FILTERED
from shared.llm.answers.replies import Completion, Json, Piece
from shared.llm.catalogue import Model
from shared.moderation import screen as screens
from shared.moderation import segments, texts
from shared.moderation.records import Whose
from shared.moderation.screen import Screen
from shared.moderation.texts import Said
from shared.moderation.verdicts import Left

Pair = tuple[Item, Model] | None


def of(ask: Ask) -> Screen | None:
    """None where nothing is checked."""
    if not screens.is_on():
        return None
    return Screen(Whose(ask.caller.user.id if ask.caller else "", ask.id), answers=ask.talks)


def let_in(ask: Ask, screen: Screen, *, whole: bool) -> Iterator[None]:
    """Nothing, for a question that may be asked; Moderated, NotModerated. No model hears of it
    before. Who leaves meanwhile gets nothing else until they are let go."""
    try:
        if said := ask.said:
            screen.check(said, "input", "messages")
    except Left as e:
        if whole:
            raise NotModerated() from e
        while True:
            yield None


def cleared(items: Generator[Pair], screen: Screen, *, whole: bool) -> Generator[Pair]:
    """What may be seen of an answer; Moderated for what may not."""
    if whole:
        return _cleared_whole(items, screen)
    if environment.settings().moderation == "words":
        from shared.moderation import spelling  # its lists are nothing for other deployments

        return spelling.cleared(items, _said, screen)
    return segments.cleared(items, _said, screen)


def told(
    ask: Ask, outcome: Outcome, error: Moderated, *, whole: bool
) -> Generator[Piece | Outcome]:
    """The end of a refused call: in a stream the answer that stands for it, if there is one, and
    an end by the filter; in a whole answer the same as one."""
    model = outcome.model.name
    if whole:
        reply = _reply(ask, "message", error.answer, model)
        said = msgspec.structs.replace(outcome.completion, content=error.answer, reply=reply)
        yield msgspec.structs.replace(outcome, completion=said)
        return
    chunk = _reply(ask, "delta", error.answer, model)
    yield Piece(error.answer, "", {**chunk, "object": "chat.completion.chunk"})
    yield outcome


def _cleared_whole(items: Generator[Pair], screen: Screen) -> Generator[Pair]:
    for pair in items:
        if pair and isinstance(pair[0], Completion):
            said = [texts.unescaped(text) for text in texts.of(pair[0].reply).values()]
            try:
                screen.check(said, "output")
            except Left as e:
                raise NotModerated() from e
        yield pair


def _said(pair: Pair) -> Said | None:
    """None of silence, nothing of the end."""
    item = pair[0] if pair else None
    if item is None:
        return None
    return texts.of(item.chunk) if isinstance(item, Piece) else {}


def _reply(ask: Ask, part: str, said: str, model: str) -> Json:
    """What all choices say, as a provider would."""
    message: dict[str, Any] = {"content": said} if said else {}
    if part == "message":
        message["role"] = "assistant"
    ends = [
        {"index": place, part: message, "finish_reason": FILTERED}
        for place in range(ask.question.get("n") or 1)
    ]
    return {"created": times.now() // 1000, "model": model, "choices": ends}
