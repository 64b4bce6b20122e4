"""FC's built-in runtime, imitated: what it hands to a function, and what it makes of the answer."""

import base64
import io
import json
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from shared.hosts import local_fc
from shared.hosts.routes import Deployed
from tests.client import Answer, WsgiClient
from tests.hosts.test_wsgi import Started, Unreadable, environ

Handler = Callable[[bytes, Any], Any]
TOO_MUCH = local_fc.LARGEST_BODY + 1


def client_of(function: Handler, timeout: int = 60) -> WsgiClient:
    client = WsgiClient()
    deployed = Deployed("tested", False, timeout)
    client.app = local_fc.application(function, deployed)  # type: ignore[arg-type]
    return client


def returning(answer: Any) -> WsgiClient:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return client_of(lambda event, context: text)


class Observer:
    """A function that keeps what it was called with."""

    def __call__(self, event: bytes, context: Any) -> str:
        self.event = json.loads(event)
        self.context = context
        return '{"statusCode": 200, "headers": {}, "body": ""}'


def recorded(method: str, path: str, raw: bytes = b"", **headers: str) -> Observer:
    observer = Observer()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client_of(observer).call(method, path, raw=raw, headers=named, query={"q": "云,1"})
    return observer


def test_event_has_the_documented_fields() -> None:
    event = recorded("POST", "/a/云%", b"{}", Content_Type="application/json").event

    http = event["requestContext"]["http"]
    assert event["version"] == "v1"
    assert event["rawPath"] == "/a/%E4%BA%91%25"
    assert event["queryParameters"] == {"q": "云,1"}
    assert event["headers"]["Content-Type"] == "application/json"
    assert (http["method"], http["path"]) == ("POST", "/a/云%")
    assert http["sourceIp"] == WsgiClient.ip
    assert event["requestContext"]["timeEpoch"].isdigit()


def test_context_carries_the_request_id_and_the_time_out() -> None:
    observer = recorded("GET", "/")

    assert observer.context.request_id == observer.event["requestContext"]["requestId"]
    assert observer.context.function.timeout == 60


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/json", "application/json; charset=utf-8", "application/xml"],
)
def test_text_arrives_as_text(kind: str) -> None:
    event = recorded("POST", "/", "云".encode(), Content_Type=kind).event

    assert event["body"] == "云"
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png", ""],
)
def test_everything_else_arrives_in_base64(kind: str) -> None:
    event = recorded("POST", "/", b"a=\xff", Content_Type=kind).event

    assert base64.b64decode(event["body"]) == b"a=\xff"
    assert event["isBase64Encoded"] is True


def test_get_without_a_content_type_has_an_empty_body_in_base64() -> None:
    event = recorded("GET", "/").event

    assert event["body"] == ""
    assert event["isBase64Encoded"] is True


@pytest.mark.parametrize(
    "name",
    ["Connection", "content-length", "Date", "Keep-Alive", "SERVER", "Content-Disposition",
     "Upgrade", "X-Fc-Made-Up"],
)  # fmt: skip
def test_headers_that_fc_ignores_are_dropped(name: str) -> None:
    headers = {name: "77", "X-Kept": "yes"}

    answer = returning({"statusCode": 200, "headers": headers, "body": "x"}).call("GET", "/")

    assert answer.headers["x-kept"] == "yes"
    assert answer.headers.get(name.lower()) != "77"


def test_answer_carries_fcs_request_id_and_json_as_its_type_by_default() -> None:
    answer = returning({"statusCode": 201, "body": "{}"}).call("GET", "/")

    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.headers["x-fc-request-id"]) == 26


@pytest.mark.parametrize("returned", ['{"a": 1}', "plain", "[]", "null", ""])
def test_what_has_no_status_code_is_sent_as_it_is(returned: str) -> None:
    answer = returning(returned).call("GET", "/")

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == returned.encode()


def test_base64_is_decoded_and_what_is_none_is_sent_as_it_is() -> None:
    good = {"statusCode": 200, "isBase64Encoded": True, "body": "iVBO/w=="}

    assert returning(good).call("GET", "/").body == b"\x89PN\xff"
    assert returning(good | {"body": "no base64!"}).call("GET", "/").body == b"no base64!"


def test_body_that_is_an_object_is_sent_as_json() -> None:
    answer = returning({"statusCode": 200, "body": {"a": 1}}).call("GET", "/")

    assert answer.json == {"a": 1}


def opaque(answer: Answer) -> bool:
    return answer.status == 502 and answer.body == b"Internal Server Error"


def test_uncaught_exception_is_opaque_outside_and_clear_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(event: bytes, context: SimpleNamespace) -> str:
        raise RuntimeError("the reason")

    answer = client_of(fail).call("GET", "/")

    assert opaque(answer)
    assert "the reason" in json.loads(capsys.readouterr().out)["stack"]


def test_function_that_takes_longer_than_its_time_out_is_given_up() -> None:
    go_on = threading.Event()

    def wait(event: bytes, context: SimpleNamespace) -> str:
        go_on.wait(30)
        return "late"

    answer = client_of(wait, timeout=0).call("GET", "/")
    go_on.set()

    assert opaque(answer)


def test_body_beyond_32_mb_is_refused_unread() -> None:
    started = Started()
    given = environ("POST", CONTENT_LENGTH=str(TOO_MUCH))

    body = client_of(Observer()).app(given | {"wsgi.input": Unreadable()}, started)

    assert started.status.startswith("400")
    assert b"InvalidArgument" in b"".join(body)


def test_body_beyond_32_mb_without_a_length_is_refused() -> None:
    started = Started()
    given = environ("POST", HTTP_TRANSFER_ENCODING="chunked")
    given["wsgi.input"] = io.BytesIO(b"x" * TOO_MUCH)

    client_of(Observer()).app(given, started)

    assert started.status.startswith("400")


def test_platform_alone_says_the_control_path_and_the_request_id() -> None:
    seen: dict[str, Any] = {}

    def app(given: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(given)
        return []

    made_up = {"HTTP_X_FC_CONTROL_PATH": "/invoke", "HTTP_X_FC_ACCOUNT_ID": "1"}
    local_fc.platform(app)(environ(**made_up), Started())

    assert seen["HTTP_X_FC_CONTROL_PATH"] == "/http-invoke"
    assert len(seen["HTTP_X_FC_REQUEST_ID"]) == 26
    assert "HTTP_X_FC_ACCOUNT_ID" not in seen
