"""What a model says, whole or piece by piece, as the OpenAI protocol has it."""

from typing import Any

import msgspec

from shared.llm import errors, usage
from shared.llm.usage import Counts, Usage

Json = dict[str, Any]


class Piece(msgspec.Struct, frozen=True):
    """A piece of a streamed answer, with the provider's chunk that it came in."""

    content: str
    reasoning: str
    chunk: Json
    called: str = ""  # tools, as text


class Completion(msgspec.Struct, frozen=True):
    """A whole answer; `model` is the name that the provider gave, `reply` all that it said.

    Of a stream, `reply` is the last chunk that says anything but text.
    """

    content: str
    model: str
    finish_reason: str
    usage: Usage
    reply: Json


class Transcript:
    """What a stream has said so far."""

    def __init__(self) -> None:
        self._content: list[str] = []
        self._called: list[str] = []
        self._thought: list[str] = []

    @property
    def begun(self) -> bool:
        return bool(self._content)

    @property
    def content(self) -> str:
        return "".join(self._content)

    def add(self, piece: Piece) -> None:
        self._content.append(piece.content)
        self._called.append(piece.called)
        self._thought.append(piece.reasoning)

    def estimated(self, question: Json) -> Usage:
        """Its tokens, where the provider did not count them."""
        return usage.estimated(
            question, self.content + "".join(self._called), "".join(self._thought)
        )

    def completion(self, question: Json, model: str) -> Completion:
        """It as an answer whose end nobody waited for."""
        return Completion(self.content, model, "client_gone", self.estimated(question), {})


class Function(msgspec.Struct):
    name: str | None = None
    arguments: str | None = None


class Called(msgspec.Struct):
    function: Function | None = None


class Message(msgspec.Struct):
    content: str | None = None
    reasoning_content: str | None = None
    tool_calls: list[Called] | None = None

    @property
    def called(self) -> str:
        """The tools that are called, as text."""
        functions = [call.function for call in self.tool_calls or () if call.function]
        return "".join((f.name or "") + (f.arguments or "") for f in functions)

    def piece(self, chunk: Json) -> Piece:
        return Piece(self.content or "", self.reasoning_content or "", chunk, self.called)


class Choice(msgspec.Struct):
    message: Message | None = None
    delta: Message | None = None
    finish_reason: str | None = None


class Reply(msgspec.Struct):
    """An answer, or a chunk of one."""

    choices: list[Choice] = []
    model: str | None = None
    usage: Counts | None = None
    error: Any = None


def decode(raw: bytes) -> tuple[Json, Reply]:
    """The whole object, and what is read of it; ProviderError for anything else."""
    try:
        said = msgspec.json.decode(raw, type=dict[str, Any])
        return said, msgspec.convert(said, type=Reply)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise errors.broken("an answer that is not JSON of the protocol") from e


def whole(raw: bytes, question: Json, model: str) -> Completion:
    """A whole answer; `model` where it does not name its own."""
    said, reply = decode(raw)
    message = reply.choices[0].message if reply.choices else None
    if not message:
        raise errors.broken("an answer without choices")
    heard = Transcript()
    heard.add(message.piece(said))
    used = usage.counted(reply.usage) if reply.usage else heard.estimated(question)
    reason = reply.choices[0].finish_reason or "stop"
    return Completion(heard.content, reply.model or model, reason, used, said)


class Stream:
    """A streamed answer as it comes, chunk by chunk."""

    def __init__(self, question: Json, model: str) -> None:
        self._question, self._model = question, model
        self._heard = Transcript()
        self._counts: Counts | None = None
        self._finish_reason: str | None = None
        self._last: Json = {}

    def take(self, raw: bytes) -> Piece | None:
        """One chunk, passed on if it has a choice; ProviderError for an error in it."""
        chunk, reply = decode(raw)
        if reply.error:
            raise errors.of_stream(reply.error)
        self._model = reply.model or self._model
        self._counts = reply.usage or self._counts
        if not reply.choices:
            self._last = chunk
            return None
        self._finish_reason = reply.choices[0].finish_reason or self._finish_reason
        piece = (reply.choices[0].delta or Message()).piece(chunk)
        self._heard.add(piece)
        return piece

    def end(self) -> Completion:
        """All of it; ProviderError when it was cut off before its end."""
        if not self._finish_reason:
            raise errors.cut("a stream without an end")
        counts, heard = self._counts, self._heard
        used = usage.counted(counts) if counts else heard.estimated(self._question)
        return Completion(heard.content, self._model, self._finish_reason, used, self._last)
