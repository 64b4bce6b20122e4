"""Pictures of an API that speaks OpenAI's protocol: drawn while one waits, as base64 or links.

Source: OpenAI API reference, "Create image" and "Create image edit".
"""

import base64
import binascii
from typing import Any
from urllib.parse import urlsplit

import msgspec
import urllib3

from shared.dashscope import wire
from shared.errors import ApiError, Unavailable, UpstreamError
from shared.images import fetch
from shared.llm import errors
from shared.llm.answers.replies import Json
from shared.llm.catalogue import Model
from shared.llm.errors import ProviderError
from shared.llm.transport.post import Call
from shared.llm.transport.targets import Target
from shared.pictures import failures, inputs, results
from shared.pictures.orders import Order
from shared.pictures.studio import Drawing, Drawn
from shared.tasks.kinds import Failed

GENERATIONS, EDITS = "/images/generations", "/images/edits"
_LARGEST_ANSWER = 268_435_456  # bytes: ten pictures in base64
_NOT_TAKEN = (429, 503)  # statuses of who is too busy to begin
_LOCAL = ("127.0.0.1", "localhost", "::1")
_INLINE = "data:,"  # begins a picture that came within the answer
_ALWAYS_BASE64 = "gpt-image"  # refuses to be told


def draw(model: Model, order: Order, deadline: float) -> Drawing:
    """All pictures of an order; Failed, and then not known to be drawn unless it was refused."""
    provider = model.provider
    target = Target(provider.base_url, provider.key, model.upstream_name)
    try:
        with Call(deadline) as call:
            raw = _asked(call, target, order)
    except ProviderError as e:
        raise Failed("upstream_error", "creation_unknown") from e
    return _read(raw)


def fetched(model: Model, url: str, seconds: float) -> bytes:
    """What a picture of the answer holds: itself, or what lies at a public https address; at one
    of this machine only where the API itself is there."""
    if url.startswith(_INLINE):
        return base64.b64decode(url.removeprefix(_INLINE))
    ours = urlsplit(model.provider.base_url)
    if ours.hostname in _LOCAL and url.startswith(f"{ours.scheme}://{ours.netloc}/"):
        limit = results.LARGEST
        return wire.call("GET", url, {}, None, seconds=seconds, limit=limit).body
    return fetch.get(url, limit=results.LARGEST, seconds=seconds)


def _asked(call: Call, target: Target, order: Order) -> bytes:
    asked: Json = {"model": target.model, "prompt": order.prompt, "n": order.n}
    if order.size:
        asked["size"] = order.size.replace("*", "x")
    if not target.model.startswith(_ALWAYS_BASE64):
        asked["response_format"] = "b64_json"
    if order.images:
        answer = call.send_as(target.address(EDITS), target.key, *_form(asked, order))
    else:
        answer = call.post(target.address(GENERATIONS), target.key, asked)
    with answer:
        body = answer.read(_LARGEST_ANSWER)
    if answer.status != 200:
        error = errors.of_status(answer.status, body, answer.headers.get("Retry-After"))
        raise _refused(answer.status, error) from error
    return body


def _form(asked: Json, order: Order) -> tuple[bytes, str]:
    """The body of an edit, and its type."""
    name = "image" if len(order.images) == 1 else "image[]"
    files = [
        (name, (f"image-{place}.jpg", inputs.content(key), "image/jpeg"))
        for place, key in enumerate(order.images, 1)
    ]
    fields = [(field, str(value)) for field, value in asked.items()]
    return urllib3.encode_multipart_formdata([*fields, *files])


def _refused(status: int, error: ProviderError) -> Failed:
    """Refused or throttled, nothing was drawn; of all else nobody knows, whatever wait it asks
    for."""
    heard: ApiError = error.error
    busy = isinstance(heard, Unavailable) and status in _NOT_TAKEN
    lasting = isinstance(heard, UpstreamError) and heard.reason == "upstream_refused"
    if heard.status < 500 or busy or lasting:
        return failures.of_refusal(heard, retryable=busy)
    return Failed("upstream_error", "creation_unknown")


def _read(raw: bytes) -> Drawing:
    try:
        data: Any = msgspec.json.decode(raw, type=Json).get("data")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        raise Failed("upstream_error", "creation_unknown") from e
    drawn = [found for one in data or () if isinstance(one, dict) and (found := _drawn(one))]
    return Drawing(drawn, [], len(drawn))


def _drawn(one: Json) -> Drawn | None:
    prompt = one.get("revised_prompt")
    packed, url = one.get("b64_json"), one.get("url")
    if isinstance(packed, str) and _is_base64(packed):
        url = _INLINE + packed
    said = prompt if isinstance(prompt, str) else None
    return Drawn(url, said) if isinstance(url, str) else None


def _is_base64(packed: str) -> bool:
    try:
        return bool(binascii.a2b_base64(packed, strict_mode=True))
    except ValueError:
        return False
