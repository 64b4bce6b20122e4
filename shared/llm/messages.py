"""What a client says to a model: its shape, and the limits of the contract."""

from typing import Annotated, Any, Literal

import msgspec

from shared import plain_text
from shared.errors import InvalidRequest

LONGEST_TEXT = 65_536  # bytes of all texts together
MOST_MESSAGES = 100

Name = Annotated[str, msgspec.Meta(max_length=100)]


class TextPart(msgspec.Struct, tag_field="type", tag="text", forbid_unknown_fields=True):
    text: str


class ImageUrl(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    url: str
    detail: str | None = None


class ImagePart(msgspec.Struct, tag_field="type", tag="image_url", forbid_unknown_fields=True):
    image_url: ImageUrl


class Turn(msgspec.Struct, forbid_unknown_fields=True):
    """One message; content is text, or OpenAI's parts."""

    role: Literal["system", "user", "assistant"]
    content: str | list[TextPart | ImagePart]

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content if isinstance(part, TextPart))

    @property
    def has_picture(self) -> bool:
        return not isinstance(self.content, str) and any(
            isinstance(part, ImagePart) for part in self.content
        )


_SEEN = {"image_url", "video_url", "video"}  # types of parts that take sight
Turns = Annotated[list[Turn], msgspec.Meta(min_length=1, max_length=MOST_MESSAGES)]


def require_askable(turns: list[Turn]) -> None:
    """InvalidRequest unless the last turn is the user's, no text is empty, and all are short."""
    if turns[-1].role != "user":
        raise InvalidRequest("last_not_user", param=f"messages[{len(turns) - 1}].role")
    for place, turn in enumerate(turns):
        if empty := _empty(turn):
            raise InvalidRequest("text_empty", param=f"messages[{place}].{empty}")
    if sum(_size(turn.text) for turn in turns) > LONGEST_TEXT:
        raise InvalidRequest("text_too_long", param="messages", limit=LONGEST_TEXT)


def _size(text: str) -> int:
    """Bytes; of what is too long anyway, characters, which need no copy to be counted."""
    return len(text) if len(text) > LONGEST_TEXT else len(text.encode())


def _empty(turn: Turn) -> str | None:
    """Where a turn says nothing: its content, or a text among its parts."""
    if not turn.content or isinstance(turn.content, str):
        return "content" if plain_text.is_blank(str(turn.content or "")) else None
    for place, part in enumerate(turn.content):
        if isinstance(part, TextPart) and plain_text.is_blank(part.text):
            return f"content[{place}].text"
    return None


def has_picture(messages: list[dict[str, Any]]) -> bool:
    """Whether messages of the OpenAI protocol, of any shape, show something."""
    contents = (message.get("content") for message in messages)
    parts = (part for content in contents if isinstance(content, list) for part in content)
    kinds = (part.get("type") for part in parts if isinstance(part, dict))
    return any(isinstance(kind, str) and kind in _SEEN for kind in kinds)


def plain(turns: list[Turn]) -> list[dict[str, Any]]:
    """The turns as the OpenAI protocol sends them."""
    sent: list[dict[str, Any]] = msgspec.to_builtins(turns)
    return sent
