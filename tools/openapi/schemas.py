"""JSON schemas of what endpoints take and answer, as msgspec reads and writes it."""

import typing
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from shared.http.endpoint import Endpoint, Media
from tools.openapi import contents, names, texts
from tools.openapi.refusals import AnthropicError, Error

_REF = "#/components/schemas/"
_OCTETS = {"type": "string", "format": "binary"}
_BASE64 = {"type": "string", "contentEncoding": "base64"}  # how msgspec has bytes within JSON


class Schemas:
    """The schemas of all types that the endpoints name; those of structs are shared."""

    def __init__(self, endpoints: list[Endpoint]) -> None:
        types = list(dict.fromkeys(_types(endpoints)))
        self._names = names.given(types)
        self.components: dict[str, Any] = {}
        self._of = {of: self._schema(of) for of in types}
        self.components = dict(sorted(self.components.items()))
        self._endpoints = endpoints
        self._complete()

    def taken(self, endpoint: Endpoint) -> dict[str, Any]:
        """The content of its request, by type."""
        return self._content(contents.taken(endpoint))

    def is_needed(self, endpoint: Endpoint) -> bool:
        """Whether its request has to have a body: nothing is an empty object."""
        reached = [self._of[of] for of in contents.taken(endpoint).values()]
        found = [self.components.get(s.get("$ref", "").rpartition("/")[2], s) for s in reached]
        return any(s.get("type") != "object" or s.get("required") for s in found)

    def answered(self, endpoint: Endpoint) -> dict[int, dict[str, Any]]:
        """By status: the content of its answer, by type."""
        answers = contents.answers(endpoint)
        return {status: self._content(media) for status, media in answers.items()}

    def asked(self) -> set[str]:
        """The names of the structs that requests hold."""
        return self._reached(of for each in self._endpoints for of in contents.taken(each).values())

    def _schema(self, of: Any) -> Any:
        """Type by type, since msgspec mixes generic structs of the same name up."""
        (made,), components = msgspec.json.schema_components([of], ref_template="{name}")
        ours = {names.of_msgspec(cls): self._names[cls] for cls in names.held(of)}
        if ours.keys() != components.keys():
            raise SystemExit(f"{of} holds two structs of the same name")
        self.components |= {ours[name]: _tidied(s, ours) for name, s in components.items()}
        return _tidied(made, ours)

    def _content(self, media: Media) -> dict[str, Any]:
        return {kind: {"schema": self._of[of]} for kind, of in media.items()}

    def _complete(self) -> None:
        """What only answers hold comes with all its fields, also with those that have a default."""
        for cls, name in self._names.items():
            texts.in_body(cls, self.components[name])
        taken = self.asked()
        answers = (of for each in self._endpoints for of in contents.of_answers(each))
        answered = self._reached(answers)
        sparse = {name for cls, name in self._names.items() if _is_sparse(cls)}
        for name in answered - taken - sparse:
            fields = self.components[name].get("properties", {})
            told = set(self.components[name].get("required", []))
            told |= {field for field, schema in fields.items() if "default" in schema}
            if fields:
                self.components[name]["required"] = [field for field in fields if field in told]

    def _reached(self, types: Iterable[Any]) -> set[str]:
        """The names of the components that schemas of these types hold."""
        reached: set[str] = set()
        waiting = [self._of[of] for of in types]
        while waiting:
            found = {ref.rpartition("/")[2] for ref in _references(waiting.pop())} - reached
            reached |= found
            waiting += [self.components[name] for name in found]
        return reached


def _is_sparse(cls: Any) -> bool:
    """Whether fields that have their default are left out of the JSON."""
    struct = typing.get_origin(cls) or cls
    return issubclass(struct, msgspec.Struct) and struct.__struct_config__.omit_defaults


def _types(endpoints: list[Endpoint]) -> Iterator[Any]:
    for endpoint in endpoints:
        yield from contents.taken(endpoint).values()
        yield from contents.of_answers(endpoint)
    yield Error
    yield AnthropicError


def _tidied(schema: Any, ours: dict[str, str]) -> Any:
    """With our names, and bytes as they are."""
    if isinstance(schema, list):
        return [_tidied(each, ours) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema == _BASE64:
        return _OCTETS
    return {name: _of_field(name, value, ours) for name, value in schema.items()}


def _of_field(name: str, value: Any, ours: dict[str, str]) -> Any:
    """References by our names, also those of a discriminator, which msgspec leaves bare."""
    if name == "$ref":
        return _REF + ours[value]
    if name == "discriminator":
        mapping = {tag: _REF + ours[of] for tag, of in value["mapping"].items()}
        return {**value, "mapping": mapping}
    return _tidied(value, ours)


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from _references(each)
