"""One response on its way: what it says so far, and the events that tell of it."""

import msgspec

from shared.errors import ApiError
from shared.http import openai_errors, sse
from shared.http.request import Request
from shared.i18n import locales
from shared.inference.ask import Bill
from shared.llm.answers import speech
from shared.llm.answers.replies import Completion, Json
from shared.llm.catalogue import Model
from shared.protocols.responses import shown
from shared.protocols.responses.output import Output

_AS_THEY_ARE = {"context_length_exceeded", "insufficient_quota", "rate_limit_exceeded"}


class Turn:
    """Its events have their number from `written`; `finish` may be called more than once."""

    def __init__(self, response: Json, output: Output) -> None:
        self.response = response
        self._output = output
        self._number = 0
        self._last: list[Json] = []

    def begin(self) -> bytes:
        return self._written(
            [
                {"type": "response.created", "response": self.response},
                {"type": "response.in_progress", "response": self.response},
            ]
        )

    def hear(self, said: Json) -> bytes:
        """The events of a chunk, or of a whole answer."""
        return self._written(self._take(said))

    def finish(self, completion: Completion, model: Model) -> Json:
        """The whole response; a stream's was heard already."""
        if self.response["status"] == "in_progress":
            state = shown.status(completion)
            self._take(completion.reply)
            self._last = self._output.end("completed" if state == "completed" else "incomplete")
            self.response = shown.ended(self.response, completion, model, self._output.items)
        return self.response

    def end(self, bill: Bill) -> bytes:
        """The events of the end; credits are our addition."""
        last = {"type": f"response.{self.response['status']}"}
        return self._written([*self._last, {**last, "response": self.told(bill)}])

    def told(self, bill: Bill) -> Json:
        return {**self.response, "credits": bill}

    def last_words(self, request: Request, error: ApiError) -> bytes:
        """What is said of the error that breaks the stream."""
        shape = openai_errors.of_openai(error)
        message = locales.say(shape.reason, request.locale, **error.facts)
        told = {"code": _code(shape), "message": message}
        failed = {**self.response, "status": "failed", "error": told}
        failed["output"] = self.response["output"] or self._output.items
        first = {"type": "error", "code": shape.code, "message": message, "param": error.param}
        return self._written([first, {"type": "response.failed", "response": failed}])

    def _take(self, said: Json) -> list[Json]:
        """Of the first choice; more are never asked for."""
        first = speech.choices(said)[:1]
        return [event for choice in first for event in self._output.take(speech.read(choice))]

    def _written(self, events: list[Json]) -> bytes:
        written = []
        for event in events:
            numbered = {**event, "sequence_number": self._number}
            written.append(sse.event(event["type"], msgspec.json.encode(numbered)))
            self._number += 1
        return b"".join(written)


def _code(shape: openai_errors.Shape) -> str:
    """Clients branch on these; for others OpenAI has one word for each side."""
    if shape.code in _AS_THEY_ARE:
        return shape.code
    return "server_error" if shape.status >= 500 else "invalid_prompt"
