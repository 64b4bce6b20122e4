"""OpenAI-compatible chat with a model: Qwen (compatible mode), Ark, or a server of one's own."""

from collections.abc import Generator, Iterator

from shared.errors import RequestRefused, UpstreamError
from shared.http import sse
from shared.http.heartbeat import Heartbeat
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
    target: Target, question: Json, *, deadline: float
) -> Generator[Piece | Completion | None]:
    """The answer as it comes: pieces, None while the model is silent, at the end the whole.

    Closing the iterator hangs up on the model, also while it has not yet begun to answer.
    """
    with (
        Call(bounded(deadline)) as call,
        Heartbeat(_stream(call, target, question), call.hang_up) as pulse,
    ):
        yield from pulse


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
        opened.finish()


def _pieces(opened: Answer, heard: replies.Stream) -> Iterator[Piece | Completion]:
    for text in sse.data(opened.chunks(_LARGEST_STREAM)):
        if piece := heard.take(text):
            yield piece
        if heard.ended:
            break
    yield heard.end()
