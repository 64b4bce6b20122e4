"""Read JSON, forms of query and their faults: msgspec's findings become errors of the contract."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from shared import plain_text
from shared.errors import InvalidJson, InvalidRequest
from shared.http.inputs import json_bounds
from shared.i18n import locales

T = TypeVar("T")

_LONGEST = 500  # characters of a finding
_FOUND = re.compile(r"^(?P<finding>.*?)(?: - at (?:`key` in )?`(?P<place>[^`]*)`)?$", re.DOTALL)
_KINDS = (
    ("field_missing", re.compile(r"missing required field `(?P<name>[^`]*)`")),
    ("field_unknown", re.compile(r"unknown field `(?P<name>[^`]*)`")),
    ("field_type", re.compile(r"^Expected `(?P<expected>[^`]*)`, got")),
)
_BOUND = re.compile(
    r"^Expected `(?P<kind>\w+)` (?:of length )?(?P<sign>[<>]=|) ?(?P<bound>[-.\d]+)$"
)
_COUNTED = {"str": "text", "array": "list", "object": "list"}  # what else has bounds is a number
_BOUNDS = {">=": "least", "<=": "most", "": "exact"}


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
    if bound := _BOUND.match(finding):
        return out_of_bounds(place, bound["kind"], bound["sign"], bound["bound"])
    for reason, pattern in _KINDS:
        if match := pattern.search(finding):
            return _refusal(reason, place, match.groupdict())
    return _refusal("field_value", place, {})


def out_of_bounds(place: str, kind: str, sign: str, bound: object) -> InvalidRequest:
    """A number, or the length of a text or a list (by its JSON `kind`), that is beyond `bound`."""
    counted = _COUNTED.get(kind, "number")
    some = counted != "number" and sign == ">=" and str(bound) == "1"
    reason = f"field_{counted}_empty" if some else f"field_{counted}_{_BOUNDS[sign]}"
    return _refusal(reason, place, {"bound": bound})


def _refusal(reason: str, place: str, facts: dict[str, Any]) -> InvalidRequest:
    path = (place.removeprefix("$") + (f".{facts['name']}" if "name" in facts else "")).lstrip(".")
    expected = locales.OneOf(*facts.get("expected", "").split(" | "))
    return InvalidRequest(
        reason,
        param=path or None,
        field=path or "body",
        expected=expected,
        bound=facts.get("bound"),
    )
