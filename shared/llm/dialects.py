"""What providers want said differently in the OpenAI protocol, a table for each.

Qwen: Alibaba Cloud Model Studio, "OpenAI compatible - Chat", "Deep thinking" and "OpenAI
compatible - Embedding". Ark: Volcano Engine, "Chat API" and "Text embeddings API". Fields that a
table does not name go to the provider as they came.
"""

import re
from typing import Any, NamedTuple

Json = dict[str, Any]

_OF_OPENAI = frozenset(
    "store metadata service_tier safety_identifier prompt_cache_key prompt_cache_retention"
    " verbosity prediction web_search_options".split()
)
_STREAM_ONLY = re.compile(r"only supports? stream|non-streaming|restricted to true", re.IGNORECASE)


class Dialect(NamedTuple):
    """`ignores` is what the provider does not know and may refuse."""

    knows_developer: bool = True  # as a role, beside `system`
    ignores: frozenset[str] = frozenset()
    drops_empty_lists: bool = False  # which it refuses
    thinks_by_stream_alone: bool = False  # and by itself, where it is not told otherwise
    thinking: str = "enable_thinking"
    most_inputs: int = 2048  # of one question for embeddings
    embeds_tokens: bool = True  # also takes inputs as ids of tokens


_DIALECTS = {
    "qwen": Dialect(
        False, _OF_OPENAI, True, thinks_by_stream_alone=True, most_inputs=10, embeds_tokens=False
    ),
    "ark": Dialect(
        False, _OF_OPENAI, True, thinking="thinking", most_inputs=256, embeds_tokens=False
    ),
    "plain": Dialect(),
}


def of(quirks: str) -> Dialect:
    return _DIALECTS.get(quirks, _DIALECTS["plain"])


def ignored(quirks: str, asked: Json) -> list[str]:
    """The fields of a question that the provider will not see."""
    dialect = of(quirks)
    return sorted(name for name in asked if name in dialect.ignores)


def question(quirks: str, asked: Json, *, stream: bool) -> Json:
    """The question as a provider of these `quirks` takes it; the usage is always asked for."""
    dialect = of(quirks)
    said = {name: value for name, value in asked.items() if _is_taken(dialect, name, value)}
    said["messages"] = [_renamed(dialect, message) for message in said["messages"]]
    if dialect.thinking == "thinking" and "enable_thinking" in said:
        said["thinking"] = {"type": "enabled" if said.pop("enable_thinking") else "disabled"}
    if stream:
        return said | {"stream": True, "stream_options": {"include_usage": True}}
    if dialect.thinks_by_stream_alone and not said.setdefault("enable_thinking", False):
        said.pop("thinking_budget", None)
    return said | {"stream": False}


def needs_stream(quirks: str, asked: Json) -> bool:
    """Whether a whole answer has to be joined from a stream."""
    return of(quirks).thinks_by_stream_alone and bool(asked.get("enable_thinking"))


def wants_stream(sentence: str) -> bool:
    """Whether a provider refused a question because it was not asked by stream."""
    return bool(_STREAM_ONLY.search(sentence))


def _is_taken(dialect: Dialect, name: str, value: Any) -> bool:
    if name == "stream_options" or name in dialect.ignores:
        return False
    return value != [] or not dialect.drops_empty_lists


def _renamed(dialect: Dialect, message: Json) -> Json:
    if dialect.knows_developer or message.get("role") != "developer":
        return message
    return {**message, "role": "system"}
