"""The texts of JSON bodies: lines that a person typed, unless a field says otherwise."""

import functools
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from shared import plain_text
from shared.errors import InvalidRequest
from shared.http.inputs import validation

_EXTRA = "text"

# A secret, or a text for which its rule knows better.
AsItIs = Annotated[str, msgspec.Meta(extra={_EXTRA: "as it is"})]


class _Line(NamedTuple):
    """A field with lines, and how long they may be."""

    name: str
    shortest: int = 0
    longest: int | None = None

    def read(self, value: str, path: str) -> str:
        kept = plain_text.line(value)
        if kept is None:
            raise InvalidRequest("text_refused", param=path, field=path)
        if len(kept) < self.shortest:
            raise validation.out_of_bounds(path, "str", ">=", self.shortest)
        if self.longest is not None and len(kept) > self.longest:
            raise validation.out_of_bounds(path, "str", "<=", self.longest)
        return kept


def tidy(body: msgspec.Struct) -> None:
    """Put the lines of a body as they are kept; InvalidRequest names the field of one refused."""
    for field in lines(type(body)):
        value = getattr(body, field.name)
        if isinstance(value, str):
            setattr(body, field.name, field.read(value, field.name))
        elif value:
            read = [field.read(item, f"{field.name}[{i}]") for i, item in enumerate(value)]
            setattr(body, field.name, read)


@functools.cache
def lines(shape: type[msgspec.Struct]) -> tuple[_Line, ...]:
    """The fields of a body that are read as lines."""
    hints = get_type_hints(shape, include_extras=True)
    return tuple(line for name, hint in hints.items() if (line := _line(name, hint)))


def _line(name: str, hint: Any) -> _Line | None:
    """The text in a type, in its list, or in its choice with None."""
    if hint is str:
        return _Line(name)
    if get_origin(hint) is Annotated:
        line = _line(name, hint.__origin__)
        return line if get_origin(hint.__origin__) is list else _bounded(line, hint.__metadata__)
    if get_origin(hint) in (list, Union, UnionType):
        return next((line for one in get_args(hint) if (line := _line(name, one))), None)
    return None


def _bounded(line: _Line | None, metas: tuple[msgspec.Meta, ...]) -> _Line | None:
    """The text within what is said of it; None of one that is left as it is."""
    if not line or any(_EXTRA in (meta.extra or {}) for meta in metas):
        return None
    shortest = max((meta.min_length or 0 for meta in metas), default=0)
    longest = min((meta.max_length for meta in metas if meta.max_length), default=None)
    return line._replace(shortest=shortest, longest=longest)
