"""Read JSON, forms of query and their faults: msgspec's findings become errors of the contract."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from shared import plain_text
from shared.errors import InvalidJson, InvalidRequest
from shared.http import json_bounds

T = TypeVar("T")

_LONGEST = 500  # characters of a finding
_FOUND = re.compile(r"^(?P<finding>.*?)(?: - at (?:`key` in )?`(?P<place>[^`]*)`)?$", re.DOTALL)
_KINDS = (
    ("field_missing", re.compile(r"missing required field `(?P<name>[^`]*)`")),
    ("field_unknown", re.compile(r"unknown field `(?P<name>[^`]*)`")),
    ("field_type", re.compile(r"^Expected `(?P<expected>[^`]*)`, got")),
    ("field_range", re.compile(r"^Expected `\w+` (?P<expected>(?:of length )?[<>]=? ?\S+)")),
)


def body(raw: bytes, shape: type[T]) -> T:
    """`raw` JSON (nothing is `{}`) as `shape`.

    InvalidJson, InvalidRequest naming the field, PayloadTooLarge for what is no attachment.
    """
    json_bounds.require_bounded(raw)
    try:
        return msgspec.json.decode(raw or b"{}", type=shape)
    except msgspec.ValidationError as e:
        raise _invalid(str(e)) from e
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise InvalidJson() from e


def others(raw: bytes, shape: type[msgspec.Struct]) -> dict[str, Any]:
    """The fields of a body that was read as `shape` already, and that `shape` does not name."""
    fields = msgspec.json.decode(raw or b"{}", type=dict[str, msgspec.Raw])
    return {
        name: msgspec.json.decode(value)
        for name, value in fields.items()
        if name not in shape.__struct_encode_fields__
    }


def query(values: Mapping[str, str], shape: type[T]) -> T:
    """Query parameters, each a line, as `shape`: numbers and booleans are read from their text."""
    lines = {name: _line(name, value) for name, value in values.items()}
    try:
        return msgspec.convert(lines, type=shape, strict=False)
    except msgspec.ValidationError as e:
        raise _invalid(str(e)) from e


def _line(name: str, value: str) -> str:
    kept = plain_text.line(value)
    if kept is None:
        raise InvalidRequest("text_refused", param=name, field=name)
    return kept


def _invalid(message: str) -> InvalidRequest:
    """A field's name may be as long as the body: no more than the beginning is told."""
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]}…`"
    found = _FOUND.match(message)
    finding, place = (found["finding"], found["place"] or "$") if found else (message, "$")
    for reason, pattern in _KINDS:
        if match := pattern.search(finding):
            return _refusal(reason, place, match.groupdict())
    return _refusal("field_value", place, {})


def _refusal(reason: str, place: str, facts: dict[str, Any]) -> InvalidRequest:
    path = (place.removeprefix("$") + (f".{facts['name']}" if "name" in facts else "")).lstrip(".")
    return InvalidRequest(
        reason, param=path or None, field=path or "body", expected=facts.get("expected", "")
    )
