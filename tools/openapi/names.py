"""Names of structs in the document: short, and with their module where two are called alike."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

import msgspec

_SILENT = {"functions", "shared", "index", "tools", "openapi"}
_ONE = ("type", "item_type", "key_type", "value_type")
_MANY = ("item_types", "types", "fields")


def given(types: Iterable[Any]) -> dict[Any, str]:
    """A name for each struct (or other named type) that these types hold."""
    found = list(dict.fromkeys(cls for of in types for cls in held(of)))
    plain = [cls for cls in found if get_origin(cls) is None]
    often = Counter(cls.__name__ for cls in plain)
    names = {cls: cls.__name__ if often[cls.__name__] == 1 else _full(cls) for cls in plain}
    for cls in found:
        if args := get_args(cls):
            inner = "".join(names.get(each, getattr(each, "__name__", "")) for each in args)
            names[cls] = f"{get_origin(cls).__name__}Of{inner}"
    return names


def of_msgspec(cls: Any) -> str:
    """What `msgspec.json.schema_components` calls it."""
    name = cls.__name__
    if args := get_args(cls):
        inner = ", ".join(each.__name__ if isinstance(each, type) else repr(each) for each in args)
        name = f"{get_origin(cls).__name__}[{inner}]"
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name)


def held(of: Any) -> Iterator[Any]:
    """The structs that a type holds, each once; what holds a generic one comes before it."""
    seen: set[Any] = set()
    waiting = [msgspec.inspect.type_info(of)]
    while waiting:
        node = waiting.pop()
        cls = getattr(node, "cls", None)
        if cls is not None and cls not in seen:
            seen.add(cls)
            yield cls
        elif cls is not None:
            continue
        waiting += _children(node)


def _children(node: Any) -> list[Any]:
    found = [getattr(node, name) for name in _ONE if hasattr(node, name)]
    for name in _MANY:
        found += getattr(node, name, ())
    return [child for child in found if child is not None]


def _full(cls: type) -> str:
    """`shared.files.library.Shown` as `FilesLibraryShown`."""
    parts = [part for part in f"{cls.__module__}.{cls.__name__}".split(".") if part not in _SILENT]
    return "".join(part[:1].upper() + part[1:] for part in "_".join(parts).split("_"))
