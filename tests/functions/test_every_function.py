"""What every function refuses, and what every answer carries."""

import json
from typing import Any

import pytest

from tests.client import Client
from tests.functions.questions import question

POSTS: dict[str, dict[str, Any]] = {
    "/api/auth/register": {"email": "someone@example.com", "password": "correct horse 9"},
    "/api/auth/login": {"email": "someone@example.com", "password": "correct horse 9"},
    "/api/chat": question(),
}
METHODS = {
    "/api/auth/register": "OPTIONS, POST",
    "/api/auth/login": "OPTIONS, POST",
    "/api/chat": "OPTIONS, POST",
    "/api/conversations": "GET, HEAD, OPTIONS",
    "/api/conversations/01ARZ3NDEKTSV4RRFFQ69G5FAV": "DELETE, GET, HEAD, OPTIONS, PATCH",
    "/api/health": "GET, HEAD, OPTIONS",
    "/api/health/ready": "GET, HEAD, OPTIONS",
    "/api/info": "GET, HEAD, OPTIONS",
}
NOT_JSON = [
    b"{",
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b"NaN",
    b"'single quotes'",
    b"email=a%40b.cn&password=x",
]
NO_OBJECT = [b"null", b"[]", b'"text"', b"5", b"true", b"[" * 20_000]

posts = pytest.mark.parametrize("path", POSTS)


@pytest.mark.parametrize("path", METHODS)
def test_method_that_is_not_served_is_refused_with_those_that_are(
    client: Client, path: str
) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(METHODS[path].split(", ")):
        answer = client.call(method, path)
        assert answer.status == 405
        assert answer.code == "method_not_allowed"
        assert answer.headers["allow"] == METHODS[path]


@pytest.mark.parametrize("path", METHODS)
def test_options_says_which_methods_are_served(client: Client, path: str) -> None:
    answer = client.call("OPTIONS", path)

    assert answer.status == 204
    assert answer.headers["allow"] == METHODS[path]
    assert answer.body == b""


@pytest.mark.parametrize("path", ["/api/health/nothing", "/api/conversations/a/b"])
def test_path_below_a_function_that_it_does_not_serve_is_not_found(
    client: Client, path: str
) -> None:
    answer = client.call("GET", path)

    assert answer.status == 404
    assert answer.code == "not_found"


@posts
def test_body_that_is_not_json_is_refused(client: Client, path: str) -> None:
    for raw in NOT_JSON:
        answer = client.call("POST", path, raw=raw, headers={"Content-Type": "application/json"})
        assert (answer.status, answer.code) == (400, "invalid_json"), raw[:20]


@posts
@pytest.mark.parametrize("half", [b"\\ud800", b"a\\udc00b", b"\\ud83d\\u0041", b"\xed\xa0\x80"])
def test_half_a_character_is_refused(client: Client, path: str, half: bytes) -> None:
    text = "你好" if path == "/api/chat" else "someone@example.com"
    raw = json.dumps(POSTS[path], ensure_ascii=False).encode().replace(text.encode(), half)
    headers = {"Content-Type": "application/json"}

    assert client.call("POST", path, raw=raw, headers=headers).code == "invalid_json"


@posts
def test_json_that_is_no_object_is_refused(client: Client, path: str) -> None:
    for raw in NO_OBJECT:
        answer = client.call("POST", path, raw=raw, headers={"Content-Type": "application/json"})
        status = 400 if path.startswith("/v1/") else 422
        assert (answer.status, answer.code) == (status, "invalid_request"), raw
        assert answer.json["error"]["param"] is None


@posts
def test_empty_body_is_refused(client: Client, path: str) -> None:
    answer = client.call("POST", path)

    assert answer.status == 422
    assert answer.json["error"]["param"] in POSTS[path]


@posts
@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "json"],
)
def test_body_of_another_kind_is_refused(client: Client, path: str, kind: str) -> None:
    answer = client.call("POST", path, raw=b"email=a", headers={"Content-Type": kind})

    assert answer.status == 415
    assert answer.code == "unsupported_media_type"


@posts
def test_body_beyond_a_megabyte_is_refused(client: Client, path: str) -> None:
    answer = client.call("POST", path, {"email": "x" * 10_000_000})

    assert answer.status == 413
    assert answer.code == "payload_too_large"


@posts
def test_unknown_field_is_refused_by_name(client: Client, path: str) -> None:
    answer = client.call("POST", path, POSTS[path] | {"surprise": 1})

    assert answer.status == 422
    assert answer.json["error"]["param"] == "surprise"


@posts
def test_each_required_field_is_missed_by_name(client: Client, path: str) -> None:
    for field in POSTS[path]:
        body = {name: value for name, value in POSTS[path].items() if name != field}
        answer = client.call("POST", path, body)
        assert answer.status == 422
        assert answer.json["error"]["param"] == field


@posts
@pytest.mark.parametrize("value", [None, 5, True, {}, [[]]])
def test_field_of_another_type_is_refused_by_name(client: Client, path: str, value: Any) -> None:
    for field in POSTS[path]:
        answer = client.call("POST", path, POSTS[path] | {field: value})
        assert answer.status == 422
        assert answer.json["error"]["param"].startswith(field)


@posts
def test_message_is_in_the_language_of_the_body_then_of_the_header_then_chinese(
    client: Client, path: str
) -> None:
    def message(locale: str | None, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"surprise": 1} | ({"locale": locale} if locale else {})
        said: str = client.call("POST", path, body, headers=named).json["error"]["message"]
        return said

    chinese, english = "不认识的字段 surprise。", "The field surprise is not known."
    assert message(None) == chinese
    assert message(None, Accept_Language="en-GB,en;q=0.9") == english
    assert message("zh-CN", Accept_Language="en") == chinese
    assert message("en") == english
    assert message("fr", Accept_Language="de, en;q=0.5, zh;q=0.1") == english
    assert message("fr", Accept_Language="de") == chinese


@pytest.mark.parametrize("path", [*POSTS, "/api/conversations", "/api/health", "/api/info"])
def test_every_answer_carries_its_request_id_and_security_headers(
    client: Client, path: str
) -> None:
    for method in ("GET", "POST", "OPTIONS", "PUT"):
        answer = client.call(method, path, headers={"X-Request-Id": "my-id_1"})
        assert answer.headers["x-request-id"] == "my-id_1"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        if answer.status >= 400:
            assert answer.json["error"]["request_id"] == "my-id_1"


@pytest.mark.parametrize("bad", ["", "a" * 65, "a b", "中", 'a"b', "a\tb"])
def test_request_id_that_is_not_acceptable_is_replaced(client: Client, bad: str) -> None:
    headers = {"X-Request-Id": bad.encode().decode("latin-1")}

    first = client.call("GET", "/api/health", headers=headers).headers["x-request-id"]
    second = client.call("GET", "/api/health", headers=headers).headers["x-request-id"]

    assert bad not in (first, second)
    assert first != second


@posts
def test_no_origin_but_the_allowed_is_let_in(client: Client, path: str, configure: Any) -> None:
    configure(ALLOWED_ORIGINS="https://app.example.com")
    preflight = {"Access-Control-Request-Method": "POST"}

    mine = client.call("OPTIONS", path, headers=preflight | {"Origin": "https://app.example.com"})
    other = client.call("OPTIONS", path, headers=preflight | {"Origin": "https://evil.example"})

    assert mine.status == 204
    assert mine.headers["access-control-allow-origin"] == "https://app.example.com"
    assert other.status == 403
    assert other.headers["access-control-allow-origin"] != "https://evil.example"


@posts
@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "APPLICATION/JSON", None])
def test_json_is_taken_under_every_name_it_has(client: Client, path: str, kind: str | None) -> None:
    raw = json.dumps(POSTS[path] | {"surprise": 1}).encode()

    answer = client.call("POST", path, raw=raw, headers={"Content-Type": kind} if kind else {})

    assert answer.status == 422
    assert answer.json["error"]["param"] == "surprise"
