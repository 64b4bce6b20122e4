"""What a model says, whole or piece by piece: passed on as it came, read as far as it can be.

Providers of the OpenAI protocol differ in every field, and what has come is paid for: so nothing
that is only passed on is checked, and what is read is read field by field.
"""

import json
from typing import Any

import msgspec

from shared.llm import errors
from shared.llm.answers import speech, usage
from shared.llm.answers.speech import text_of
from shared.llm.answers.usage import Usage

Json = dict[str, Any]


class Piece(msgspec.Struct, frozen=True):
    """A piece of a streamed answer, with the provider's chunk that it came in."""

    content: str
    reasoning: str
    chunk: Json
    called: str = ""  # tools, as text


class Completion(msgspec.Struct, frozen=True):
    """A whole answer; `model` is the name that the provider gave, `reply` all that it said.

    Of a stream, `reply` has the usage alone, as the provider gave it, if it did.
    """

    content: str
    model: str
    finish_reason: str
    usage: Usage
    reply: Json


class Transcript:
    """What was said so far."""

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

    @property
    def calls_tools(self) -> bool:
        return any(self._called)

    @property
    def says_something(self) -> bool:
        return any(self._content) or any(self._called) or any(self._thought)

    def add(self, piece: Piece) -> None:
        self._content.append(piece.content)
        self._called.append(piece.called)
        self._thought.append(piece.reasoning)

    def usage(self, question: Json, counted: Usage | None = None) -> Usage:
        """Its tokens as the provider `counted` them; estimated where it did not."""
        said = self.content + "".join(self._called)
        guess = usage.estimated(question, said, "".join(self._thought))
        return usage.completed(counted, guess) if counted else guess

    def completion(self, question: Json, model: str, finish_reason: str) -> Completion:
        """It as an answer that ended here."""
        return Completion(self.content, model, finish_reason, self.usage(question), {})


class Stream:
    """A streamed answer as it comes, chunk by chunk."""

    def __init__(self, question: Json, model: str) -> None:
        self._question, self._model = question, model
        self._heard = Transcript()
        self._counted: Usage | None = None
        self._told: Json = {}
        self._several = (question.get("n") or 1) != 1
        self._ends: dict[int, str] = {}  # by the place of the choice; empty while it goes on
        self.ended = False  # by [DONE]

    def take(self, text: str) -> Piece | None:
        """The data of one event, passed on if it has a choice; ProviderError for an error."""
        if text.strip() == "[DONE]":
            self.ended = True
            return None
        chunk = _object(text)
        if chunk.get("error"):
            raise errors.of_stream(chunk["error"])
        self._count(chunk)
        choices = speech.choices(chunk)
        if not choices:
            return None
        for choice in choices:
            self._note_end(choice)
        piece = _piece(choices, chunk)
        self._heard.add(piece)
        return piece

    def end(self) -> Completion:
        """All of it; ProviderError when it was cut off before its end."""
        over = (self.ended or self._counted) and self._heard.says_something
        if not over and not (self._ends and all(self._ends.values())):
            raise errors.cut("a stream without an end")
        told = next(filter(None, self._ends.values()), "")
        reason = told or ("tool_calls" if self._heard.calls_tools else "stop")
        used = self._heard.usage(self._question, self._counted)
        return Completion(self._heard.content, self._model, reason, used, self._told)

    def _note_end(self, choice: Json) -> None:
        """Of several choices, each has an end of its own."""
        place = choice.get("index") if self._several else 0
        place = place if isinstance(place, int) else 0
        self._ends[place] = text_of(choice.get("finish_reason")) or self._ends.get(place, "")

    def _count(self, chunk: Json) -> None:
        """Counts come at the end, with every chunk, or in a choice; zeros may follow them."""
        self._model = text_of(chunk.get("model")) or self._model
        for told in (
            *(choice.get("usage") for choice in speech.choices(chunk)),
            chunk.get("usage"),
        ):
            counted = usage.read(told)
            if counted:
                self._counted = usage.greater(self._counted, counted)
                self._told = {"usage": told}


def whole(raw: bytes, question: Json, model: str) -> Completion:
    """A whole answer; `model` where it does not name its own. ProviderError when it is none."""
    said = _object(raw.decode("utf-8", "replace"))
    if not said:
        raise errors.broken("an answer that is not JSON of the protocol")
    choices = speech.choices(said)
    if not any(map(speech.message, choices)):
        if said.get("error"):
            raise errors.of_answer(said["error"])
        raise errors.broken("an answer without a message", paid=True)
    heard, first = Transcript(), _piece(choices[:1], said)
    heard.add(first if len(choices) == 1 else _piece(choices, said))
    counted = usage.read(said.get("usage")) or usage.read(choices[0].get("usage"))
    used, name = heard.usage(question, counted), text_of(said.get("model")) or model
    reason = text_of(choices[0].get("finish_reason")) or "stop"
    return Completion(first.content, name, reason, used, said)


def _piece(choices: list[Json], chunk: Json) -> Piece:
    """What the choices of a chunk say together; usually there is one."""
    said = [speech.read(choice) for choice in choices]
    return Piece(
        "".join(each.content or each.refusal for each in said),
        "".join(each.reasoning for each in said),
        chunk,
        "".join(each.called for each in said),
    )


def _object(text: str) -> Json:
    """The object in `text`; an empty one for blanks and for what is not JSON.

    Python's reader is asked where msgspec refuses: servers in Python write NaN.
    """
    try:
        said = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        said = _loosely(text)
    return said if isinstance(said, dict) else {}


def _loosely(text: str) -> Any:
    try:
        return json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
