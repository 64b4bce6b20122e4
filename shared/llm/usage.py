"""How many tokens a call took: as the provider counted them, or estimated."""

from typing import Any

import msgspec

from shared.llm import token_estimate


class Usage(msgspec.Struct, frozen=True):
    """Tokens of a call; cached ones are among the prompt's, reasoning ones among the answer's."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0


class _PromptDetails(msgspec.Struct):
    cached_tokens: int | None = None


class _AnswerDetails(msgspec.Struct):
    reasoning_tokens: int | None = None


class Counts(msgspec.Struct):
    """What a provider says, right or wrong."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None
    completion_tokens_details: _AnswerDetails | None = None


def counted(counts: Counts) -> Usage:
    """What may be charged: nothing negative, and no part greater than its whole."""
    prompt, answer = max(0, counts.prompt_tokens), max(0, counts.completion_tokens)
    cached, thought = counts.prompt_tokens_details, counts.completion_tokens_details
    return Usage(
        prompt,
        answer,
        prompt + answer,
        _within(cached.cached_tokens if cached else 0, prompt),
        _within(thought.reasoning_tokens if thought else 0, answer),
    )


def estimated(question: dict[str, Any], said: str, thought: str = "") -> Usage:
    """Usage where the provider gave none."""
    prompt, reasoning = token_estimate.question_tokens(question), token_estimate.tokens(thought)
    answer = token_estimate.tokens(said) + reasoning
    return Usage(prompt, answer, prompt + answer, 0, reasoning)


def _within(count: int | None, most: int) -> int:
    return max(0, min(count or 0, most))
