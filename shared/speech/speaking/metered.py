"""Speech is metered by the characters of its text, which are billed once the first sound has come.

What it costs is known before; so who leaves in the middle of it pays what the provider bills.
"""

import contextlib
import time
from collections.abc import Generator

from shared.access.authentication import Caller
from shared.dashscope.errors import DashScopeError
from shared.inference.ask import Ask, Bill
from shared.inference.metering import Meter
from shared.llm.answers.replies import Completion, Json
from shared.llm.answers.usage import Usage
from shared.llm.catalogue import Model
from shared.speech.speaking import wire
from shared.speech.speaking.speakers import Speaker, characters
from shared.speech.speaking.wire import Text


class SpeechAsk(Ask, frozen=True):
    """A question of a `text`."""

    @property
    def prompt_tokens(self) -> int:
        return characters(self.question["text"])

    def most_of(self, model: Model) -> int:
        """There are no tokens in sound."""
        return 0

    def told(self, model: Model) -> Json:
        return self.question

    @property
    def candidates(self) -> list[Model]:
        """Another model has other voices."""
        return [self.model]


def speak(
    caller: Caller, speaker: Speaker, text: Text, deadline: float, call_id: str
) -> Generator[Bill | bytes]:
    """The bill when the first sound is there, then the sound; InsufficientCredits, and what the
    provider's error means, before anything was billed."""
    ask = SpeechAsk(
        id=call_id,
        caller=caller,
        endpoint="audio/speech",
        project=(caller.key.project if caller.key else None) or "",
        model=speaker.model,
        question={"text": text.text},
        deadline=deadline,
    )
    seconds = deadline - time.monotonic()
    with (
        Meter(ask) as meter,
        contextlib.closing(_translated(speaker, text, seconds)) as pieces,
    ):
        first = next(pieces)
        count = ask.prompt_tokens
        answer = Completion("", speaker.model.name, "stop", Usage(count, 0, count), {})
        yield meter.settle(speaker.model, answer).bill
        yield first
        yield from pieces


def _translated(speaker: Speaker, text: Text, seconds: float) -> Generator[bytes]:
    try:
        yield from wire.speak(speaker, text, seconds)
    except DashScopeError as e:
        raise e.error from e
