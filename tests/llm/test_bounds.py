"""What is reserved bounds what the provider is told, whatever a question says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.llm import bounds, dialects
from shared.llm.bounds import Bound
from shared.llm.catalogue import Model
from shared.llm.prices import Tier
from shared.llm.providers import Provider

THINKS, PLAIN = ("text", "reasoning"), ("text",)
COUNTS = st.integers(-5, 2**70) | st.none() | st.booleans() | st.text(max_size=3) | st.floats()
QUESTIONS = st.fixed_dictionaries(
    {"messages": st.just([{"role": "user", "content": "x"}])},
    optional={
        "max_tokens": st.integers(1, 2**70),
        "max_completion_tokens": st.integers(1, 2**70),
        "thinking_budget": COUNTS,
        "enable_thinking": st.sampled_from([True, False, None, 1, "false"]),
    },
)


def model(quirks: str, capabilities: tuple[str, ...] = PLAIN, max_output: int = 8000) -> Model:
    provider = Provider("p", "https://api.example.com/v1", "", quirks)
    tiers = (Tier(2**60, 1, 1),)
    return Model("m", provider, "m", "", capabilities, tiers, 32_000, max_output, (), True)


@pytest.mark.parametrize(
    ("quirks", "capabilities", "question", "bound"),
    [
        ("qwen", PLAIN, {"max_completion_tokens": 1, "max_tokens": 8000}, Bound(8000, 0)),
        ("qwen", PLAIN, {"max_completion_tokens": 8000, "max_tokens": 1}, Bound(8000, 0)),
        ("qwen", PLAIN, {"max_tokens": 5, "enable_thinking": True}, Bound(5, 5)),
        ("qwen", PLAIN, {"max_tokens": 5, "thinking_budget": 900}, Bound(5, 900)),
        ("qwen", THINKS, {"max_tokens": 5}, Bound(5, 5)),
        ("qwen", THINKS, {"max_tokens": 5, "enable_thinking": False}, Bound(5, 0)),
        ("qwen", THINKS, {}, Bound(8000, 8000)),
        ("ark", THINKS, {"max_tokens": 5}, Bound(5, 0)),
        ("plain", THINKS, {"max_tokens": 9000}, Bound(8000, 0)),
    ],
)
def test_the_greatest_that_may_be_billed_is_reserved(
    quirks: str, capabilities: tuple[str, ...], question: dict[str, Any], bound: Bound
) -> None:
    assert bounds.of(question, model(quirks, capabilities)) == bound


@pytest.mark.parametrize(
    ("quirks", "capabilities", "question", "limits"),
    [
        ("qwen", PLAIN, {"max_completion_tokens": 7, "max_tokens": 3}, {"max_tokens": 7}),
        ("qwen", THINKS, {"max_completion_tokens": 7},
         {"max_tokens": 7, "thinking_budget": 7}),
        ("ark", PLAIN, {"max_completion_tokens": 7, "max_tokens": 3}, {"max_tokens": 7}),
        ("ark", THINKS, {"max_tokens": 7}, {"max_completion_tokens": 7}),
        ("plain", PLAIN, {}, {"max_tokens": 8000}),
        ("plain", THINKS, {}, {"max_completion_tokens": 8000}),
        ("plain", PLAIN, {"max_completion_tokens": 7}, {"max_completion_tokens": 7}),
        ("plain", PLAIN, {"max_tokens": 9000}, {"max_tokens": 8000}),
    ],
)  # fmt: skip
def test_the_provider_is_told_in_its_words(
    quirks: str, capabilities: tuple[str, ...], question: dict[str, Any], limits: dict[str, int]
) -> None:
    told = bounds.told({"messages": [], **question}, model(quirks, capabilities))

    assert told == {"messages": [], **limits}


@given(
    QUESTIONS,
    st.sampled_from(["qwen", "ark", "plain"]),
    st.sampled_from([THINKS, PLAIN]),
    st.integers(16, 2**30),
    st.booleans(),
)
def test_no_question_asks_for_more_than_is_reserved(
    question: dict[str, Any], quirks: str, capabilities: tuple[str, ...], most: int, stream: bool
) -> None:
    asked = model(quirks, capabilities, most)
    reserved = bounds.most(question, asked)

    said = dialects.question(quirks, bounds.told(question, asked), stream=stream)

    limits = [said[name] for name in ("max_tokens", "max_completion_tokens") if name in said]
    assert limits, "the provider's own limit would hold"
    thought = said.get("thinking_budget") or 0 if quirks == "qwen" else 0
    assert 0 < max(limits) + thought <= reserved < 2**63
    assert asked.most(0, reserved) < 2**63
