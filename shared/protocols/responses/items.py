"""One item of a response's output, and its events in their order.

Source: OpenAI API reference, "Streaming events" of Responses.
"""

from collections.abc import Callable
from typing import NamedTuple

from shared import ids
from shared.llm.answers.replies import Json
from shared.llm.answers.speech import ToolCall
from shared.protocols.responses.tools import Named


class Form(NamedTuple):
    """How text of a kind is told: the type of its part, its events, and where its item has it."""

    part: str
    events: str
    parts: str = "response.content_part"
    text: str = "text"
    holder: str = "content"
    item: str = "message"


TEXT = Form("output_text", "response.output_text")
REFUSAL = Form("refusal", "response.refusal", text="refusal")
THOUGHT = Form("reasoning_text", "response.reasoning_text", item="reasoning")
SUMMARY = Form(
    "summary_text",
    "response.reasoning_summary_text",
    "response.reasoning_summary_part",
    holder="summary",
    item="reasoning",
)


class Spoken:
    """A message, or thoughts: an item with one part of text."""

    def __init__(
        self, response_id: str, place: int, form: Form, encrypt: Callable[[str], str] | None
    ) -> None:
        self.form, self.closed = form, False
        self._place, self._encrypt = place, encrypt
        self._said: list[str] = []
        if form.item == "message":
            self.item: Json = {"id": f"msg_{response_id}_{place}", "role": "assistant"}
        else:
            self.item = {"id": f"rs_{response_id}_{place}", "summary": []}
        self.item |= {"type": form.item, "status": "in_progress", form.holder: []}

    def open(self) -> list[Json]:
        return [
            _of_item("added", self._place, self.item),
            {"type": f"{self.form.parts}.added", **self._where(), "part": self._part("")},
        ]

    def add(self, text: str) -> Json:
        self._said.append(text)
        delta = {"type": f"{self.form.events}.delta", **self._where(), "delta": text}
        return delta | self._beside()

    def close(self, status: str) -> list[Json]:
        self.closed, text = True, "".join(self._said)
        self.item = {**self.item, "status": status, self.form.holder: [self._part(text)]}
        if self._encrypt:
            self.item["encrypted_content"] = self._encrypt(text)
        done = {"type": f"{self.form.events}.done", **self._where(), self.form.text: text}
        return [
            done | self._beside(),
            {"type": f"{self.form.parts}.done", **self._where(), "part": self._part(text)},
            _of_item("done", self._place, self.item),
        ]

    def _where(self) -> Json:
        index = f"{self.form.holder}_index"
        return {"item_id": self.item["id"], "output_index": self._place, index: 0}

    def _part(self, text: str) -> Json:
        part: Json = {"type": self.form.part, self.form.text: text, **self._beside()}
        return part | {"annotations": []} if self.form is TEXT else part

    def _beside(self) -> Json:
        return {"logprobs": []} if self.form is TEXT else {}


class Called:
    """A call of a function."""

    def __init__(self, response_id: str, names: dict[str, Named]) -> None:
        self.item: Json = {}
        self.opened = self.closed = False
        self._response_id, self._names = response_id, names
        self._place, self._call_id, self._name = 0, "", ""
        self._arguments: list[str] = []

    def learn(self, call: ToolCall) -> None:
        """What a piece of it tells besides arguments."""
        self._call_id = self._call_id or call.id
        if not self.opened:
            self._name += call.name

    def open(self, place: int) -> Json:
        self.opened, self._place = True, place
        said = self._names.get(self._name, Named("", self._name))
        self.item = {
            "id": f"fc_{self._response_id}_{place}",
            "type": "function_call",
            "status": "in_progress",
            "call_id": self._call_id or f"call_{ids.make()}",
            "name": said.name,
            "arguments": "",
        }
        if said.namespace:
            self.item["namespace"] = said.namespace
        return _of_item("added", place, self.item)

    def add(self, arguments: str) -> Json:
        self._arguments.append(arguments)
        delta = {"type": "response.function_call_arguments.delta", "delta": arguments}
        return delta | self._where()

    def close(self, status: str) -> list[Json]:
        self.closed, arguments = True, "".join(self._arguments)
        self.item = {**self.item, "status": status, "arguments": arguments}
        done = {"type": "response.function_call_arguments.done", "arguments": arguments}
        name = {"name": self.item["name"]}
        return [done | self._where() | name, _of_item("done", self._place, self.item)]

    def _where(self) -> Json:
        return {"item_id": self.item["id"], "output_index": self._place}


def _of_item(what: str, place: int, item: Json) -> Json:
    return {"type": f"response.output_item.{what}", "output_index": place, "item": item}
