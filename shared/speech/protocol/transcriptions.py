"""Transcriptions by OpenAI's protocol: the same tasks, for whose end the answer waits.

OpenAI's SDKs repeat a POST that was not answered: the repeated one finds the task of the first, and
nothing is heard, or paid for, twice.
"""

import functools
import hashlib
from collections.abc import Generator
from typing import Any

import msgspec

from shared.access.authentication import Caller
from shared.errors import (
    ApiError,
    DiarizeUnavailable,
    ModelNotFound,
    StorageFull,
    Unavailable,
    UpstreamTimeout,
)
from shared.files import library
from shared.http import sse, streams
from shared.http.endpoint import Raw
from shared.http.inputs import multipart
from shared.http.request import Request
from shared.http.response import JSON, Response, refuse
from shared.labels import aigc
from shared.speech import engines, lengths, orders, results
from shared.speech.engines import Engine
from shared.speech.listening.wishes import Wish
from shared.speech.orders import Order
from shared.speech.protocol import formats, forms
from shared.speech.protocol.forms import Asked
from shared.speech.transcripts import Transcript
from shared.storage import objects
from shared.store.task_work import QUEUED, RUNNING, Row
from shared.store.users import User
from shared.tasks import adding, repeats, waiting
from shared.tasks.listing import Task
from shared.tasks.repeats import Once

TAKES = {multipart.FORM: forms.Form}
ANSWERS = {200: {JSON: dict[str, Any], formats.TEXT: str, sse.KIND: str}}
FAILS = (
    *adding.FAILS,
    DiarizeUnavailable,
    ModelNotFound,
    StorageFull,
    Unavailable,
    UpstreamTimeout,
)
_LARGEST = 67_108_864  # bytes of a transcript
_PULSE = 8  # looks between two signs of life


def transcribe(request: Request, caller: Caller, raw: Raw) -> Response:
    """InvalidRequest, ModelNotFound, Unavailable; UpstreamTimeout with the task's id."""
    return _answered(request, caller, forms.read(request, raw), "transcribe")


def translate(request: Request, caller: Caller, raw: Raw) -> Response:
    """As `transcribe`, into English; InvalidRequest where nobody here translates."""
    return _answered(request, caller, forms.read(request, raw), "translate")


def _answered(request: Request, caller: Caller, asked: Asked, task: str) -> Response:
    wish = msgspec.structs.replace(asked.wish, translate=task == "translate")
    engine = engines.choose(asked.fields.model, wish)
    once = repeats.of_sdk(request, caller, asked.digest)
    order = _order(_key(caller.user, once, asked), engine, wish)
    seconds = lengths.most_seconds(len(asked.content), asked.content_type)
    if objects.size(order.key) is None:
        orders.require_place(caller, engine, wish, seconds)
        objects.put(order.key, asked.content, asked.content_type)
    added = _reserved(request, caller, engine, order, seconds, once)
    if added.status in (QUEUED, RUNNING) and objects.size(order.key) is None:
        # The same question has ended just now, and taken the recording with it.
        objects.put(order.key, asked.content, asked.content_type)
    if asked.fields.stream:
        return _streamed(request, caller.user, asked, added.id)
    row = waiting.ended(added.id, request.deadline)
    return _whole(row, _transcript(row, caller.user), asked, task)


def _order(key: str, engine: Engine, wish: Wish) -> Order:
    return Order(
        key=key,
        engine=engine.name,
        way=engine.way,
        rate=engine.rate or 0,
        most=0,
        wish=wish,
        keeps_files=False,
    )


def _key(owner: User, once: Once, asked: Asked) -> str:
    """Where a recording is until its task has ended; the same question has it there once."""
    words = hashlib.sha256(f"{once.key}\n{asked.digest}".encode()).hexdigest()
    return f"{objects.TEMPORARY}heard/{owner.id}-{words[:40]}.bin"


def _reserved(
    request: Request, caller: Caller, engine: Engine, order: Order, seconds: float, once: Once
) -> Task:
    """The task; what nobody works on has no recording either."""
    try:
        added = orders.reserve(request, caller, engine, order, seconds, once)
    except ApiError:
        objects.remove(order.key)
        raise
    if added.status not in (QUEUED, RUNNING):
        objects.remove(order.key)
    return added


def _whole(row: Row, transcript: Transcript, asked: Asked, task: str) -> Response:
    wanted = formats.Wanted(asked.fields.response_format, asked.granularities, task)
    made = formats.render(transcript, wanted, row.id)
    headers = {"Content-Type": made.content_type, "X-Credits-Charged": str(row.credits)}
    return Response(200, made.body, headers | _headers(row.id, asked))


def _headers(task_id: str, asked: Asked) -> dict[str, str]:
    ignored = {"X-Ignored-Fields": ", ".join(sorted(asked.ignored))} if asked.ignored else {}
    return {"X-Task-Id": task_id, **aigc.headers(task_id), **ignored}


def _streamed(request: Request, owner: User, asked: Asked, task_id: str) -> Response:
    """Who listens here tells nothing before its end: until then there are signs of life."""
    events = streams.begun(_events(request, owner, task_id))
    headers = {**sse.HEADERS, **_headers(task_id, asked)}
    return Response(200, events, headers, functools.partial(_last_words, request))


def _events(request: Request, owner: User, task_id: str) -> Generator[bytes]:
    yield b""
    for look, row in enumerate(waiting.looks(task_id, request.deadline), 1):
        if row:
            for event in formats.events(_transcript(row, owner)):
                yield b"data: " + msgspec.json.encode(event) + b"\n\n"
        elif look % _PULSE == 0:
            yield sse.PING


def _last_words(request: Request, error: Any) -> bytes:
    return b"data: " + bytes(refuse(error, request).body) + b"\n\n"  # type: ignore[arg-type]


def _transcript(row: Row, owner: User) -> Transcript:
    """All of it: of a long one from the file that has it."""
    result = results.read(msgspec.json.decode(row.result_json))
    if result.truncated and result.files:
        _, raw = library.read(owner, result.files.json, _LARGEST)
        result = results.read(msgspec.json.decode(raw))
    segments = result.segments or ()
    return Transcript(result.text, result.language, result.duration, segments)
