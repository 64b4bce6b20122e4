"""How long an answer can get at most: what is reserved for it, and what the provider is told.

Of several limits in a question the greatest counts: which of them a provider obeys is its own
affair. Qwen thinks beside its answer, bounded by `thinking_budget`; others within the limit.
"""

from typing import Any, NamedTuple

from shared.llm.catalogue import Model

Json = dict[str, Any]

_MOST, _MOST_CHOICES = 2**40, 128
_LIMITS = ("max_tokens", "max_completion_tokens")


class Bound(NamedTuple):
    """Tokens of one answer, and of the thinking that is billed beside it."""

    answer: int
    thought: int


def of(question: Json, model: Model) -> Bound:
    """Without a `thinking_budget` a model thinks at most as long as it may answer."""
    asked = [count for name in _LIMITS if (count := _count(question.get(name)))]
    answer = min(max(asked, default=model.max_output), model.max_output)
    if model.provider.quirks != "qwen" or not _may_think(question, model):
        return Bound(answer, 0)
    return Bound(answer, _count(question.get("thinking_budget")) or answer)


def most(question: Json, model: Model) -> int:
    """Tokens of all that the provider may bill as output."""
    bound = of(question, model)
    return (bound.answer + bound.thought) * min(_count(question.get("n")) or 1, _MOST_CHOICES)


def told(question: Json, model: Model) -> Json:
    """The question with its bound in the words of the model's provider."""
    bound = of(question, model)
    said = {name: value for name, value in question.items() if name not in _LIMITS}
    if model.provider.quirks == "qwen":
        said.pop("thinking_budget", None)
    if bound.thought:
        said["thinking_budget"] = bound.thought
    return said | _limits(question, model, bound.answer)


def _limits(question: Json, model: Model, answer: int) -> dict[str, int]:
    """Qwen and Ark obey one limit of the two; of Ark's only one bounds the thinking too."""
    thinks = _may_think(question, model)
    if model.provider.quirks == "qwen":
        return {"max_tokens": answer}
    if model.provider.quirks == "ark":
        return {"max_completion_tokens" if thinks else "max_tokens": answer}
    given = {name: min(count, answer) for name in _LIMITS if (count := _count(question.get(name)))}
    return given or {"max_completion_tokens" if thinks else "max_tokens": answer}


def _may_think(question: Json, model: Model) -> bool:
    if question.get("enable_thinking") is False:
        return False
    asked = question.get("enable_thinking") or question.get("thinking_budget")
    return bool(asked) or "reasoning" in model.capabilities


def _count(value: Any) -> int:
    """0 for what is no count; a price of it has 63 bits."""
    return min(value, _MOST) if type(value) is int and value > 0 else 0
