"""The texts of JSON bodies: lines that a person typed, unless a field says otherwise."""

import functools
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import inspect

from shared import plain_text
from shared.errors import InvalidRequest

_EXTRA = "text"

# A secret, or a text for which its rule knows better.
AsItIs = Annotated[str, msgspec.Meta(extra={_EXTRA: "as it is"})]


class _Line(NamedTuple):
    """A field with lines, and how long they may be."""

    name: str
    shortest: int
    longest: int | None

    def read(self, value: str, path: str) -> str:
        kept = plain_text.line(value)
        if kept is None:
            raise InvalidRequest("text_refused", param=path, field=path)
        if len(kept) < self.shortest:
            raise _range(path, f">= {self.shortest}")
        if self.longest is not None and len(kept) > self.longest:
            raise _range(path, f"<= {self.longest}")
        return kept


def tidy(body: msgspec.Struct) -> None:
    """Put the lines of a body as they are kept; InvalidRequest names the field of one refused."""
    for field in _lines(type(body)):
        value = getattr(body, field.name)
        if isinstance(value, str):
            setattr(body, field.name, field.read(value, field.name))
        elif value:
            read = [field.read(item, f"{field.name}[{i}]") for i, item in enumerate(value)]
            setattr(body, field.name, read)


@functools.cache
def _lines(shape: type[msgspec.Struct]) -> tuple[_Line, ...]:
    found = ((name, _line(kind)) for name, kind in _kinds(shape))
    return tuple(_Line(n, k.min_length or 0, k.max_length) for n, k in found if k)


def _kinds(shape: type[msgspec.Struct]) -> list[tuple[str, inspect.Type]]:
    known: Any = inspect.type_info(shape)
    return [(field.name, field.type) for field in known.fields]


def _line(kind: inspect.Type) -> inspect.StrType | None:
    """The text in a type, in its list, or in its choice with None."""
    if isinstance(kind, inspect.Metadata):
        return None if _EXTRA in (kind.extra or {}) else _line(kind.type)
    if isinstance(kind, inspect.UnionType):
        return next((found for one in kind.types if (found := _line(one))), None)
    if isinstance(kind, inspect.ListType):
        return _line(kind.item_type)
    return kind if isinstance(kind, inspect.StrType) else None


def _range(path: str, expected: str) -> InvalidRequest:
    return InvalidRequest("field_range", param=path, field=path, expected=expected)
