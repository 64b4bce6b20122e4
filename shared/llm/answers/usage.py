"""How many tokens a call took: as the provider counted them, or estimated."""

from typing import Any

import msgspec

from shared.llm import token_estimate

_MOST, _LONGEST = 2**40, 20  # a count, and its digits


class Usage(msgspec.Struct, frozen=True):
    """Tokens of a call; cached ones are among the prompt's, reasoning ones among the answer's."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0


def read(told: Any) -> Usage | None:
    """What may be charged of a provider's counts, of either family of names; None for no counts.

    Nothing is negative or beyond 2^40, since prices and sums have 63 bits, and no part is greater
    than its whole.
    """
    if not isinstance(told, dict):
        return None
    prompt = _first(told, "prompt_tokens", "input_tokens")
    answer = _first(told, "completion_tokens", "output_tokens")
    total = _count(told.get("total_tokens"))
    if not (prompt or answer or total):
        return None
    cached = _detail(told, "cached_tokens", "prompt_tokens_details", "input_tokens_details")
    thought = _detail(
        told, "reasoning_tokens", "completion_tokens_details", "output_tokens_details"
    )
    cached = cached or _count(told.get("prompt_cache_hit_tokens"))  # DeepSeek
    return Usage(
        prompt, answer, max(total, prompt + answer), min(cached, prompt), min(thought, answer)
    )


def greater(one: Usage | None, other: Usage) -> Usage:
    """The greater of each count: they grow while a stream goes on."""
    if not one:
        return other
    pairs = zip(msgspec.structs.astuple(one), msgspec.structs.astuple(other), strict=True)
    return Usage(*(max(pair) for pair in pairs))


def completed(counted: Usage, guess: Usage) -> Usage:
    """The provider's counts; where it counted none on a side, what was guessed or is left over."""
    answer = counted.completion_tokens or guess.completion_tokens
    prompt = counted.prompt_tokens or max(guess.prompt_tokens, counted.total_tokens - answer)
    cached, thought = counted.cached_tokens, counted.reasoning_tokens
    return Usage(prompt, answer, prompt + answer, cached, thought)


def estimated(question: dict[str, Any], said: str, thought: str = "") -> Usage:
    """Usage where the provider gave none."""
    prompt, reasoning = token_estimate.question_tokens(question), token_estimate.tokens(thought)
    answer = token_estimate.tokens(said) + reasoning
    return Usage(prompt, answer, prompt + answer, 0, reasoning)


def _first(told: dict[str, Any], *names: str) -> int:
    return next((count for name in names if (count := _count(told.get(name)))), 0)


def _detail(told: dict[str, Any], name: str, *tables: str) -> int:
    places = [told, *(table for key in tables if isinstance(table := told.get(key), dict))]
    return max(_count(place.get(name)) for place in places)


def _count(value: Any) -> int:
    """12, 12.0 or "12"; 0 for anything else."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < _LONGEST:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return 0
    return int(min(max(value, 0), _MOST))
