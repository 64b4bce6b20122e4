"""Which texts of JSON bodies are lines that people type, and what happens to them."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import inspect

from shared.errors import InvalidRequest
from shared.hosts import gateway, routes
from shared.http.inputs import fields, validation
from shared.http.request import Body

AS_THEY_ARE = {  # each is a secret, or its rule reads it
    "approval_number", "code", "contraindications", "current_password", "dosage", "dosage_form",
    "email", "filename", "generic_name", "image", "indications", "invite_code", "manufacturer",
    "name", "negative_prompt", "password", "prompt", "refresh_token", "specification", "title",
    "username", "warnings",
}  # fmt: skip


class Sample(Body, kw_only=True):
    word: Annotated[str, msgspec.Meta(min_length=1, max_length=5)] = "x"
    words: list[Annotated[str, msgspec.Meta(max_length=5)]] | None = None
    secret: Annotated[fields.AsItIs, msgspec.Meta(max_length=5)] = ""


def read(**given: Any) -> Sample:
    return validation.body(msgspec.json.encode(given), Sample)


def refusal(**given: Any) -> tuple[str, str | None]:
    with pytest.raises(InvalidRequest) as caught:
        read(**given)
    return caught.value.reason, caught.value.param


def test_texts_are_read_as_lines_in_lists_too() -> None:
    found = read(word=" e\u0301 ", words=["a\n", "\u3000b"], secret=" \n")

    assert (found.word, found.words, found.secret) == ("é", ["a", "b"], " \n")


def test_a_text_is_refused_at_its_place() -> None:
    assert refusal(word="a\0") == ("text_refused", "word")
    assert refusal(words=["a", "b\u202e"]) == ("text_refused", "words[1]")
    assert refusal(locale="z\nh") == ("text_refused", "locale")


def test_lengths_hold_for_what_is_kept() -> None:
    assert refusal(word="  ") == ("field_text_empty", "word")
    assert refusal(word="\u0958" * 4) == ("field_text_most", "word")  # two characters each in NFC
    assert refusal(words=["\u0958" * 4]) == ("field_text_most", "words[0]")


def test_no_field_of_any_endpoint_is_left_as_it_is_unless_it_is_known_here() -> None:
    found = set()
    for shape in bodies():
        told: Any = inspect.type_info(shape)
        lines = {line.name for line in fields.lines(shape)}
        found |= {one.name for one in told.fields if is_text(one.type)} - lines

    assert found == AS_THEY_ARE


def bodies() -> set[type[Body]]:
    functions = {route.function.name for route in routes.read(Path("template.yml")).routes}
    calls = [e.call for name in functions for e in gateway.load(name).endpoints]
    shapes = {call.__annotations__.get("body") for call in calls}
    return {shape for shape in shapes if isinstance(shape, type) and issubclass(shape, Body)}


def is_text(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return is_text(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(map(is_text, kind.types))
    return isinstance(kind, inspect.StrType)
