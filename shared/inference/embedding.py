"""Texts are asked for as vectors: metered like a chat, without an answer in tokens."""

from typing import Any

from shared.inference.ask import Ask
from shared.llm import catalogue, embeddings, token_estimate
from shared.llm.answers.replies import Completion
from shared.llm.catalogue import Model
from shared.llm.transport.targets import Target


class EmbeddingAsk(Ask, frozen=True):
    """A question whose `input` is a list of texts, or of lists of tokens."""

    @property
    def prompt_tokens(self) -> int:
        """An estimate."""
        return token_estimate.input_tokens(self.question["input"])

    @property
    def said(self) -> list[str]:
        """Nothing is shown to anybody of what becomes numbers."""
        return []

    def most_of(self, model: Model) -> int:
        """There are no tokens in a vector."""
        return 0

    def told(self, model: Model) -> dict[str, Any]:
        """The same for each model."""
        return self.question

    @property
    def candidates(self) -> list[Model]:
        """The model, and where else it is served: vectors of another cannot be compared."""
        chain = catalogue.chain(self.model, seeing=False)
        return [model for model in chain if model.upstream_name == self.model.upstream_name]

    def complete(self, target: Target, question: dict[str, Any], deadline: float) -> Completion:
        """A vector for each input; ApiError when one is missing."""
        return embeddings.embed(target, question, deadline=deadline)
