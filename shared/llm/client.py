"""OpenAI-compatible chat with a model: Qwen (compatible mode), Ark, or a server of one's own."""

import time
from collections.abc import Generator, Iterator

from shared.errors import ApiError, RequestRefused, UpstreamError
from shared.http import sse
from shared.llm import dialects
from shared.llm.answers import replies
from shared.llm.answers.joining import joined
from shared.llm.answers.replies import Completion, Json, Piece
from shared.llm.errors import ProviderError
from shared.llm.transport.post import Answer, Call
from shared.llm.transport.targets import CHAT, Target, begun, bounded, insist

_LARGEST_ANSWER, _LARGEST_STREAM = 8_388_608, 67_108_864  # bytes


def complete(target: Target, question: Json, *, deadline: float) -> Completion:
    """The model's answer, before `deadline` (of time.monotonic); ApiError when there is none.

    Of a model that answers by stream alone, it is joined from one.
    """
    if dialects.needs_stream(target.quirks, question):
        return joined(stream(target, question, deadline=deadline))
    try:
        with Call(bounded(deadline)) as call:
            return insist(call, lambda: _complete(call, target, question))
    except RequestRefused as e:
        if not dialects.wants_stream(str(e.facts.get("said"))):
            raise
    return joined(stream(target, question, deadline=deadline))


def stream(
    target: Target, question: Json, *, deadline: float, patience: float | None = None
) -> Generator[Piece | Completion | None]:
    """The answer as it comes: pieces, at the end the whole; None when its reader has left.

    UpstreamTimeout when it has not begun within `patience` seconds. A reader who leaves hangs up
    on the model, also while it has not yet begun to answer; so does closing the iterator.
    """
    until = bounded(deadline)
    begin = until if patience is None else min(until, time.monotonic() + patience)
    with Call(begin) as call:
        try:
            yield from _begun(call, until, _stream(call, target, question))
        except ApiError:
            if not call.is_unheard:
                raise
            while True:
                yield None


def _begun(
    call: Call, until: float, items: Iterator[Piece | Completion]
) -> Iterator[Piece | Completion]:
    yield next(items)
    call.extend(until)
    yield from items


def _complete(call: Call, target: Target, question: Json) -> Completion:
    asked = dialects.question(target.quirks, question, stream=False)
    with begun(call, target, CHAT, asked) as opened:
        raw = opened.read(_LARGEST_ANSWER)
    return replies.whole(raw, question, target.model)


def _stream(call: Call, target: Target, question: Json) -> Iterator[Piece | Completion]:
    asked = dialects.question(target.quirks, question, stream=True)
    opened = insist(call, lambda: begun(call, target, CHAT, asked))
    with opened:
        try:
            yield from _pieces(opened, replies.Stream(question, target.model))
        except sse.LineTooLong as e:
            raise UpstreamError() from e
        except ProviderError as e:
            raise e.error from e


def _pieces(opened: Answer, heard: replies.Stream) -> Iterator[Piece | Completion]:
    for text in sse.data(opened.chunks(_LARGEST_STREAM)):
        if piece := heard.take(text):
            yield piece
        if heard.ended:
            break
    opened.finish()  # before the last one: who has it asks for no more
    yield heard.end()
