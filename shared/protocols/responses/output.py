"""The items that a response says, as they come, and the events that tell of them."""

from collections.abc import Callable

from shared.llm.answers.replies import Json
from shared.llm.answers.speech import Places, Speech, ToolCall
from shared.protocols.responses.items import REFUSAL, SUMMARY, TEXT, THOUGHT, Called, Form, Spoken
from shared.protocols.responses.tools import Named


class Output:
    """Text and thoughts end when something else begins; calls go on side by side to the end."""

    def __init__(
        self,
        response_id: str,
        names: dict[str, Named],
        thought: Form = THOUGHT,
        encrypt: Callable[[str], str] | None = None,
    ) -> None:
        self._id, self._names = response_id, names
        self._thought, self._encrypt = thought, encrypt
        self._items: list[Spoken | Called] = []
        self._speaking: Spoken | None = None
        self._calls: dict[int, Called] = {}
        self._places = Places()

    @property
    def items(self) -> list[Json]:
        return [each.item for each in self._items]

    def take(self, said: Speech) -> list[Json]:
        """The events of what was said just now."""
        events = []
        for form, text in (
            (self._thought, said.reasoning),
            (TEXT, said.content),
            (REFUSAL, said.refusal),
        ):
            if text:
                events += self._speak(form, text)
        for call in said.calls:
            events += self._call(call)
        return events

    def end(self, status: str) -> list[Json]:
        """The events of the end; with another `status` than completed, the last item has it."""
        unopened = [call for call in self._calls.values() if not call.opened]
        events = [event for call in unopened for event in self._open(call)]
        going_on = [each for each in self._items if not each.closed]
        for each in going_on:
            last = each is self._items[-1]
            events += each.close(status if last else "completed")
        return events

    def _speak(self, form: Form, text: str) -> list[Json]:
        events = []
        if not self._speaking or self._speaking.form is not form:
            events += self._hush()
            encrypt = self._encrypt if form in (THOUGHT, SUMMARY) else None
            self._speaking = Spoken(self._id, len(self._items), form, encrypt)
            self._items.append(self._speaking)
            events += self._speaking.open()
        return [*events, self._speaking.add(text)]

    def _hush(self) -> list[Json]:
        speaking, self._speaking = self._speaking, None
        return speaking.close("completed") if speaking else []

    def _call(self, call: ToolCall) -> list[Json]:
        events = self._hush()
        place = self._places.of(call)
        if place not in self._calls:
            self._calls[place] = Called(self._id, self._names)
        known = self._calls[place]
        known.learn(call)
        if not call.arguments:
            return events
        return [*events, *(() if known.opened else self._open(known)), known.add(call.arguments)]

    def _open(self, call: Called) -> list[Json]:
        """A name may come in pieces: a call begins with its first argument."""
        self._items.append(call)
        return [call.open(len(self._items) - 1)]
