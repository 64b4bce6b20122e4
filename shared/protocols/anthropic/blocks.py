"""The blocks that messages of Anthropic's protocol are made of, as far as models here take them.

Source: Anthropic API reference, "Messages". What is no block of these is refused by its type.
"""

from typing import Any

import msgspec


class Base64Source(msgspec.Struct, tag="base64"):
    media_type: str
    data: str


class UrlSource(msgspec.Struct, tag="url"):
    url: str


class TextSource(msgspec.Struct, tag="text"):
    data: str


class Text(msgspec.Struct, tag="text"):
    text: str


class Image(msgspec.Struct, tag="image"):
    source: Base64Source | UrlSource

    @property
    def url(self) -> str:
        if isinstance(self.source, UrlSource):
            return self.source.url
        return f"data:{self.source.media_type};base64,{self.source.data}"


class Document(msgspec.Struct, tag="document"):
    """Plain text beside the message; models here read no PDF."""

    source: TextSource
    title: str | None = None


class ToolUse(msgspec.Struct, tag="tool_use"):
    id: str
    name: str
    input: dict[str, Any]


class ToolResult(msgspec.Struct, tag="tool_result"):
    tool_use_id: str
    content: str | list[Text | Image | Document] | None = None
    is_error: bool = False


class Thinking(msgspec.Struct, tag="thinking"):
    thinking: str


class RedactedThinking(msgspec.Struct, tag="redacted_thinking"):
    data: str


Seen = Text | Image | Document
Block = Seen | ToolUse | ToolResult | Thinking | RedactedThinking
Content = str | list[Block]


def text_of(content: str | list[Text] | None) -> str:
    """Of what can only be text, such as the system prompt."""
    if isinstance(content, str) or content is None:
        return content or ""
    return "\n".join(block.text for block in content)
