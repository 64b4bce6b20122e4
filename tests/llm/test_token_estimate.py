"""A rough count of tokens: never wildly wrong, never nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.llm import token_estimate


def test_nothing_costs_nothing() -> None:
    assert token_estimate.tokens("") == 0
    assert token_estimate.prompt_tokens([]) == 0


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("a", 1, 1),
        ("药", 1, 2),
        ("你好！有什么可以帮你？", 6, 11),
        ("The quick brown fox jumps over the lazy dog.", 9, 14),
        ("请问 aspirin 和 ibuprofen 可以一起吃吗？", 12, 24),
        ("💊" * 10, 5, 30),
        ("3.14159265358979", 15, 20),
    ],
)
def test_an_estimate_is_in_the_region_of_the_truth(text: str, least: int, most: int) -> None:
    assert least <= token_estimate.tokens(text) <= most


@given(st.text(), st.text())
def test_more_text_is_never_less(one: str, other: str) -> None:
    both = token_estimate.tokens(one + other)

    assert both >= max(token_estimate.tokens(one), token_estimate.tokens(other))
    assert both <= token_estimate.tokens(one) + token_estimate.tokens(other)
    assert (both > 0) == bool(one + other)


def test_messages_cost_more_than_their_texts() -> None:
    messages = [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "hi"}]

    texts = token_estimate.tokens("你好") + token_estimate.tokens("hi")
    assert texts < token_estimate.prompt_tokens(messages) <= texts + 10


def test_a_picture_counts_by_itself_and_not_by_its_bytes() -> None:
    def asked(url: str) -> int:
        parts = [{"type": "text", "text": "?"}, {"type": "image_url", "image_url": {"url": url}}]
        return token_estimate.prompt_tokens([{"role": "user", "content": parts}])

    assert asked("data:image/png;base64," + "A" * 1_000_000) == asked("https://x.cn/y.png")
    assert 200 < asked("https://x.cn/y.png") < 20_000


def test_a_message_without_text_counts_little() -> None:
    calling: dict[str, Any] = {"role": "assistant", "content": None, "tool_calls": []}

    assert 0 < token_estimate.prompt_tokens([calling, {"role": "tool"}]) < 20
