"""Documents in the order of a question, by the protocol that Jina's API made common.

(Jina AI, "Reranker API"; vLLM, Xinference, SiliconFlow and others serve the same at `/rerank`.)
"""

import msgspec

from shared.llm import errors
from shared.llm.answers.replies import Json
from shared.llm.transport.post import Call
from shared.llm.transport.targets import RERANK, Target, begun, bounded, insist

_LARGEST_ANSWER = 8_388_608  # bytes


def rank(target: Target, question: Json, *, deadline: float) -> Json:
    """What the provider says: `results` by relevance, and a `usage`; ApiError."""
    with Call(bounded(deadline)) as call:
        return insist(call, lambda: _once(call, target, question))


def _once(call: Call, target: Target, question: Json) -> Json:
    with begun(call, target, RERANK, question) as opened:
        raw = opened.read(_LARGEST_ANSWER)
    try:
        return msgspec.json.decode(raw, type=Json)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise errors.broken("an answer that is not JSON of the protocol") from e
