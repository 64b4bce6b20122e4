"""What the simulated provider makes of texts: vectors that tell them apart."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.simulators.openai_answers import compact
from tests.simulators.openai_statuses import Status, invalid
from tests.simulators.openai_wire import Reply

DIMENSIONS = 8
Answer = dict[str, Any]


def vector(said: Any, dimensions: int = DIMENSIONS) -> list[float]:
    """Numbers that 32 bits hold."""
    digest = hashlib.sha256(str(said).encode()).digest()
    return [digest[place % len(digest)] / 256 - 0.5 for place in range(dimensions)]


@dataclass
class Embeddings:
    """Refuses more than `most` inputs in its `sentence`; `change` makes answers odd."""

    most: int = 10
    sentence: str = "batch size is invalid, it should not be larger than 10.: input.contents"
    change: Callable[[Answer], Any] = lambda answer: answer

    def reply(self, body: dict[str, Any], id: str) -> Reply:
        refused = self._refusal(body)
        return refused.reply(id) if refused else Reply(200, (compact(self._answer(body)),))

    def _refusal(self, body: dict[str, Any]) -> Status | None:
        inputs = body.get("input")
        if not isinstance(inputs, list) or not inputs:
            return invalid("Value error, contents is neither str nor list of str.: input.contents")
        if body.get("encoding_format") not in (None, "float"):
            return invalid("encoding_format must be float")
        if len(inputs) > self.most:
            return invalid(self.sentence)
        return invalid("Range of input length should be [1, 8192]") if "" in inputs else None

    def _answer(self, body: dict[str, Any]) -> Any:
        inputs, dimensions = body["input"], body.get("dimensions", DIMENSIONS)
        used = sum(map(len, inputs))
        data = [
            {"object": "embedding", "index": index, "embedding": vector(said, dimensions)}
            for index, said in enumerate(inputs)
        ]
        usage = {"prompt_tokens": used, "total_tokens": used}
        return self.change({"data": data, "model": body["model"], "object": "list", "usage": usage})
