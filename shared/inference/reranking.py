"""Documents are asked for in the order of a question: metered like a chat, by tokens read."""

from collections.abc import Iterable
from typing import Any

import msgspec

from shared.dashscope import ranks as studio
from shared.dashscope.client import Account
from shared.errors import UpstreamError
from shared.inference.ask import Ask
from shared.llm import catalogue, providers, ranks, token_estimate
from shared.llm.answers import usage
from shared.llm.answers.replies import Completion, Json
from shared.llm.answers.usage import Usage
from shared.llm.catalogue import Model
from shared.llm.transport.targets import Target


class Rank(msgspec.Struct, frozen=True):
    """A document by its place in the question, and how relevant it is: at most 1."""

    index: int
    relevance_score: float


class RerankAsk(Ask, frozen=True):
    """A question of a `query`, some `documents`, and what else a provider may know."""

    @property
    def prompt_tokens(self) -> int:
        """An estimate: the query is read with each document (Model Studio, "Text rerank")."""
        return _tokens(self.question)

    @property
    def said(self) -> list[str]:
        """Nothing is shown to anybody of what becomes numbers."""
        return []

    def most_of(self, model: Model) -> int:
        """There are no tokens in an order."""
        return 0

    def told(self, model: Model) -> Json:
        """The same for each model."""
        return self.question

    @property
    def candidates(self) -> list[Model]:
        return catalogue.chain(self.model, seeing=False)

    def complete(self, target: Target, question: Json, deadline: float) -> Completion:
        """Ranks in the reply's `results`; ApiError when there are none."""
        told: Any
        counted: Any
        if target.quirks == providers.STUDIO_QUIRKS:
            account = Account(target.url, target.key)
            answer = studio.rank(account, target.model, question, deadline=deadline)
            told, counted = answer.output.get("results"), answer.usage
        else:
            reply = ranks.rank(target, question, deadline=deadline)
            told, counted = reply.get("results"), reply.get("usage") or reply.get("meta")
        found = _read(told, len(question["documents"]))
        return Completion("", target.model, "stop", _usage(counted, question), {"results": found})


def _read(told: Any, documents: int) -> list[Rank]:
    """UpstreamError for what names no document of the question, or one twice."""
    try:
        found = msgspec.convert(told, list[Rank])
    except msgspec.ValidationError as e:
        raise UpstreamError() from e
    places = {rank.index for rank in found}
    if len(places) != len(found) or not places <= set(range(documents)):
        raise UpstreamError()
    return found


def _usage(told: Any, question: Json) -> Usage:
    """As the provider counted; estimated where it did not."""
    counted = usage.read(told) or usage.read(told.get("tokens") if isinstance(told, dict) else None)
    tokens = (counted.total_tokens if counted else 0) or _tokens(question)
    return Usage(tokens, 0, tokens)


def _tokens(question: Json) -> int:
    documents: Iterable[str] = question["documents"]
    query = token_estimate.tokens(question["query"])
    return sum(query + token_estimate.tokens(document) for document in documents)
