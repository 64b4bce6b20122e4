"""Documents in the order of a question, as the APIs of Jina and Cohere have it."""

from typing import Annotated, Any

import msgspec

from shared import ids, plain_text
from shared.access.authentication import Caller
from shared.errors import InvalidRequest, ModelNotFound, Unavailable
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.inference.ask import Outcome
from shared.inference.reranking import RerankAsk
from shared.llm import catalogue
from shared.llm.catalogue import Model
from shared.protocols import asks

LARGEST_BODY = 8_388_608  # bytes
MOST_DOCUMENTS = 500


class Text(msgspec.Struct, frozen=True):
    text: str


Documents = Annotated[list[str | Text], msgspec.Meta(min_length=1, max_length=MOST_DOCUMENTS)]


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/rerank; other fields go to the provider as far as it knows them."""

    query: str
    documents: Documents
    model: str | None = None
    top_n: Annotated[int, msgspec.Meta(ge=1)] | None = None
    return_documents: bool | None = None


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document by its place among those that were sent; itself where it was asked for."""

    index: int
    relevance_score: float
    document: Text | None = None


class Counted(msgspec.Struct, frozen=True):
    total_tokens: int
    prompt_tokens: int


class Ranking(msgspec.Struct, frozen=True):
    """The most relevant first."""

    id: str
    model: str
    results: list[Found]
    usage: Counted
    object: str = "list"


ANSWERS = {200: {JSON: Ranking}}
FAILS = (*calls.FAILS, ModelNotFound, Unavailable)


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """ModelNotFound, InvalidRequest, InsufficientCredits, Unavailable where nothing ranks."""
    model, texts = _find_model(question.model), _texts(question)
    asked: dict[str, Any] = {"query": question.query, "documents": texts}
    if question.top_n:
        asked["top_n"] = min(question.top_n, len(texts))
    ask = RerankAsk(
        id=ids.make(),
        caller=caller,
        endpoint="rerank",
        project=(caller.key.project if caller.key else None) or "",
        model=model,
        question=validation.others(request.body or b"", Question) | asked,
        deadline=request.deadline,
    )
    outcome = calls.complete(ask)
    shown = _shown(ask.id, outcome, texts if question.return_documents else None)
    return Response(200, msgspec.json.encode(shown), asks.whole_headers(outcome))


def _find_model(name: str | None) -> Model:
    known = catalogue.current()
    offered = [model.name for model in known.enabled() if model.kind == "rerank"]
    if not offered:
        raise Unavailable("no_rerank_model")
    found = known.first("rerank", name)
    if not found:
        raise ModelNotFound(param="model", name=name)
    if found.kind != "rerank":
        names = ", ".join(offered)
        raise InvalidRequest("no_ranks", param="model", name=name, offered=names)
    return found


def _texts(question: Question) -> list[str]:
    """The documents; InvalidRequest where one, or the query, says nothing."""
    if plain_text.is_blank(question.query):
        raise InvalidRequest("input_empty", param="query", field="query")
    texts = [one if isinstance(one, str) else one.text for one in question.documents]
    for place, text in enumerate(texts):
        if plain_text.is_blank(text):
            name = f"documents[{place}]"
            raise InvalidRequest("input_empty", param=name, field=name)
    return texts


def _shown(name: str, outcome: Outcome, texts: list[str] | None) -> Ranking:
    results = [
        Found(rank.index, rank.relevance_score, Text(texts[rank.index]) if texts else None)
        for rank in outcome.completion.reply["results"]
    ]
    used = outcome.completion.usage
    return Ranking(
        name, outcome.model.name, results, Counted(used.total_tokens, used.prompt_tokens)
    )
