"""The OpenAI protocol: texts become vectors."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from shared import ids
from shared.access.authentication import Caller
from shared.errors import InvalidRequest, ModelNotFound, Unavailable
from shared.http.inputs import validation
from shared.http.request import Request
from shared.http.response import JSON, Response
from shared.inference import calls
from shared.inference.ask import Outcome
from shared.inference.embedding import EmbeddingAsk
from shared.llm import catalogue, dialects
from shared.llm.catalogue import Model
from shared.protocols import asks

LARGEST_BODY = 8_388_608  # bytes
MOST_INPUTS = 2048


class Vector(msgspec.Struct, frozen=True):
    """Its numbers as JSON, or as little-endian 32-bit floats in base64."""

    index: int
    embedding: Any
    object: str = "embedding"


class Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int
    total_tokens: int


class Embeddings(msgspec.Struct, frozen=True):
    data: list[Vector]
    model: str
    usage: Usage
    object: str = "list"


ANSWERS = {200: {JSON: Embeddings}}
FAILS = (*calls.FAILS, ModelNotFound, Unavailable)


class Question(msgspec.Struct, kw_only=True):
    """The body of POST /v1/embeddings; other fields go to the provider as they came."""

    model: str
    input: str | list[Any]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Annotated[int, msgspec.Meta(ge=1, le=65_536)] | UnsetType | None = UNSET


def answer(caller: Caller, question: Question, request: Request) -> Response:
    """A vector for each input; ModelNotFound, InvalidRequest, InsufficientCredits, Unavailable."""
    model = _find_model(question.model)
    inputs = _inputs(question.input, model)
    asked = {
        "input": inputs,
        "dimensions": question.dimensions,
        "encoding_format": question.encoding_format or "float",
    }
    asked |= validation.others(request.body or b"", Question)
    outcome = calls.complete(_ask(caller, model, asked, request.deadline))
    return Response(200, msgspec.json.encode(_shown(outcome)), asks.whole_headers(outcome))


def _ask(caller: Caller, model: Model, asked: dict[str, Any], deadline: float) -> EmbeddingAsk:
    ignored = dialects.ignored(model.provider.quirks, asked)
    question = {
        name: value
        for name, value in asked.items()
        if value is not None and value is not UNSET and name not in ignored
    }
    return EmbeddingAsk(
        id=ids.make(),
        caller=caller,
        endpoint="embeddings",
        project=(caller.key.project if caller.key else None) or "",
        model=model,
        question=question,
        deadline=deadline,
    )


def _find_model(name: str) -> Model:
    """Unavailable when no model embeds at all."""
    known = catalogue.current()
    offered = [model.name for model in known.enabled() if model.embeds]
    if not offered:
        raise Unavailable("no_embedding_model")
    found = known.find(name)
    if not found:
        raise ModelNotFound(param="model", name=name)
    if not found.embeds:
        names = ", ".join(offered)
        raise InvalidRequest("no_embeddings", param="model", name=name, offered=names)
    return found


def _inputs(given: str | list[Any], model: Model) -> list[Any]:
    """One input after the other, each a text or a list of token ids; InvalidRequest."""
    inputs = [given] if isinstance(given, str) or _is_tokens(given) else given
    if not inputs or not all(inputs):
        raise InvalidRequest("input_empty", param="input", field="input")
    if len(inputs) > MOST_INPUTS:
        raise InvalidRequest("field_list_most", param="input", field="input", bound=MOST_INPUTS)
    if all(isinstance(one, str) for one in inputs):
        return inputs
    if not all(map(_is_tokens, inputs)):
        raise InvalidRequest("input_texts", param="input", field="input")
    if not dialects.of(model.provider.quirks).embeds_tokens:
        raise InvalidRequest("input_tokens", param="input", name=model.name)
    return inputs


def _is_tokens(given: Any) -> bool:
    return isinstance(given, list) and bool(given) and all(type(one) is int for one in given)


def _shown(outcome: Outcome) -> Embeddings:
    vectors = outcome.completion.reply["data"]
    used = outcome.completion.usage
    return Embeddings(
        [Vector(index, vector) for index, vector in enumerate(vectors)],
        outcome.model.name,
        Usage(used.prompt_tokens, used.total_tokens),
    )
