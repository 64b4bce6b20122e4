"""What is answered: a value, an error, or a stream."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from shared.errors import ApiError, Fault
from shared.http import anthropic_errors, openai_errors
from shared.http.request import Request
from shared.i18n import locales

JSON = "application/json"
MOST_FAULTS = 100  # of a refused file that the answer tells


class Response(msgspec.Struct):
    """An answer; the body is bytes, or an iterator of bytes that the host streams.

    `last_words` is what a stream says of the error that breaks it, if its format can say it. After
    them it ends, or is `cut`: the host hears of the error too, and may break the connection.
    `beat` is what a host that can sends of a stream in each `sse.EVERY` seconds of silence.
    """

    status: int = 200
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    last_words: Callable[[ApiError], bytes] | None = None
    cut: bool = False
    beat: bytes = b""


def render(value: Any, status: int = 200) -> Response:
    """A Response as it is, None as 204, anything else as a line of JSON, for terminals too."""
    if isinstance(value, Response):
        return value
    if value is None:
        return Response(204)
    return Response(status, msgspec.json.encode(value) + b"\n", {"Content-Type": JSON})


def refuse(error: ApiError, request: Request) -> Response:
    """The error's answer in the contract's shape (OpenAI's, plus `request_id`), or Anthropic's."""
    if anthropic_errors.serves(request.path):
        return _refuse_as_anthropic(error, request)
    openai = request.path.startswith(openai_errors.PREFIX)
    shape = openai_errors.of_openai(error) if openai else openai_errors.of_contract(error)
    body: dict[str, Any] = {
        "code": shape.code,
        "message": locales.say(shape.reason, request.locale, **error.facts),
        "type": shape.kind,
        "param": error.param,
        "request_id": request.id,
    }
    if error.faults:
        body["faults"] = [_told(fault, request.locale) for fault in error.faults[:MOST_FAULTS]]
    response = render({"error": body}, shape.status)
    response.headers.update(shape.headers)
    return response


def _refuse_as_anthropic(error: ApiError, request: Request) -> Response:
    message = locales.say(error.reason, request.locale, **error.facts)
    told = anthropic_errors.of_anthropic(error, message, request.id)
    response = render(told.body, told.status)
    response.headers.update(told.headers)
    return response


def _told(fault: Fault, locale: locales.Locale) -> dict[str, Any]:
    message = locales.say(fault.reason, locale, field=fault.param, **fault.facts)
    return {"line": fault.line, "param": fault.param, "message": message}
