"""How many tokens a text has, roughly, without a tokenizer to download."""

from collections.abc import Iterable
from typing import Any

import msgspec

_PER_WIDE = 0.7  # Qwen's vocabulary: about 1.5 Chinese characters a token
_PER_NARROW = 0.28  # and about 3.6 characters of English
_PER_PICTURE = 1280  # Qwen-VL's default cap for one picture
_DIGITS = b"0123456789"
_FOLLOWING = bytes(range(0x80, 0xC0))  # the bytes of a character after its first, in UTF-8
_PER_MESSAGE = 4  # role and separators of the chat template


def tokens(text: str) -> int:
    """An estimate for one text; within a third of Qwen's own count on prose."""
    return _of_utf8(text.encode("utf-8", "surrogatepass"))


def question_tokens(question: dict[str, Any]) -> int:
    """An estimate for all that is asked: messages, the tools offered, and the calls of them."""
    messages = question["messages"]
    beside = [question.get("tools"), *(message.get("tool_calls") for message in messages)]
    texts = (msgspec.json.encode(said) for said in beside if said)
    return prompt_tokens(messages) + sum(map(_of_utf8, texts))


def input_tokens(inputs: Iterable[Any]) -> int:
    """An estimate for texts to embed; of what comes as ids of tokens, their number."""
    return sum(tokens(said) if isinstance(said, str) else len(said) for said in inputs)


def prompt_tokens(messages: Iterable[dict[str, Any]]) -> int:
    """An estimate for messages of the OpenAI protocol; a picture counts as `_PER_PICTURE`."""
    return sum(_of_content(message.get("content")) + _PER_MESSAGE for message in messages)


def _of_utf8(text: bytes) -> int:
    characters = len(text.translate(None, _FOLLOWING))
    wide = (len(text) - characters) / 2  # a Chinese character has three bytes
    digits = len(text) - len(text.translate(None, _DIGITS))  # each a token to Qwen
    return int(digits + wide * _PER_WIDE + (characters - wide - digits) * _PER_NARROW + 0.999)


def _of_content(content: Any) -> int:
    if isinstance(content, str):
        return tokens(content)
    if not isinstance(content, list):
        return 0
    return sum(map(_of_part, content))


def _of_part(part: Any) -> int:
    text = part.get("text") if isinstance(part, dict) else None
    return tokens(text) if isinstance(text, str) else _PER_PICTURE
