"""What a task was asked for, in a line: the words of a prompt, or the name of a file."""

import msgspec

from shared import plain_text

_LONGEST = 100  # characters


class Subject(msgspec.Struct, frozen=True):
    """Empty where it is not kept; `operation` is what is done to a file."""

    words: str = ""
    operation: str = ""


class _File(msgspec.Struct, frozen=True):
    filename: str = ""


class _Asked(msgspec.Struct, frozen=True):
    operation: str = ""


class _Order(msgspec.Struct, frozen=True):
    """What orders of any kind say of it."""

    prompt: str | None = None
    source: _File | None = None
    url: str | None = None
    name: str | None = None
    asked: _Asked | None = None


def of(order: str | None) -> Subject:
    """Of a task's order, which is forgotten where no history is kept."""
    said = msgspec.json.decode(order or "{}", type=_Order)
    source, asked = said.source or _File(), said.asked or _Asked()
    address = (said.url or "").partition("?")[0]  # what follows may be a signature
    words = said.prompt or source.filename or address or said.name or ""
    return Subject(plain_text.shown(words, _LONGEST), asked.operation)
