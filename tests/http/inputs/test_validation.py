"""What msgspec finds becomes errors of the contract."""

import json
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import ApiError, InvalidJson, InvalidRequest
from shared.http.inputs import validation
from shared.http.inputs.pagination import Search
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
        ({"name": ""}, "field_text_empty", "name"),
        ({"name": "123456"}, "field_text_most", "name"),
        ({"name": "x", "parts": [{}, {"size": 0}]}, "field_number_least", "parts[1].size"),
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


ONE = Annotated[list[int], msgspec.Meta(min_length=1, max_length=2)]


@pytest.mark.parametrize(
    ("shape", "value", "english", "chinese"),
    [
        (str, 5, "be a string", "应为字符串"),
        (int | str | None, [], "be a whole number or a string or null", "应为整数或字符串或 null"),
        (float | bool, {}, "be true or false or a number", "应为布尔值或数字"),
        (list[int], {}, "be a list", "应为数组"),
        (dict[str, int], 1, "be an object", "应为对象"),
        (Annotated[int, msgspec.Meta(ge=-2)], -3, "be -2 or more", "不能小于 -2"),
        (Annotated[float, msgspec.Meta(le=1.5)], 2, "be 1.5 or less", "不能大于 1.5"),
        (Annotated[str, msgspec.Meta(min_length=1)], "", "not be empty", "不能为空"),
        (
            Annotated[str, msgspec.Meta(min_length=2)] | None,
            "",
            "have 2 characters or more",
            "至少要有 2 个字符",
        ),
        (
            Annotated[str, msgspec.Meta(max_length=2)],
            "123",
            "have 2 characters or fewer",
            "最多 2 个字符",
        ),
        (ONE, [], "have an entry", "至少要有一项"),
        (ONE, [1, 2, 3], "have 2 entries or fewer", "最多 2 项"),
        (tuple[int, int, int], [1], "have 3 entries", "应有 3 项"),
        (
            Annotated[dict[str, int], msgspec.Meta(min_length=2)],
            {},
            "have 2 entries or more",
            "至少要有 2 项",
        ),
    ],
)
def test_what_is_expected_is_said_in_whole_sentences(
    shape: Any, value: Any, english: str, chinese: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        validation.body(json.dumps({"x": value}).encode(), msgspec.defstruct("X", [("x", shape)]))

    found = refused.value
    assert locales.say(found.reason, "en", **found.facts) == f"The field x must {english}."
    assert locales.say(found.reason, "zh", **found.facts) == f"字段 x {chinese}。"


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
