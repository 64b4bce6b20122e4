"""What "Try it out" begins with: examples of bodies and parameters, from examples.toml."""

import functools
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from shared.http.endpoint import Endpoint
from shared.http.response import JSON

SOURCE = Path(__file__).with_name("examples.toml")
_FORM = "multipart/form-data"  # holds a file, which nobody can fill in


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`body` is JSON, `text` a body of another type."""

    path: dict[str, str] = {}
    query: dict[str, Any] = {}
    body: Any = None
    text: str | None = None


@functools.cache
def known() -> dict[str, Example]:
    """By operation: `POST /api/chat`."""
    given = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return msgspec.convert(given, dict[str, Example])


def of(endpoint: Endpoint) -> Example:
    return known().get(endpoint.name.replace("*}", "}"), Example())


def content(example: Example, content: dict[str, Any]) -> dict[str, Any]:
    """The content of a request, each type with its example."""
    return {kind: media | _of_kind(example, kind) for kind, media in content.items()}


def parameter(example: Example, made: dict[str, Any]) -> dict[str, Any]:
    given = {"path": example.path, "query": example.query}.get(made["in"], {})
    return made | ({"example": given[made["name"]]} if made["name"] in given else {})


def _of_kind(example: Example, kind: str) -> dict[str, Any]:
    shown = None if kind == _FORM else example.body if kind == JSON else example.text
    return {} if shown is None else {"example": shown}
