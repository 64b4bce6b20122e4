"""What a call costs: tiers of prices in credits per million tokens; 1000 credits are 1 yuan.

A tier holds for prompts of up to so many tokens; thinking is billed as output, unless said. What
is billed by the piece, a picture or a second of film, has a price for a `unit` in tiers by pixels.
"""

from collections.abc import Sequence
from typing import NamedTuple

_MILLION = 1_000_000


class Tier(NamedTuple):
    """Prices while the prompt has at most `up_to` tokens, or a picture or frame so many pixels."""

    up_to: int
    input: int
    output: int
    cached: int | None = None  # as input, unless said
    reasoning: int | None = None  # as output, unless said
    unit: int | None = None  # credits for a picture, or a second; unknown, unless said


def price(
    tiers: Sequence[Tier], prompt: int, output: int, cached: int = 0, reasoning: int = 0
) -> int:
    """Credits for so many tokens, rounded up; the tier is chosen by the prompt's length."""
    tier = next((t for t in tiers if prompt <= t.up_to), tiers[-1])
    per_cached = tier.input if tier.cached is None else tier.cached
    per_reasoning = tier.output if tier.reasoning is None else tier.reasoning
    total = (
        (prompt - cached) * tier.input
        + cached * per_cached
        + (output - reasoning) * tier.output
        + reasoning * per_reasoning
    )
    return -(-total // _MILLION)


def unit(tiers: Sequence[Tier], pixels: int) -> int | None:
    """Credits for a picture, or a second of film, of so many pixels; None where it is unknown."""
    return next((t for t in tiers if pixels <= t.up_to), tiers[-1]).unit


def most(tiers: Sequence[Tier], prompt: int, output: int) -> int:
    """The greatest price for so many tokens, whatever part was cached, or only thought."""
    return max(
        price(tiers, prompt, output, cached, reasoning)
        for cached in (0, prompt)
        for reasoning in (0, output)
    )
