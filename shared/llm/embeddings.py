"""Texts become vectors: the OpenAI protocol's embeddings, in batches that the provider takes."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec

from shared.errors import InvalidRequest, RequestRefused
from shared.llm import dialects, errors, token_estimate
from shared.llm.answers import usage, vectors
from shared.llm.answers.replies import Completion, Json
from shared.llm.answers.usage import Usage
from shared.llm.errors import ProviderError
from shared.llm.transport.post import Call
from shared.llm.transport.targets import EMBEDDINGS, Target, begun, bounded, insist

_LANES = 4  # batches of one question that are asked at once
_LARGEST_ANSWER = 134_217_728  # bytes: 2048 vectors of 4096 numbers
_TOO_MANY = re.compile(
    r"batch|too many|at most|(no|larger|greater|more) than|maximum|最大|最多|超过", re.IGNORECASE
)


class _Vector(msgspec.Struct):
    embedding: msgspec.Raw
    index: Any = None


class _Reply(msgspec.Struct):
    data: list[_Vector]
    usage: Any = None


class _Batch(msgspec.Struct, frozen=True):
    """What came of some inputs: their vectors, in order."""

    vectors: list[Any]
    usage: Usage


def embed(target: Target, question: Json, *, deadline: float) -> Completion:
    """A vector for each of the question's `input`, in order; ApiError when one is missing.

    They are in the reply's `data`, in the question's `encoding_format`. The provider is asked for
    numbers in any case: not all have another form.
    """
    batches = _cut(question["input"], dialects.of(target.quirks).most_inputs)
    with ThreadPoolExecutor(min(_LANES, len(batches)), "embeddings") as lanes:
        try:
            found = list(lanes.map(lambda some: _asked(target, question, some, deadline), batches))
        finally:
            lanes.shutdown(wait=False, cancel_futures=True)
    data = [vector for batch in found for vector in batch.vectors]
    return Completion("", target.model, "stop", _sum(found), {"data": data})


def _cut(inputs: list[Any], most: int) -> list[list[Any]]:
    return [inputs[at : at + most] for at in range(0, len(inputs), most)]


def _asked(target: Target, question: Json, inputs: list[Any], deadline: float) -> _Batch:
    """By halves where the provider finds them too many: how many it takes, few documents say."""
    asked = {**question, "input": inputs, "encoding_format": "float"}
    form = question.get("encoding_format", "float")
    try:
        with Call(bounded(deadline)) as call:
            return insist(call, lambda: _once(call, target, asked, form))
    except RequestRefused as e:
        if len(inputs) < 2 or not _TOO_MANY.search(str(e.facts.get("said"))):
            raise
    except InvalidRequest as e:
        e.param = "input"
        raise
    halves = _cut(inputs, -(-len(inputs) // 2))
    found = [_asked(target, question, some, deadline) for some in halves]
    return _Batch([vector for batch in found for vector in batch.vectors], _sum(found))


def _once(call: Call, target: Target, asked: Json, form: str) -> _Batch:
    with begun(call, target, EMBEDDINGS, asked) as opened:
        raw = opened.read(_LARGEST_ANSWER)
    try:
        said = msgspec.json.decode(raw, type=_Reply)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise _broken(raw) from e
    if len(said.data) != len(asked["input"]):
        raise errors.broken("not one vector for each input", paid=True)
    found = [vectors.written(vector.embedding, form) for vector in _in_order(said.data)]
    return _Batch(found, _usage(said, asked))


def _broken(raw: bytes) -> ProviderError:
    """An answer without vectors: its error, if it tells of one."""
    try:
        told = msgspec.json.decode(raw, type=dict[str, Any]).get("error")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return errors.broken("an answer that is not JSON of the protocol")
    return errors.of_answer(told) if told else errors.broken("an answer without vectors", paid=True)


def _in_order(data: list[_Vector]) -> Iterator[_Vector]:
    """By their index, where each has one of its own."""
    places = {vector.index: vector for vector in data if isinstance(vector.index, int)}
    if set(places) == set(range(len(data))):
        return (places[number] for number in range(len(data)))
    return iter(data)


def _usage(said: _Reply, asked: Json) -> Usage:
    tokens = token_estimate.input_tokens(asked["input"])
    guess = Usage(tokens, 0, tokens)
    counted = usage.read(said.usage)
    return usage.completed(counted, guess) if counted else guess


def _sum(batches: list[_Batch]) -> Usage:
    every = zip(*(msgspec.structs.astuple(batch.usage) for batch in batches), strict=True)
    return Usage(*map(sum, every))
