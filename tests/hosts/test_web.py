"""One function behind FC's HTTP protocol of custom runtimes."""

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest

from shared.hosts import web
from tests.hosts.sample import PLAIN_GET, POST, handler
from tests.unwritable import OUTPUTS, standard_output

FC = {"HTTP_X_FC_REQUEST_ID": "1-fc", "HTTP_X_FC_CONTROL_PATH": "/http-invoke"}


class Call:
    """One call of the application, whose answer is read step by step."""

    def __init__(self, method: str, path: str, body: bytes = b"", **environ: str) -> None:
        given: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **FC,
            **environ,
        }
        self.answer: Iterable[bytes] = web.application(handler)(given, self._start)

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}

    def finish(self) -> bytes:
        body = b"".join(self.answer)
        if hasattr(self.answer, "close"):
            self.answer.close()
        return body


def test_call_over_http_is_answered_as_it_is() -> None:
    call = Call("POST", "/take", b'{"name": "x"}')

    assert json.loads(call.finish()) == {"name": "x"}
    assert call.status == "200 OK"
    assert call.headers["x-request-id"] == "1-fc"
    assert "x-fc-status" not in call.headers


def test_log_lines_of_a_call_are_framed(capsys: pytest.CaptureFixture[str]) -> None:
    Call("GET", "/path/x").finish()

    first, line, last = capsys.readouterr().out.splitlines()
    assert first == "FC Invoke Start RequestId: 1-fc"
    assert json.loads(line)["request_id"] == "1-fc"
    assert last == "FC Invoke End RequestId: 1-fc"


def test_call_that_streams_ends_when_its_stream_does(capsys: pytest.CaptureFixture[str]) -> None:
    call = Call("GET", "/pieces")

    assert next(iter(call.answer)) == b"one "
    assert capsys.readouterr().out == "FC Invoke Start RequestId: 1-fc\n"
    assert call.finish() == b"two"
    assert "FC Invoke End" in capsys.readouterr().out


def test_fault_is_reported_to_the_platform() -> None:
    call = Call("GET", "/broken")
    call.finish()

    assert call.status.startswith("500")
    assert call.headers["x-fc-status"] == "404"


def test_refusal_is_not_reported_as_a_fault() -> None:
    call = Call("GET", "/nowhere")
    call.finish()

    assert call.status.startswith("404")
    assert "x-fc-status" not in call.headers


def test_initialization_is_answered_without_asking_the_function(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = Call("POST", "/initialize", HTTP_X_FC_CONTROL_PATH="/initialize")

    assert call.finish() == b""
    assert call.status == "200 OK"
    assert not capsys.readouterr().out


def test_event_through_the_api_is_answered_as_an_event_function_would() -> None:
    event = json.dumps(POST).encode()

    call = Call("POST", "/invoke", event, HTTP_X_FC_CONTROL_PATH="/invoke")

    answer = json.loads(call.finish())
    assert call.status == "200 OK"
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"name": "云栈"}
    assert answer["headers"]["X-Request-Id"] == "1-fc"
    assert "x-fc-status" not in call.headers


def test_event_that_fails_is_reported_to_the_platform() -> None:
    event = json.dumps(PLAIN_GET).replace("/echo", "/broken").encode()

    call = Call("POST", "/invoke", event, HTTP_X_FC_CONTROL_PATH="/invoke")

    assert json.loads(call.finish())["statusCode"] == 500
    assert call.headers["x-fc-status"] == "404"


@pytest.mark.parametrize("event", [b"", b"{", b'{"triggerTime": "2023-12-26T07:49:00Z"}'])
def test_event_that_is_not_http_gets_an_answer(event: bytes) -> None:
    call = Call("POST", "/invoke", event, HTTP_X_FC_CONTROL_PATH="/invoke")

    assert json.loads(call.finish())["statusCode"] in (400, 404)


def test_client_that_asks_for_the_path_of_the_api_finds_nothing() -> None:
    call = Call("POST", "/invoke", json.dumps(POST).encode())
    call.finish()

    assert call.status.startswith("404")


@pytest.mark.parametrize("control", ["/invoke", "/initialize"])
def test_client_that_spoofs_the_control_path_is_served_as_a_client(control: str) -> None:
    call = Call("POST", "/take", b'{"name": "x"}', HTTP_X_FC_CONTROL_PATH=control)

    assert json.loads(call.finish()) == {"name": "x"}


def test_only_the_application_is_made_on_demand() -> None:
    with pytest.raises(AttributeError):
        _ = web.nothing


@pytest.mark.parametrize("output", OUTPUTS)
def test_call_is_answered_also_where_its_lines_cannot_be_written(output: str) -> None:
    with standard_output(output):
        assert Call("GET", "/pieces").finish() == b"one two"


def test_an_idle_line_outlives_what_fc_keeps_it_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else FC sends the next request over a line that is being closed, and answers 502."""
    served: list[dict[str, Any]] = []

    class Served:
        def __init__(self, _target: str, **options: Any) -> None:
            served.append(options)

        def serve(self) -> None:
            """The time-out is minutes: here it is only read."""

    monkeypatch.setattr("granian.Granian", Served)
    web.main()
    web.serve("local.worker:fc_app", "127.0.0.1", 1)

    at_fc, behind_nginx = (options["http1_settings"].header_read_timeout for options in served)
    assert at_fc > 15 * 60_000
    assert 60_000 < behind_nginx < at_fc
