"""What is asked in Anthropic's protocol; fields that are not named here are not passed on."""

from typing import Annotated, Any, Literal

import msgspec

from shared.protocols.anthropic.blocks import Content, Text

MOST_MESSAGES = 5_000
Count = Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)]


class Message(msgspec.Struct):
    role: Literal["user", "assistant", "system"]
    content: Content


class Tool(msgspec.Struct):
    """One that the caller runs; those that Anthropic runs, or knows by their type, have another."""

    name: str
    type: str | None = None
    description: str | None = None
    input_schema: dict[str, Any] | None = None


class ToolChoice(msgspec.Struct):
    type: Literal["auto", "any", "tool", "none"]
    name: str | None = None
    disable_parallel_tool_use: bool = False


class ThinkingMode(msgspec.Struct):
    type: Literal["enabled", "disabled", "adaptive"]
    budget_tokens: Count | None = None


class Conversation(msgspec.Struct, kw_only=True):
    """The body of POST /v1/messages/count_tokens."""

    model: str
    messages: Annotated[list[Message], msgspec.Meta(min_length=1, max_length=MOST_MESSAGES)]
    system: str | list[Text] | None = None
    tools: list[Tool] | None = None
    tool_choice: ToolChoice | None = None
    thinking: ThinkingMode | None = None

    @property
    def shows_thinking(self) -> bool:
        return self.thinking is not None and self.thinking.type != "disabled"


class Question(Conversation, kw_only=True):
    """The body of POST /v1/messages."""

    max_tokens: Count
    stream: bool | None = None
    stop_sequences: list[str] | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] | None = None
