"""What an endpoint takes and answers."""

import dataclasses
import io
from typing import Any

import msgspec
import pytest

from shared.errors import (
    ApiError,
    Forbidden,
    PayloadTooLarge,
    RateLimited,
    Unauthorized,
    UnsupportedMediaType,
)
from shared.http.endpoint import Raw, endpoint
from shared.http.request import JSON_LIMIT, Answered, Request
from shared.http.response import Response, refuse, render


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    name: str


def posted(raw: bytes, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", headers=named, stream=io.BytesIO(raw), length=len(raw))


@dataclasses.dataclass
class Noting:
    """Notes in `calls` that it was asked, and answers with `result`."""

    calls: list[str]
    name: str
    result: Any = None

    def __call__(self, *_: Any) -> Any:
        self.calls.append(self.name)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def answered(self, answer: Answered) -> None:
        self.calls.append(f"{answer.endpoint} {answer.status}")


def test_body_is_read_once_and_no_further_than_its_length() -> None:
    request = Request(stream=io.BytesIO(b"12345678"), length=3)

    assert request.read(10) == b"123"
    assert request.read(10) == b"123"


def test_body_beyond_the_limit_is_refused_unread() -> None:
    request = Request(stream=io.BytesIO(b"12345678"), length=8)

    with pytest.raises(PayloadTooLarge):
        request.read(7)
    assert request.locale == "zh"
    assert request.stream.tell() == 0


def test_body_that_was_read_is_refused_by_who_takes_less() -> None:
    request = Request(stream=io.BytesIO(b"12345678"), length=8)

    assert request.read(8) == b"12345678"
    with pytest.raises(PayloadTooLarge):
        request.read(7)


def test_body_without_a_length_is_read_one_byte_beyond_its_limit_at_most() -> None:
    request = Request(stream=io.BytesIO(b"12345678"), length=None)

    with pytest.raises(PayloadTooLarge):
        request.read(5)
    assert request.stream.tell() == 6


def test_arguments_are_given_by_their_names() -> None:
    @endpoint("POST", "/a/{first}/b/{second}", who=lambda request: "somebody")
    def call(
        second: str, first: str, caller: str, body: Thing, query: dict[str, str], request: Request
    ) -> list[Any]:
        return [first, second, caller, body.name, query, request.path]

    request = posted(b'{"name": "x"}')
    request.path, request.query = "/a/1/b/2", {"q": "3"}
    parts = call.match(request.path)

    assert parts == {"first": "1", "second": "2"}
    assert call.answer(request, parts).body == b'["1","2","somebody","x",{"q":"3"},"/a/1/b/2"]\n'


@pytest.mark.parametrize("path", ["/a", "/a/", "/a/1/2", "/b/1", "a/1", "/a/1/"])
def test_name_in_a_path_is_exactly_one_segment(path: str) -> None:
    @endpoint("GET", "/a/{name}")
    def call(name: str) -> None: ...

    assert call.match(path) is None
    assert call.match("/a/云 .%2F%2525") == {"name": "云 ./%25"}


def test_caller_without_who_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="who"):

        @endpoint("GET", "/")
        def call(caller: str) -> None: ...


def test_guards_come_in_order_and_the_first_refusal_is_final() -> None:
    calls: list[str] = []

    @endpoint("POST", "/", who=Noting(calls, "who"), limit=Noting(calls, "limit", RateLimited()))
    def call(body: Thing) -> None: ...

    with pytest.raises(RateLimited):
        call.answer(posted(b"not json"), {})
    assert calls == ["who", "limit"]


def test_those_who_may_not_are_counted_too() -> None:
    calls: list[str] = []

    @endpoint("GET", "/", who=Noting(calls, "who", Unauthorized()), limit=Noting(calls, "limit"))
    def call(caller: str) -> None: ...

    with pytest.raises(Unauthorized):
        call.answer(Request(), {})
    assert calls == ["who", "limit"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "json", "/"])
def test_body_of_another_kind_is_refused_unread(kind: str) -> None:
    @endpoint("POST", "/")
    def call(body: Thing) -> None: ...

    request = posted(b'{"name": "x"}', content_type=kind)

    with pytest.raises(UnsupportedMediaType):
        call.answer(request, {})
    assert request.stream.tell() == 0


@pytest.mark.parametrize(
    "kind",
    ["", "application/json", " Application/JSON ;charset=utf-8", "application/problem+json"],
)
def test_json_is_read_by_any_of_its_names(kind: str) -> None:
    @endpoint("POST", "/")
    def call(body: Thing) -> Thing:
        return body

    request = posted(b'{"name": "x"}', content_type=kind)

    assert call.answer(request, {}).body == b'{"name":"x"}\n'


def test_json_body_may_have_a_megabyte_unless_the_endpoint_says_otherwise() -> None:
    @endpoint("POST", "/")
    def usual(body: dict[str, str]) -> int:
        return len(body["a"])

    @endpoint("POST", "/", max_body=10)
    def small(body: dict[str, str]) -> int:
        return len(body["a"])

    raw = b'{"a":"' + b"x" * (JSON_LIMIT - 8) + b'"}'

    assert usual.answer(posted(raw), {}).body == f"{JSON_LIMIT - 8}\n".encode()
    with pytest.raises(PayloadTooLarge):
        usual.answer(posted(raw + b" "), {})
    with pytest.raises(PayloadTooLarge):
        small.answer(posted(b'{"a":"xxx"}'), {})


def test_answers_are_rendered_by_what_they_are() -> None:
    own = Response(418, b"teapot")

    assert render(own, 201) is own
    assert render(None, 201) == Response(204)
    made = render({"name": "云"}, 201)
    assert (made.status, made.body) == (201, '{"name":"云"}\n'.encode())
    assert made.headers == {"Content-Type": "application/json"}


def test_refusal_has_the_shape_of_the_contract() -> None:
    request = Request(id="the-id", headers={"accept-language": "en"})
    error = Forbidden("foreign_origin", param="origin", headers={"X-Extra": "1"})

    response = refuse(error, request)

    assert response.status == 403
    assert response.headers["X-Extra"] == "1"
    assert msgspec.json.decode(bytes(response.body)) == {  # type: ignore[arg-type]
        "error": {
            "code": "forbidden",
            "message": "This origin may not call the API.",
            "type": "permission_error",
            "param": "origin",
            "request_id": "the-id",
        }
    }


@pytest.mark.parametrize(
    ("raw", "header", "locale"),
    [
        (b'{"locale": "en"}', "zh", "en"),
        (b'{"locale": "zh-TW"}', "en", "zh"),
        (b'{"locale": "fr"}', "en", "en"),
        (b'{"locale": 5}', "en", "en"),
        (b'{"locale": null}', "en", "en"),
        (b'{"locale"', "en", "en"),
        (b"[]", "en", "en"),
        (b"\xff", "en", "en"),
        (b"", "en", "en"),
        (b"", "fr", "zh"),
    ],
)
def test_language_is_the_bodys_then_the_headers_then_chinese(
    raw: bytes, header: str, locale: str
) -> None:
    request = posted(raw, accept_language=header)
    request.at_hand = True

    assert request.locale == locale


def test_a_raw_body_is_given_once_and_its_language_is_remembered() -> None:
    @endpoint("POST", "/")
    def take(raw: Raw) -> list[str]:
        return [raw().decode(), raw().decode()]

    request = posted(b'{"locale": "en"}', accept_language="zh")

    assert take.answer(request, {}).body == b'["{\\"locale\\": \\"en\\"}",""]\n'
    assert request.body == b""
    assert request.locale == "en"


def test_a_body_that_may_never_come_is_not_awaited_for_its_language() -> None:
    request = posted(b'{"locale": "en"}', accept_language="zh")

    assert request.locale == "zh"
    assert request.body is None


def test_wait_is_at_least_a_second_and_said_in_the_header() -> None:
    errors: list[ApiError] = [RateLimited(retry_after=0), RateLimited(retry_after=7)]

    assert [e.headers["Retry-After"] for e in errors] == ["1", "7"]
