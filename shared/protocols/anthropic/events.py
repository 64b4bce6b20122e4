"""A streamed answer as the events of Anthropic's protocol, one block after the other."""

from collections.abc import Iterator

import msgspec

from shared.http import sse
from shared.inference.ask import Ask, Outcome
from shared.llm import demonstration
from shared.llm.answers import speech
from shared.llm.answers.replies import Json, Piece
from shared.llm.answers.speech import Places, Speech, ToolCall
from shared.llm.answers.usage import Usage
from shared.protocols.anthropic import shown

PING = sse.event("ping", b'{"type":"ping"}')
_TEXT: Json = {"type": "text", "text": ""}
_THINKING: Json = {"type": "thinking", "thinking": "", "signature": ""}


class Events:
    """Blocks do not overlap: while one call of a tool comes, what else comes waits for its end."""

    def __init__(self, ask: Ask, *, thinking: bool) -> None:
        self._ask, self._thinking = ask, thinking
        self._places, self._calls = Places(), dict[int, ToolCall]()
        self._live: int | None = None  # the place of the call that is passed on as it comes
        self._after: list[str] = []  # text behind calls
        self._number, self._open = -1, ""
        self._stopped_by: str | None = None

    def begin(self) -> bytes:
        usage = shown.usage(Usage(self._ask.prompt_tokens))
        message = {
            **shown.head(self._ask, self._ask.model.name),
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": usage,
            **demonstration.fields(self._ask.model.demonstrates),
        }
        return _event("message_start", {"message": message}) + PING

    def take(self, piece: Piece) -> Iterator[bytes]:
        for choice in speech.choices(piece.chunk)[:1]:
            self._stopped_by = shown.stopped_by(choice) or self._stopped_by
            yield from self._say(speech.read(choice))

    def end(self, outcome: Outcome) -> Iterator[bytes]:
        for place, call in self._calls.items():
            if place != self._live:
                yield from self._arguments(place, call)
        yield from self._text("".join(self._after))
        yield from self._close()
        reason, calls = outcome.completion.finish_reason, bool(self._calls)
        ending = shown.Ending(reason, calls, self._stopped_by).fields
        usage = shown.usage(outcome.completion.usage)
        yield _event("message_delta", {"delta": ending, "usage": usage})
        yield _event("message_stop", {})

    def _say(self, said: Speech) -> Iterator[bytes]:
        if said.reasoning and self._thinking and self._live is None:
            delta = {"type": "thinking_delta", "thinking": said.reasoning}
            yield from self._delta("thinking", _THINKING, delta)
        text = said.content or said.refusal
        if self._live is None:
            yield from self._text(text)
        else:
            self._after.append(text)
        for call in said.calls:
            yield from self._call(call)

    def _text(self, text: str) -> Iterator[bytes]:
        if text:
            yield from self._delta("text", _TEXT, {"type": "text_delta", "text": text})

    def _call(self, call: ToolCall) -> Iterator[bytes]:
        place = self._places.of(call)
        known = self._calls.get(place)
        self._calls[place] = _grown(known, call) if known else call
        if self._live is None:
            self._live = place
        if self._live == place:
            yield from self._arguments(place, call)

    def _arguments(self, place: int, call: ToolCall) -> Iterator[bytes]:
        block = shown.tool_use(self._ask, place, self._calls[place])
        delta = {"type": "input_json_delta", "partial_json": call.arguments}
        yield from self._delta(f"tool {place}", block, delta)

    def _delta(self, kind: str, block: Json, delta: Json) -> Iterator[bytes]:
        """A piece of the block of this kind, which begins where another one was open."""
        if self._open != kind:
            yield from self._close()
            self._number, self._open = self._number + 1, kind
            start = {"index": self._number, "content_block": block}
            yield _event("content_block_start", start)
        yield _event("content_block_delta", {"index": self._number, "delta": delta})

    def _close(self) -> Iterator[bytes]:
        if self._open:
            self._open = ""
            yield _event("content_block_stop", {"index": self._number})


def _grown(known: ToolCall, call: ToolCall) -> ToolCall:
    return ToolCall(
        known.place, known.id or call.id, known.name or call.name, known.arguments + call.arguments
    )


def _event(name: str, fields: Json) -> bytes:
    return sse.event(name, msgspec.json.encode({"type": name, **fields}))
