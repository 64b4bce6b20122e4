"""The host of FC's built-in runtime."""

import base64
import json
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.client import Answer, read_answer
from tests.hosts.sample import PLAIN_GET, POST, REQUEST_ID, context, handler

Event = dict[str, Any]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
PLACES: list[tuple[str, ...]] = [
    ("version",), ("rawPath",), ("headers",), ("queryParameters",), ("body",),
    ("isBase64Encoded",), ("requestContext",), ("requestContext", "http"),
    ("requestContext", "requestId"), ("requestContext", "http", "method"),
    ("requestContext", "http", "path"), ("requestContext", "http", "sourceIp"),
]  # fmt: skip


def ask(event: Any) -> Answer:
    raw = event if isinstance(event, bytes) else json.dumps(event).encode()
    return read_answer(handler(raw, context()))


def changed(event: Event, *place: str, to: Any) -> Event:
    """A copy of the event with another value at one place."""
    copy = deepcopy(event)
    table = copy
    for name in place[:-1]:
        table = table[name]
    table[place[-1]] = to
    return copy


def without(event: Event, *place: str) -> Event:
    copy = deepcopy(event)
    table = copy
    for name in place[:-1]:
        table = table[name]
    del table[place[-1]]
    return copy


def test_documented_get_without_content_type_is_answered() -> None:
    answer = ask(PLAIN_GET)

    assert answer.status == 200
    assert answer.json["query"] == {"a": "1,2"}
    assert answer.json["ip"] == "203.0.113.7"
    assert answer.headers["content-type"] == "application/json"


def test_documented_post_is_answered_and_unknown_keys_do_not_matter() -> None:
    answer = ask(changed(POST, "future", to={"of": "FC"}))

    assert answer.status == 200
    assert answer.json == {"name": "云栈"}


def test_header_names_are_lower_cased_and_joined_values_stay_joined() -> None:
    headers = {"X-MiXed": "1,2", "ACCEPT": "*/*"}

    answer = ask(changed(PLAIN_GET, "headers", to=headers))

    assert answer.json["headers"] == {"x-mixed": "1,2", "accept": "*/*"}


def test_list_of_header_values_is_joined_as_fc_joins_them() -> None:
    answer = ask(changed(PLAIN_GET, "headers", to={"X-Two": ["1", "2"]}))

    assert answer.json["headers"] == {"x-two": "1,2"}


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/vnd.api+json"])
def test_base64_flag_is_obeyed_whatever_the_content_type(kind: str) -> None:
    event = changed(POST, "headers", to={"Content-Type": kind})
    encoded = base64.b64encode('{"name": "云"}'.encode()).decode()

    answer = ask(changed(changed(event, "body", to=encoded), "isBase64Encoded", to=True))

    assert answer.json == {"name": "云"}


def test_base64_text_without_the_flag_is_taken_as_text() -> None:
    event = changed(POST, "body", to=base64.b64encode(b'{"name": "x"}').decode())

    assert ask(event).code == "invalid_json"


@pytest.mark.parametrize("body", ['{"name": "云"}', '{"name": "x"}', "e30", "{}"])
def test_flag_on_a_body_that_is_not_base64_is_a_bad_request(body: str) -> None:
    answer = ask(changed(changed(POST, "body", to=body), "isBase64Encoded", to=True))

    assert answer.status == 400
    assert answer.code == "invalid_json"


def test_form_post_is_refused_by_its_type() -> None:
    event = changed(POST, "headers", to={"Content-Type": "application/x-www-form-urlencoded"})
    event |= {"body": base64.b64encode(b"name=x").decode(), "isBase64Encoded": True}

    assert ask(event).status == 415


def test_binary_body_where_json_belongs_is_a_bad_request() -> None:
    event = changed(POST, "body", to=base64.b64encode(b"\x00\xff\xfe").decode())

    assert ask(changed(event, "isBase64Encoded", to=True)).status == 400


@pytest.mark.parametrize("name", ["content-type", "Content-Type"])
def test_empty_content_type_means_json(name: str) -> None:
    assert ask(changed(POST, "headers", to={name: ""})).status == 200


def test_raw_path_serves_where_the_decoded_path_is_missing() -> None:
    event = without(PLAIN_GET, "requestContext", "http", "path")

    answer = ask(changed(event, "rawPath", to="/path/%E4%BA%91%E6%A0%88"))

    assert answer.json == {"name": "云栈"}


def test_decoded_path_wins_over_the_raw_one() -> None:
    event = changed(PLAIN_GET, "requestContext", "http", "path", to="/path/50%25")

    assert ask(event).json == {"name": "50%25"}


def test_raw_path_that_is_not_utf_8_is_answered() -> None:
    event = without(PLAIN_GET, "requestContext", "http", "path")

    assert ask(changed(event, "rawPath", to="/path/%FF%FE")).status == 200


def test_slash_that_is_written_as_an_escape_is_no_slash() -> None:
    event = without(PLAIN_GET, "requestContext", "http", "path")

    assert ask(changed(event, "rawPath", to="/path%2Fa")).status == 404
    assert ask(changed(event, "rawPath", to="/path/a%2fb%252F")).json == {"name": "a/b%2F"}


def test_path_that_the_platform_has_decoded_too_is_read_as_it_was_sent() -> None:
    event = changed(PLAIN_GET, "requestContext", "http", "path", to="/path/a/b")

    assert ask(changed(event, "rawPath", to="/path/a%2Fb")).json == {"name": "a/b"}


@pytest.mark.parametrize("body", ['{"name": "x"', "", None])
def test_body_with_fewer_bytes_than_declared_is_not_taken(body: str | None) -> None:
    answer = ask(changed(changed(POST, "headers", "Content-Length", to="999"), "body", to=body))

    assert answer.status == 400
    assert answer.code == "invalid_json"


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "x", "٣", ""])
def test_length_that_is_none_is_passed_over(length: str) -> None:
    assert ask(changed(POST, "headers", "Content-Length", to=length)).status == 200


def test_header_with_underscores_is_left_out() -> None:
    headers = {"X_Forwarded_For": "198.51.100.9", "x-forwarded-for": "198.51.100.1"}

    seen = ask(changed(PLAIN_GET, "headers", to=headers)).json["headers"]

    assert seen == {"x-forwarded-for": "198.51.100.1"}


@pytest.mark.parametrize("place", PLACES)
def test_missing_and_null_fields_are_answered(place: tuple[str, ...]) -> None:
    for event in (PLAIN_GET, POST):
        assert ask(without(event, *place)).status in (200, 400, 404, 405, 422)
        assert ask(changed(event, *place, to=None)).status in (200, 400, 404, 405, 422)


def test_empty_object_asks_for_the_root() -> None:
    assert ask({}).status == 404


@pytest.mark.parametrize("event", [b"", b"{", b"\xff", b"null", b"[]", b'"x"', b"1", b"[" * 90_000])
def test_what_is_no_http_event_is_a_bad_request_with_all_headers(event: bytes) -> None:
    answer = ask(event)

    assert answer.status == 400
    assert answer.code == "invalid_json"
    assert answer.json["error"]["request_id"] == REQUEST_ID
    assert answer.headers["x-request-id"] == REQUEST_ID
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_no_http_event_is_logged_once(capsys: pytest.CaptureFixture[str]) -> None:
    ask(b"[]")

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["status"] == 400
    assert json.loads(line)["request_id"] == REQUEST_ID


@pytest.mark.parametrize("event", [None, 5, [], "[]"])
def test_event_that_is_not_bytes_is_a_bad_request(event: Any) -> None:
    assert read_answer(handler(event, context())).status == 400


@pytest.mark.parametrize("given_as", [deepcopy, json.dumps, lambda e: json.dumps(e).encode()])
def test_event_is_taken_as_bytes_text_or_object(given_as: Any) -> None:
    assert read_answer(handler(given_as(POST), context())).json == {"name": "云栈"}


def test_deeply_nested_values_are_answered() -> None:
    nested: Any = []
    for _ in range(700):
        nested = [nested]

    for place in (("headers", "X-Deep"), ("queryParameters", "deep"), ("body",)):
        assert ask(changed(PLAIN_GET, *place, to=nested)).status in (200, 400)


@pytest.mark.parametrize(
    "strange", [None, SimpleNamespace(), context(None), context("soon"), context([]), context(0)]
)
def test_context_without_what_we_read_is_answered(strange: Any) -> None:
    answer = read_answer(handler(json.dumps(PLAIN_GET).encode(), strange))

    assert answer.status == 200
    assert answer.headers["x-request-id"] == REQUEST_ID


def test_request_id_is_that_of_the_context_then_of_the_event_then_our_own() -> None:
    of_the_event = changed(PLAIN_GET, "requestContext", "requestId", to="1-of-the-event")

    assert ask(of_the_event).headers["x-request-id"] == REQUEST_ID
    answer = read_answer(handler(json.dumps(of_the_event).encode(), None))
    assert answer.headers["x-request-id"] == "1-of-the-event"
    answer = read_answer(handler(json.dumps(without(PLAIN_GET, "requestContext")), None))
    assert len(answer.headers["x-request-id"]) == 26


def test_binary_answer_is_sent_in_base64() -> None:
    event = changed(PLAIN_GET, "requestContext", "http", "path", to="/picture")

    answer = ask(event)

    assert answer.headers["content-type"] == "image/png"
    assert answer.body == b"\x89PNG\x00\xff"


def test_streamed_answer_is_joined() -> None:
    event = changed(PLAIN_GET, "requestContext", "http", "path", to="/pieces")

    assert ask(event).body == b"one two"


def test_exception_becomes_an_answer_that_does_not_show_it() -> None:
    answer = ask(changed(PLAIN_GET, "requestContext", "http", "path", to="/broken"))

    assert answer.status == 500
    assert b"secret" not in answer.body


def checked(event: Any) -> None:
    """FC can read the answer: a known status, and one line of text per header."""
    answer = ask(event)
    assert 200 <= answer.status < 600
    for name, value in answer.headers.items():
        assert f"{name}{value}".isprintable()


@settings(deadline=None)
@given(JSON)
def test_any_json_value_as_event_is_answered(event: Any) -> None:
    checked(event)


@settings(deadline=None)
@given(st.sampled_from([PLAIN_GET, POST]), st.sampled_from(PLACES), JSON)
def test_any_json_value_in_any_place_of_an_event_is_answered(
    event: Event, place: tuple[str, ...], value: Any
) -> None:
    checked(changed(event, *place, to=value))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["Origin", "X-Request-Id", "Accept"]), st.text()))
def test_any_header_value_is_answered(headers: dict[str, str]) -> None:
    checked(changed(PLAIN_GET, "headers", to=headers))


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_as_event_are_answered(event: bytes) -> None:
    checked(event)
