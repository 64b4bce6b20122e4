"""How many tokens a text has, roughly, without a tokenizer to download."""

from collections.abc import Iterable
from typing import Any

_PER_WIDE = 0.7  # Qwen's vocabulary: about 1.5 Chinese characters a token
_PER_NARROW = 0.28  # and about 3.6 characters of English
_PER_PICTURE = 1280  # Qwen-VL's default cap for one picture
_PER_MESSAGE = 4  # role and separators of the chat template


def tokens(text: str) -> int:
    """An estimate for one text; within a third of Qwen's own count on prose."""
    wide = sum(character > "\u2e7f" for character in text)
    return int(wide * _PER_WIDE + (len(text) - wide) * _PER_NARROW + 0.999)


def prompt_tokens(messages: Iterable[dict[str, Any]]) -> int:
    """An estimate for messages of the OpenAI protocol; a picture counts as `_PER_PICTURE`."""
    return sum(_of_content(message.get("content")) + _PER_MESSAGE for message in messages)


def _of_content(content: Any) -> int:
    if isinstance(content, str):
        return tokens(content)
    if not isinstance(content, list):
        return 0
    texts = sum(tokens(part["text"]) for part in content if part.get("type") == "text")
    pictures = sum(1 for part in content if part.get("type") != "text")
    return texts + _PER_PICTURE * pictures
