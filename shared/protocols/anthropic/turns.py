"""Messages of Anthropic's protocol as those of OpenAI's."""

from collections.abc import Iterator, Sequence

import msgspec

from shared.llm.answers.replies import Json
from shared.protocols.anthropic import blocks
from shared.protocols.anthropic.blocks import Block, Document, Image, Text, ToolResult, ToolUse
from shared.protocols.anthropic.question import Conversation, Message

_NOTHING = "(no text)"  # a result must not be empty with some providers


def of(asked: Conversation) -> list[Json]:
    """The system prompt, then each message: results of tools are messages of their own there.

    What the model thought is left out: it is signed for Anthropic's models alone.
    """
    system = blocks.text_of(asked.system)
    said: list[Json] = [{"role": "system", "content": system}] if system else []
    for message in asked.messages:
        said += _turns(message)
    return said


def _turns(message: Message) -> Iterator[Json]:
    if isinstance(message.content, str):
        yield {"role": message.role, "content": message.content}
    elif message.role == "assistant":
        yield _answered(message.content)
    else:
        yield from _asked(message.role, message.content)


def _answered(content: Sequence[Block]) -> Json:
    said: Json = {"role": "assistant", "content": _joined(content)}
    calls = [_call(block) for block in content if isinstance(block, ToolUse)]
    return {**said, "tool_calls": calls} if calls else said


def _asked(role: str, content: Sequence[Block]) -> Iterator[Json]:
    """Results come first: they have to follow their calls. A picture is never in one of them."""
    results = [block for block in content if isinstance(block, ToolResult)]
    shown: list[Block] = []
    for result in results:
        inner = result.content if isinstance(result.content, list) else []
        shown += [block for block in inner if isinstance(block, Image)]
        yield {"role": "tool", "tool_call_id": result.tool_use_id, "content": _result(result)}
    shown += [block for block in content if not isinstance(block, ToolResult)]
    if shown or not results:
        yield {"role": role, "content": _parts(shown)}


def _result(result: ToolResult) -> str:
    content = result.content
    text = content if isinstance(content, str) else _joined(content or ())
    return f"Error: {text}" if result.is_error else text or _NOTHING


def _parts(content: Sequence[Block]) -> str | list[Json]:
    """Plain text where there is no picture: not all models take parts."""
    if not any(isinstance(block, Image) for block in content):
        return _joined(content)
    return [part for block in content if (part := _part(block))]


def _part(block: Block) -> Json | None:
    if isinstance(block, Image):
        return {"type": "image_url", "image_url": {"url": block.url}}
    text = _text(block)
    return None if text is None else {"type": "text", "text": text}


def _joined(content: Sequence[Block]) -> str:
    return "\n".join(text for block in content if (text := _text(block)) is not None)


def _text(block: Block) -> str | None:
    if isinstance(block, Text):
        return block.text
    if isinstance(block, Document):
        return f"{block.title}\n{block.source.data}" if block.title else block.source.data
    return None


def _call(block: ToolUse) -> Json:
    arguments = msgspec.json.encode(block.input).decode()
    function = {"name": block.name, "arguments": arguments}
    return {"id": block.id, "type": "function", "function": function}
