"""What msgspec finds becomes errors of the contract."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import ApiError, InvalidJson, InvalidRequest
from shared.http import validation
from shared.http.pagination import Search
from shared.i18n import locales


class Part(msgspec.Struct, forbid_unknown_fields=True):
    size: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=5)]
    parts: list[Part] = []
    table: dict[str, int] = {}
    on: bool = False


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def refusal(body: Any) -> ApiError:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(ApiError) as refused:
        validation.body(raw, Shape)
    return refused.value


@pytest.mark.parametrize(
    ("body", "reason", "param"),
    [
        ({}, "field_missing", "name"),
        (b"", "field_missing", "name"),
        ({"name": "x", "b": 1}, "field_unknown", "b"),
        ({"name": "x", "": 1}, "field_unknown", None),
        ({"name": "x", "a.b": 1}, "field_unknown", "a.b"),
        ({"name": 5}, "field_type", "name"),
        ({"name": ""}, "field_range", "name"),
        ({"name": "123456"}, "field_range", "name"),
        ({"name": "x", "parts": [{}, {"size": 0}]}, "field_range", "parts[1].size"),
        ({"name": "x", "parts": [{}, {"size": "1"}]}, "field_type", "parts[1].size"),
        ({"name": "x", "parts": [{"sise": 1}]}, "field_unknown", "parts[0].sise"),
        ({"name": "x", "table": {"a": "b"}}, "field_type", "table[...]"),
        ({"name": "x", "on": "yes"}, "field_type", "on"),
        ([], "field_type", None),
        (None, "field_type", None),
    ],
)
def test_fault_is_named_by_its_place(body: Any, reason: str, param: str | None) -> None:
    found = refusal(body)

    assert isinstance(found, InvalidRequest)
    assert (found.reason, found.param) == (reason, param)


def test_expected_type_and_range_are_said() -> None:
    assert (
        locales.say("field_type", "en", **refusal({"name": 5}).facts)
        == "The field name should be of type str."
    )
    assert (
        locales.say("field_range", "en", **refusal({"name": "123456"}).facts)
        == "The field name should satisfy of length <= 5."
    )


@pytest.mark.parametrize(
    "raw", [b"{", b"\xff", b'{"name": "\\ud800"}', b'{"name": "x"} {}', b"[" * 40_000]
)
def test_what_is_not_json_is_said_to_be_so(raw: bytes) -> None:
    with pytest.raises(InvalidJson):
        validation.body(raw, msgspec.Raw if raw.startswith(b"[") else Shape)


def _refused(read: Callable[[], object]) -> ApiError | None:
    """The refusal, if there is one; any other exception fails the test."""
    try:
        read()
    except ApiError as e:
        return e
    return None


@given(JSON)
def test_any_json_is_read_or_refused_with_a_sentence(value: Any) -> None:
    refused = _refused(lambda: validation.body(json.dumps(value).encode(), Shape))

    assert not refused or locales.say(refused.reason, "zh", **refused.facts)


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    refused = _refused(lambda: validation.body(raw, Shape))

    assert not refused or refused.status in (400, 422)


@given(st.dictionaries(st.sampled_from(["limit", "cursor", "q", "x"]), st.text()))
def test_any_query_is_read_or_refused(values: dict[str, str]) -> None:
    refused = _refused(lambda: validation.query(values, Search))

    assert not refused or refused.param in values


def test_numbers_of_a_query_are_read_from_their_text() -> None:
    assert validation.query({"limit": "5", "q": "5"}, Search) == Search(limit=5, q="5")
