"""The words in questions and answers of the OpenAI protocol, wherever they stand.

Providers and clients put text into fields that nobody knows beforehand: so all is read but what is
known to be no text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

Json = dict[str, Any]
Said = dict[str, str]  # by where it stands

_NO_TEXT = frozenset(
    (
        *("id", "object", "created", "model", "system_fingerprint", "service_tier", "request_id"),
        *("usage", "role", "type", "index", "finish_reason", "stop_reason", "logprobs", "tier"),
        *("url", "data", "file_data", "b64_json", "video", "signature", "encrypted_content"),
        *("tool_call_id", "detail", "format", "provider", "native_finish_reason", "cache_control"),
    )
)
_MEDIA = frozenset(("image_url", "audio_url", "video_url", "input_audio", "file"))  # or a table
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BROKEN_OFF = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")


def of_question(question: Json, own: int = 0) -> list[str]:
    """All that a question says, but for its first `own` messages, which are the deployment's."""
    found = [text for message in question["messages"][own:] for text in of(message).values()]
    for name, value in question.items():
        if isinstance(value, dict | list) and name != "messages":
            found.append(msgspec.json.encode(value).decode())
        elif isinstance(value, str):
            found.append(value)
    return [unescaped(text) for text in found if text]


def of(value: Any) -> Said:
    """The texts of an answer, a chunk of one, or a message, by the path of each."""
    return {path: text for path, text in _texts(value, "") if text}


def unescaped(text: str) -> str:
    """With characters in place of JSON's escapes, by which calls of tools may write them."""
    if "\\u" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def broken_off(text: str) -> int:
    """How many characters at the end are an escape that has only begun."""
    found = _BROKEN_OFF.search(text, max(0, len(text) - 6))
    return len(found[0]) if found else 0


def pieces(text: str, most: int, again: int) -> Iterator[str]:
    """A text in pieces of at most so many characters, each with the last `again` of the one before,
    so that no word is cut in two."""
    yield text[:most]
    for begin in range(most, len(text), most - again):
        yield text[begin - again : begin + most - again]


def joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for name, part in _parts(value):
            yield from _texts(part, f"{path}.{name}")


def _parts(value: Json | list[Any]) -> Iterator[tuple[str | int, Any]]:
    """The parts that may have text, by their names or places."""
    if isinstance(value, list):
        yield from ((_place(part, place), part) for place, part in enumerate(value))
        return
    for name, part in value.items():
        if name not in _NO_TEXT and not (name in _MEDIA and isinstance(part, str)):
            yield name, part


def _place(part: Any, place: int) -> int:
    """Choices and calls of tools say which they are; what does not is by its place."""
    said = part.get("index") if isinstance(part, dict) else None
    return said if isinstance(said, int) else place
