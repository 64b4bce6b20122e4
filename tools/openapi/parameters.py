"""What an endpoint takes beside its body: parts of its path, its query, headers."""

from typing import Any

import msgspec

from shared.http.endpoint import Endpoint
from tools.openapi import texts

_REF = "#/components/parameters/"
SHARED: dict[str, Any] = {
    "Accept-Language": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of messages: `zh` (default) or `en`.",
        "schema": {"type": "string"},
        "example": "en",
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "The same key and body within 24 hours get the first answer again.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,128}$"},
    },
}


def own(endpoint: Endpoint) -> list[dict[str, Any]]:
    """Parts of the path, and the query."""
    parts = [_part(name, f"{{{name}*}}" in endpoint.path) for name in endpoint.pattern.groupindex]
    return [*parts, *_query(endpoint.call.__annotations__.get("query"))]


def shared(endpoint: Endpoint) -> list[dict[str, Any]]:
    """Headers that many have alike."""
    headers = ["Accept-Language", *(["Idempotency-Key"] if endpoint.once else [])]
    return [{"$ref": _REF + name} for name in headers]


def _part(name: str, slashes: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "in": "path", "required": True}
    if slashes:
        made["description"] = "May contain `/`."
    pattern = "^[^/]" if slashes else "^[^/]+$"
    return made | {"schema": {"type": "string", "pattern": pattern}}


def _query(shape: type | None) -> list[dict[str, Any]]:
    """The fields of the struct that the query is read as."""
    if shape is None:
        return []
    (_,), components = msgspec.json.schema_components([shape], ref_template="{name}")
    (struct,) = components.values()
    required = struct["required"]
    return [
        {"name": name, "in": "query", "required": name in required, "schema": texts.told(schema)}
        for name, schema in struct["properties"].items()
    ]
